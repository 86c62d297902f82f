// An upstream on the TypeScript SDK without sessions: a server for each request. What tools it lists is set while it runs, by PUT /tools with a JSON
// array of definitions; there are none at first. Every call is answered "called <tool>" and counted, whatever is listed.
// It prints {"port":41234} when it listens, answers GET /calls with the number of calls of each tool, and exits when its standard input ends.
import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

process.stdin.on("end", () => process.exit(0)).resume();

let tools = [];
const calls = {};

function newServer() {
  const server = new Server({ name: "changing", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, (request) => {
    const { name } = request.params;
    calls[name] = (calls[name] ?? 0) + 1;
    return { content: [{ type: "text", text: `called ${name}` }] };
  });
  return server;
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function serve(request, response, body) {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  const server = newServer();
  response.on("close", () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, body ? JSON.parse(body) : undefined);
}

const http = createServer(async (request, response) => {
  const body = await read(request);
  if (request.url === "/tools") {
    tools = JSON.parse(body);
    response.end();
  } else if (request.url === "/calls") {
    response.end(JSON.stringify(calls));
  } else {
    await serve(request, response, body);
  }
});

http.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ port: http.address().port })}\n`));
