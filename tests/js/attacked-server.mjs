// An upstream on the TypeScript SDK with one tool, which counts how often it ran for each "case" and then ends its call as "how" says.
// It prints {"port":41234} when it listens, answers GET /ran/<case> with the count, and exits when its standard input ends.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";

process.stdin.on("end", () => process.exit(0)).resume();

const ran = new Map();
const sessions = new Map();

function newServer() {
  const server = new Server({ name: "attacked", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [{ name: "pay", inputSchema: { type: "object" } }] }));
  server.setRequestHandler(CallToolRequestSchema, async (request, { signal }) => {
    const { case: name, how } = request.params.arguments;
    ran.set(name, (ran.get(name) ?? 0) + 1);
    if (how === "error") {
      throw new McpError(ErrorCode.InvalidParams, "The work is done, but the answer cannot be written.");
    }
    if (how === "wait") {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    }
    return { content: [{ type: "text", text: "paid" }] };
  });
  return server;
}

async function open() {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => sessions.set(id, transport),
  });
  await newServer().connect(transport);
  return transport;
}

const http = createServer(async (request, response) => {
  if (request.url.startsWith("/ran/")) {
    response.end(String(ran.get(decodeURIComponent(request.url.slice("/ran/".length))) ?? 0));
    return;
  }
  const transport = sessions.get(request.headers["mcp-session-id"]) ?? (await open());
  await transport.handleRequest(request, response);
});

http.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ port: http.address().port })}\n`));
