import { useCallback, useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useLoad } from "../api/poll";
import type { ItemOf, Reply } from "../api/types";
import { useApi } from "../session/session";
import { plain } from "./invisible";
import { notify, useNotifyState } from "./notify";
import { useWaitingInTitle } from "./title";

type Approval = ItemOf<Reply<"/api/approvals", "get">>;

const every = 5_000;
const everyHidden = 15_000;
const countedUpTo = 100;

/** How many approvals wait, beside the link to them and in the title; announced when it changes. Shows a notification for each new one if the person asked for it. */
export function PendingCount() {
  const api = useApi();
  const { path } = useLocation();
  const notifies = useNotifyState() === "on";
  // The newest first: those beyond the counted ones are known already.
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/approvals", { query: { state: "pending", order: "newest", limit: countedUpTo }, signal }),
    [api],
  );
  const pending = useLoad(load, every, notifies ? everyHidden : 0).data;
  useNotifications(pending?.items, notifies);
  const count = pending?.items.length ?? 0;
  const shown = `${count}${pending?.cursor ? "+" : ""}`;
  useWaitingInTitle(count === 0 ? "" : shown);
  return (
    <span aria-live={path === "/ui/approvals" ? "off" : "polite"} class={count === 0 ? "unseen" : "count"}>
      {count > 0 && (
        <>
          {shown}
          <span class="unseen"> {count === 1 ? "approval waits" : "approvals wait"}</span>
        </>
      )}
    </span>
  );
}

function useNotifications(pending: readonly Approval[] | undefined, notifies: boolean) {
  const { route } = useLocation();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!pending) {
      return;
    }
    const added = known.current ? pending.filter(each => !known.current?.has(each.id)) : [];
    known.current = new Set([...(known.current ?? []), ...pending.map(each => each.id)]);
    if (notifies) {
      for (const each of added) {
        const body = `${plain(each.grantLabel)} asks to call ${plain(each.tool)} on ${plain(each.server)}.`;
        notify("An approval waits", body, each.id, () => route(`/ui/approvals/${encodeURIComponent(each.id)}`));
      }
    }
  }, [pending, notifies, route]);
}
