import { Copyable } from "../../parts/copy";

const bridge =
  "npm install mcp-proxy@6.7.19 @modelcontextprotocol/server-filesystem@2026.8.31\nnpx mcp-proxy --host 127.0.0.1 --port 8132 --server stream -- npx @modelcontextprotocol/server-filesystem /srv/shared";

/** How a server is reached that speaks MCP on standard input and output. */
export function StdioHint() {
  return (
    <details>
      <summary>Is the server a local command that speaks on stdio?</summary>
      <p>
        It needs a bridge, which starts it and offers it over HTTP. This one offers a folder as files; put the command of your server after{" "}
        <code>--</code>:
      </p>
      <Copyable text={bridge} label="the bridge command" />
      <p>
        Its upstream URL is <code>http://127.0.0.1:8132/mcp</code>. Whoever reaches a bridge reaches the server without a policy, so let
        only the gateway reach it.
      </p>
    </details>
  );
}
