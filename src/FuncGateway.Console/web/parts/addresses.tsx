import type { ConnectedServer } from "./client-snippets";
import { Copyable } from "./copy";

/** What any client needs beside the token. */
export function Addresses({ servers }: { servers: readonly ConnectedServer[] }) {
  return (
    <>
      <p>
        Any client of MCP over HTTP can connect. It needs the address, and the token in the header{" "}
        <code>Authorization: Bearer &lt;token&gt;</code>.
      </p>
      {servers.map(server => {
        const label = servers.length > 1 ? `Address of ${server.id}` : "Address";
        return (
          <div key={server.id}>
            <strong>{label}</strong>
            <Copyable text={server.url} label={label.toLowerCase()} />
          </div>
        );
      })}
      <p>For these clients, there is text to paste:</p>
    </>
  );
}
