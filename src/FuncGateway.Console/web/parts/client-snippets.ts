/** A server that an agent connects to. */
export interface ConnectedServer {
  id: string;
  url: string;
}

/** The environment variable that the configurations read the token from. */
export const tokenVariable = "FUNCGATEWAY_GRANT_TOKEN";

type Servers = readonly ConnectedServer[];

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function byId<T>(servers: Servers, entry: (server: ConnectedServer) => T): Record<string, T> {
  return Object.fromEntries(servers.map(server => [server.id, entry(server)]));
}

export function shellVariable(token: string): string {
  return `export ${tokenVariable}=${token}`;
}

export function powerShellVariable(token: string): string {
  return `$env:${tokenVariable} = "${token}"`;
}

// The single quotes keep the shell from replacing the variable: the file names it, and Claude Code reads it at each start.
export function claudeCommand(servers: Servers): string {
  return servers
    .map(
      ({ id, url }) => `claude mcp add --scope project --transport http ${id} ${url} --header 'Authorization: Bearer \${${tokenVariable}}'`,
    )
    .join("\n");
}

export function claudeFile(servers: Servers): string {
  const headers = { Authorization: `Bearer \${${tokenVariable}}` };
  return json({ mcpServers: byId(servers, ({ url }) => ({ type: "http", url, headers })) });
}

function cursorEntry({ url }: ConnectedServer) {
  return { url, headers: { Authorization: `Bearer \${env:${tokenVariable}}` } };
}

export function cursorFile(servers: Servers): string {
  return json({ mcpServers: byId(servers, cursorEntry) });
}

/** Opens Cursor, which asks whether to add the server. */
export function cursorLink(server: ConnectedServer): string {
  const config = btoa(JSON.stringify(cursorEntry(server)));
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(server.id)}&config=${encodeURIComponent(config)}`;
}

const codeInput = { type: "promptString", id: "funcgateway-token", description: "Grant token of FuncGateway", password: true };

function codeEntry({ url }: ConnectedServer) {
  return { type: "http", url, headers: { Authorization: `Bearer \${input:${codeInput.id}}` } };
}

export function codeFile(servers: Servers): string {
  return json({ inputs: [codeInput], servers: byId(servers, codeEntry) });
}

/** Opens VS Code, which asks whether to add the server, and for the token when it starts it. */
export function codeLink(server: ConnectedServer): string {
  const config = { name: server.id, ...codeEntry(server), inputs: [codeInput] };
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(config))}`;
}

export function codexCommand(servers: Servers): string {
  return servers.map(({ id, url }) => `codex mcp add ${id} --url ${url} --bearer-token-env-var ${tokenVariable}`).join("\n");
}

export function codexFile(servers: Servers): string {
  return servers
    .map(({ id, url }) => `[mcp_servers.${id}]\nurl = ${JSON.stringify(url)}\nbearer_token_env_var = "${tokenVariable}"`)
    .join("\n\n");
}

export function csharp({ url }: ConnectedServer): string {
  return `var transport = new HttpClientTransport(new HttpClientTransportOptions
{
    Endpoint = new Uri("${url}"),
    AdditionalHeaders = new Dictionary<string, string>
    {
        ["Authorization"] = $"Bearer {Environment.GetEnvironmentVariable("${tokenVariable}")}",
    },
});
await using var client = await McpClient.CreateAsync(transport);
var tools = await client.ListToolsAsync();`;
}

export function typescript({ url }: ConnectedServer): string {
  return `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const transport = new StreamableHTTPClientTransport(new URL('${url}'), {
  requestInit: { headers: { Authorization: \`Bearer \${process.env.${tokenVariable}}\` } },
});
const client = new Client({ name: 'my-agent', version: '1.0.0' });
await client.connect(transport);
const { tools } = await client.listTools();`;
}

const headerVariable = "AUTH_HEADER";

/** Claude Desktop starts local programs only, so mcp-remote connects for it. It breaks arguments at spaces on Windows, so the header has none. */
export function desktopFile(servers: Servers, token: string): string {
  return json({
    mcpServers: byId(servers, ({ url }) => ({
      command: "npx",
      args: ["-y", "mcp-remote", url, "--header", `Authorization:\${${headerVariable}}`, ...(isPlainRemote(url) ? ["--allow-http"] : [])],
      env: { [headerVariable]: `Bearer ${token}` },
    })),
  });
}

// mcp-remote refuses http to any other machine unless told otherwise.
function isPlainRemote(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1" && hostname !== "[::1]";
}
