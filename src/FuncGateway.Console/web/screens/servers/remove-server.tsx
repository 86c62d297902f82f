import { useCallback, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useLoad } from "../../api/poll";
import { useAction } from "../../parts/action";
import { Dialog } from "../../parts/dialog";
import { ProblemNote, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import type { ListedGrant } from "../grants/all-grants";
import type { Server } from "./model";

/** Removes a server, after a confirmation that names the grants that end. */
export function RemoveServer({ server, tag }: { server: Server; tag: string | null }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p>Its policies are retired, and grants for it end. The audit log is kept.</p>
      <button type="button" class="danger" onClick={() => setAsking(true)}>
        Remove the server …
      </button>
      {asking && <Confirmation server={server} tag={tag} onClose={() => setAsking(false)} />}
    </>
  );
}

function Confirmation({ server, tag, onClose }: { server: Server; tag: string | null; onClose: () => void }) {
  const api = useApi();
  const { route } = useLocation();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items } = await api.get("/api/servers/{server}/grants", { params: { server: server.id }, signal });
      return (items as ListedGrant[]).filter(grant => grant.state !== "revoked");
    },
    [api, server.id],
  );
  const remove = useAction(async () => {
    await api.write("delete", "/api/servers/{server}", { params: { server: server.id }, ...(tag && { ifMatch: tag }) });
    route("/ui/servers");
  });
  return (
    <Dialog title={`Remove the server ${server.id}?`} onClose={onClose}>
      <Show what="its grants" of={useLoad(load)}>
        {grants => (
          <>
            <Named grants={grants.filter(grant => grant.access.length === 1)} text="These grants are revoked" none="No grant is revoked." />
            <Named grants={grants.filter(grant => grant.access.length > 1)} text="These grants keep their other servers" none="" />
            <p>Its policies are retired.</p>
            {remove.problem && <ProblemNote problem={remove.problem} />}
            <div class="buttons">
              <button type="button" class="danger" disabled={remove.isRunning} onClick={() => void remove.run()}>
                Remove {server.id}
              </button>
              <button type="button" onClick={onClose}>
                Keep it
              </button>
            </div>
          </>
        )}
      </Show>
    </Dialog>
  );
}

const namedAtMost = 30;

function Named({ grants, text, none }: { grants: ListedGrant[]; text: string; none: string }) {
  if (grants.length === 0) {
    return none === "" ? null : <p>{none}</p>;
  }
  return (
    <>
      <p>
        {text} ({grants.length.toLocaleString("en")}):
      </p>
      <ul>
        {grants.slice(0, namedAtMost).map(grant => (
          <li key={grant.id}>
            <Text value={grant.label} fold={100} />
          </li>
        ))}
        {grants.length > namedAtMost && <li>and {(grants.length - namedAtMost).toLocaleString("en")} more</li>}
      </ul>
    </>
  );
}
