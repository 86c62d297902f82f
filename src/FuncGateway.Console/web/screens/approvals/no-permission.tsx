import { useCallback } from "preact/hooks";
import type { ApiClient } from "../../api/client";
import { useLoad } from "../../api/poll";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { Facts } from "./facts";
import { RuleLink } from "./inbox-table";
import { Outcome } from "./outcome";
import { Timeline } from "./timeline";
import type { ListedApproval } from "./words";

const every = 5_000;
const pageSize = 200;
const maxPages = 5;

/** For people who may not decide: what the list says about the approval, without what would run. */
export function NoPermission({ id }: { id: string }) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => find(api, id, signal), [api, id]);
  const loaded = useLoad(load, every);
  return (
    <article class="approval">
      <h1>Approval</h1>
      <div class="note warn">
        <strong>You may not decide this</strong>
        <p>Deciding, and seeing what will run, needs the role Approver or Admin. Ask somebody who has it to open this address.</p>
      </div>
      <Show what="the approval" of={loaded}>
        {approval =>
          approval === null ? (
            <Empty>
              It is not among the latest approvals. <a href="/ui/approvals">All approvals</a>
            </Empty>
          ) : (
            <>
              <Outcome approval={approval} />
              <Facts approval={approval} />
              <h2>Why a person is asked</h2>
              <p>
                <RuleLink {...approval} />
              </p>
              <Timeline steps={approval.timeline} />
            </>
          )
        }
      </Show>
    </article>
  );
}

// Among those that wait first, then among the latest of all.
async function find(api: ApiClient, id: string, signal: AbortSignal): Promise<ListedApproval | null> {
  const waiting = await api.get("/api/approvals", { query: { state: "pending", limit: pageSize }, signal });
  let found = waiting.items.find(each => each.id === id);
  let cursor: string | null | undefined;
  for (let page = 0; page < maxPages && !found && cursor !== null; page++) {
    const listing: { items: ListedApproval[]; cursor: string | null } = await api.get("/api/approvals", {
      query: { order: "newest", limit: pageSize, cursor: cursor ?? null },
      signal,
    });
    found = listing.items.find(each => each.id === id);
    cursor = listing.cursor;
  }
  return found ?? null;
}
