import { useCallback } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { ApiClient } from "../../api/client";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { Empty, Show } from "../../parts/states";
import { useSession } from "../../session/session";
import { ChangeFacts } from "./change-facts";
import { type ChangeEntry, isChange } from "./model";

/** One change that a person made. */
export default function Screen() {
  const session = useSession();
  const id = useRoute().params.id ?? "";
  const at = useLocation().query.at ?? "";
  return (
    <>
      <nav aria-label="Where this is">
        <a href="/ui/activity?tab=admin">Changes</a>
      </nav>
      <h1>Change</h1>
      {session.may("administer") ? <Change key={id} id={id} at={at} /> : <Empty>What people changed is shown to the role Admin.</Empty>}
    </>
  );
}

function Change({ id, at }: { id: string; at: string }) {
  const { api } = useSession();
  const load = useCallback((signal: AbortSignal) => find(api, id, at, signal), [api, id, at]);
  return (
    <Show what="the change" of={useLoad(load)}>
      {found => (found ? <ChangeFacts entry={found} /> : <Empty>There is no such change in the log.</Empty>)}
    </Show>
  );
}

const pageSize = 200;

/** Reads the changes from the second in which it was made. Null if it is not among them. */
async function find(api: ApiClient, id: string, at: string, signal: AbortSignal): Promise<ChangeEntry | null> {
  const time = Date.parse(at);
  if (Number.isNaN(time)) {
    return null;
  }
  const second = Math.floor(time / 1000) * 1000;
  const range = { from: new Date(second).toISOString(), to: new Date(second + 1000).toISOString() };
  let cursor: string | null = null;
  do {
    const page: Reply<"/api/audit", "get"> = await api.get("/api/audit", {
      query: { stream: "admin", ...range, limit: pageSize, cursor },
      signal,
    });
    const found = page.items.filter(isChange).find(each => each.id === id);
    if (found) {
      return found;
    }
    cursor = page.cursor ?? null;
  } while (cursor !== null);
  return null;
}
