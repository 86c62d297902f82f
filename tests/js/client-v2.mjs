// The TypeScript client, version 2. Its argument is the version negotiation: "legacy" (its default) or "auto", which prefers 2026-07-28.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { takeSteps } from "./client-steps.mjs";

const mode = process.argv[2] ?? "legacy";
if (mode !== "legacy" && mode !== "auto") {
  console.error(`"${mode}" is not a mode; the modes are legacy and auto.`);
  process.exit(2);
}

await takeSteps(async (url, headers) => {
  const client = new Client({ name: `typescript-v2-${mode}`, version: "1.0.0" }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return { client, version: client.getNegotiatedProtocolVersion() };
});
