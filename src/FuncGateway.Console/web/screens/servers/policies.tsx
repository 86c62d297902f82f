import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { ModeBadge } from "../../parts/badges";
import { Empty, Show } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useApi, useSession } from "../../session/session";
import { addressOfPolicy } from "./model";
import { NewPolicy } from "./new-policy";

/** The policies of a server, each with its current revision. */
export function Policies({ server }: { server: string }) {
  const session = useSession();
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/policies", { params: { server }, signal }),
    [api, server],
  );
  return (
    <Show what="the policies" of={useLoad(load)}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <Empty>This server has no policy yet, so grants for it allow nothing.</Empty>
          ) : (
            <Table
              label="Policies"
              rows={items}
              keyOf={each => each.policy}
              columns={[
                {
                  head: "Policy",
                  isName: true,
                  cell: each => (
                    <>
                      <a href={addressOfPolicy(server, each.policy)}>{each.policy}</a> <ModeBadge mode={each.mode} />
                    </>
                  ),
                },
                {
                  head: "Revision",
                  isNumber: true,
                  cell: each => (each.restoredFrom === null ? each.revision : `${each.revision}, restored from ${each.restoredFrom}`),
                },
                { head: "Published", cell: each => <Time at={each.createdAt} /> },
                { head: "By", cell: each => <Text value={each.by} fold={80} /> },
                { head: "Note", cell: each => <Text value={each.note ?? "–"} fold={200} lines={4} /> },
              ]}
            />
          )}
          <h2>New policy</h2>
          {session.may("writePolicies") ? (
            <NewPolicy server={server} taken={items.map(each => each.policy)} />
          ) : (
            <p class="hint">To write a policy, the role Admin or PolicyManager is needed.</p>
          )}
        </>
      )}
    </Show>
  );
}
