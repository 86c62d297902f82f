import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { orNull } from "../../api/problem";
import type { Reply } from "../../api/types";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { JsonTree } from "../../parts/json";
import { Empty, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useSession } from "../../session/session";
import { EditInvariants } from "./edit-invariants";

type Attached = Reply<"/api/servers/{server}/invariants", "get">;

/** The calls that no policy of a server may let pass: attached and detached by an admin, read by others. */
export function Invariants({ server }: { server: string }) {
  const { api, may } = useSession();
  const load = useCallback(
    async (signal: AbortSignal) => ({
      attached: await orNull(api.getTagged("/api/servers/{server}/invariants", { params: { server }, signal })),
    }),
    [api, server],
  );
  const loaded = useLoad(load);
  return (
    <section aria-labelledby="invariants">
      <h2 id="invariants">Invariants</h2>
      <p class="hint">
        Calls that no policy of this server may let pass. A policy that would is not published, and the answer names such a call.
      </p>
      <Show what="the invariants" of={loaded}>
        {({ attached }) => (
          <>
            {attached ? <AttachedBy attached={attached.data} /> : <Empty>None are attached.</Empty>}
            {may("administer") ? (
              <EditInvariants server={server} document={attached?.data.document} tag={attached?.tag ?? null} onChanged={loaded.refresh} />
            ) : (
              <>
                {attached && <JsonTree value={attached.data.document} />}
                <p class="hint">To attach or detach invariants, the role Admin is needed.</p>
              </>
            )}
          </>
        )}
      </Show>
      <CommandLine command={fgw.policyInvariants(server)} />
    </section>
  );
}

function AttachedBy({ attached }: { attached: Attached }) {
  return (
    <p>
      Attached <Time at={attached.at} /> by <Text value={attached.by} fold={80} />.
    </p>
  );
}
