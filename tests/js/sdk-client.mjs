// The TypeScript SDK, version 1: the client in most agents. It supports only the revisions with an initialize handshake.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { takeSteps } from "./client-steps.mjs";

await takeSteps(async (url, headers) => {
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers } });
  const client = new Client({ name: "typescript-v1", version: "1.0.0" });
  await client.connect(transport);
  return { client, version: transport.protocolVersion };
});
