import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Addresses } from "./addresses";
import * as snippets from "./client-snippets";
import { CommandLine } from "./command-line";
import { connect } from "./commands";
import { Copyable } from "./copy";
import { Tabs } from "./tabs";

export type { ConnectedServer } from "./client-snippets";

type ServersProps = { servers: readonly snippets.ConnectedServer[] };
type ClientsProps = ServersProps & {
  /** Null where it is not known any more: the snippets then have a placeholder. */
  token: string | null;
};

// With the name that `fgw connect` has for the client, if it can set it up.
const tabs = [
  ["claude-code", "Claude Code", "claude-code"],
  ["cursor", "Cursor", "cursor"],
  ["vscode", "VS Code", "vscode"],
  ["codex", "Codex", "codex"],
  ["csharp", "C#", null],
  ["typescript", "TypeScript", null],
  ["claude-desktop", "Claude Desktop", "desktop"],
] as const;

/** How to connect an agent, for the clients that people use. The token is in the text only where there is no other way to give it. */
export function Clients({ servers, token }: ClientsProps) {
  const [tab, setTab] = useState<string>("claude-code");
  const client = tabs.find(([key]) => key === tab)?.[2];
  const shown = token ?? "fgw_…";
  return (
    <>
      <Addresses servers={servers} />
      <Tabs label="Clients" tabs={tabs.map(([key, name]) => [key, name])} selected={tab} onSelect={setTab}>
        {tab === "claude-code" && <ClaudeCode servers={servers} token={shown} />}
        {tab === "cursor" && <Cursor servers={servers} token={shown} />}
        {tab === "vscode" && <Code servers={servers} />}
        {tab === "codex" && <Codex servers={servers} token={shown} />}
        {tab === "csharp" && (
          <Library servers={servers} token={shown} name="ModelContextProtocol" of="NuGet" snippet={snippets.csharp} label="the C# code" />
        )}
        {tab === "typescript" && (
          <Library
            servers={servers}
            token={shown}
            name="@modelcontextprotocol/sdk"
            of="npm"
            snippet={snippets.typescript}
            label="the TypeScript code"
          />
        )}
        {tab === "claude-desktop" && <Desktop servers={servers} token={shown} />}
        {client && <CommandLine command={connect(servers.length === 1 ? (servers[0]?.id ?? "") : "", client)} />}
      </Tabs>
    </>
  );
}

type Props = ServersProps & { token: string };

/** The clients that read the token from the environment. */
function TokenVariable({ token }: { token: string }) {
  return (
    <>
      <p>Set the token in the environment that the agent is started from. Keep it out of files that are committed.</p>
      <Copyable text={snippets.shellVariable(token)} label="the variable for Linux and macOS" />
      <details>
        <summary>In Windows PowerShell</summary>
        <Copyable text={snippets.powerShellVariable(token)} label="the variable for PowerShell" />
      </details>
    </>
  );
}

function ClaudeCode({ servers, token }: Props) {
  return (
    <>
      <TokenVariable token={token} />
      <p>
        Then run this in the project. It writes <code>.mcp.json</code>:
      </p>
      <Copyable text={snippets.claudeCommand(servers)} label="the command for Claude Code" />
      <p>
        Or write <code>.mcp.json</code> yourself:
      </p>
      <Copyable text={snippets.claudeFile(servers)} label=".mcp.json" />
    </>
  );
}

function Cursor({ servers, token }: Props) {
  return (
    <>
      <TokenVariable token={token} />
      <InstallLinks servers={servers} client="Cursor" link={snippets.cursorLink} />
      <p>
        Or put this into <code>.cursor/mcp.json</code>, in the project or in your home directory:
      </p>
      <Copyable text={snippets.cursorFile(servers)} label=".cursor/mcp.json" />
    </>
  );
}

function Code({ servers }: ServersProps) {
  return (
    <>
      <p>VS Code asks for the token once and stores it.</p>
      <InstallLinks servers={servers} client="VS Code" link={snippets.codeLink} />
      <p>
        Or put this into <code>.vscode/mcp.json</code>:
      </p>
      <Copyable text={snippets.codeFile(servers)} label=".vscode/mcp.json" />
    </>
  );
}

function Codex({ servers, token }: Props) {
  return (
    <>
      <TokenVariable token={token} />
      <p>Then run:</p>
      <Copyable text={snippets.codexCommand(servers)} label="the command for Codex" />
      <p>
        Or add this to <code>~/.codex/config.toml</code>:
      </p>
      <Copyable text={snippets.codexFile(servers)} label="config.toml" />
    </>
  );
}

interface LibraryProps extends Props {
  name: string;
  of: string;
  snippet: (server: snippets.ConnectedServer) => string;
  label: string;
}

function Library({ servers, token, name, of, snippet, label }: LibraryProps) {
  return (
    <>
      <TokenVariable token={token} />
      <p>
        With the {of} package <code>{name}</code>
        {servers.length > 1 && ", one client for each server"}:
      </p>
      {servers.map(server => (
        <Copyable key={server.id} text={snippet(server)} label={`${label} for ${server.id}`} />
      ))}
    </>
  );
}

function Desktop({ servers, token }: Props) {
  return (
    <>
      <p>
        Claude Desktop starts local programs only, so the npm package <code>mcp-remote</code> connects for it. In <em>Settings</em>,{" "}
        <em>Developer</em>, <em>Edit Config</em>, add this to <code>claude_desktop_config.json</code>; the file holds the token, so do not
        share it:
      </p>
      <Copyable text={snippets.desktopFile(servers, token)} label="claude_desktop_config.json" />
    </>
  );
}

interface InstallLinksProps extends ServersProps {
  client: ComponentChildren;
  link: (server: snippets.ConnectedServer) => string;
}

function InstallLinks({ servers, client, link }: InstallLinksProps) {
  return (
    <p class="buttons">
      {servers.map(server => (
        <a key={server.id} class="button" href={link(server)}>
          Add {servers.length > 1 ? server.id : "it"} to {client}
        </a>
      ))}
    </p>
  );
}
