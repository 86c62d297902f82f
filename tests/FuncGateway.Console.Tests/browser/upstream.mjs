import { createServer } from "node:http";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import {
  CallToolRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";

/**
 * An upstream MCP server in this process, without sessions. What it lists is set while it runs: `tools`, `resources`, `prompts`. With an
 * `authorization`, it refuses requests that do not carry exactly this header. Every call is answered "called <tool>", except that of the tool
 * `hangs-up`, which gets no answer: the connection is closed.
 */
export class Upstream {
  tools = [];
  resources = [];
  prompts = [];
  authorization = null;
  #http = createServer((request, response) => void this.#answer(request, response));

  static async start(lists = {}) {
    const upstream = Object.assign(new Upstream(), lists);
    await new Promise(resolve => upstream.#http.listen(0, "127.0.0.1", resolve));
    return upstream;
  }

  get url() {
    return `http://127.0.0.1:${this.#http.address().port}/mcp`;
  }

  async #answer(request, response) {
    if (this.authorization !== null && request.headers.authorization !== this.authorization) {
      response.writeHead(401, { "www-authenticate": "Bearer" }).end();
      return;
    }
    if (request.method !== "POST") {
      response.writeHead(405).end();
      return;
    }
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const message = JSON.parse(Buffer.concat(chunks).toString());
    if (message.method === "tools/call" && message.params.name === "hangs-up") {
      request.socket.destroy();
      return;
    }
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    const server = this.#newServer();
    response.on("close", () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, message);
  }

  #newServer() {
    const server = new Server({ name: "upstream", version: "1.0.0" }, { capabilities: { tools: {}, resources: {}, prompts: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: this.tools }));
    server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: this.resources }));
    server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: this.prompts }));
    server.setRequestHandler(CallToolRequestSchema, request => ({ content: [{ type: "text", text: `called ${request.params.name}` }] }));
    return server;
  }
}

/** The definition of a tool that takes texts. Those with a `!` are required. */
export function tool(name, description, ...parameters) {
  const names = parameters.map(each => each.replace("!", ""));
  return {
    name,
    description,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(names.map(each => [each, { type: "string", description: `The ${each}.` }])),
      required: names.filter(each => parameters.includes(`${each}!`)),
    },
  };
}
