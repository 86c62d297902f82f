import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { plain } from "../../parts/invisible";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { InboxTable } from "./inbox-table";
import type { ListedApproval } from "./words";

const every = 3_000;
const shownAtMost = 200;

/** The approvals that wait: new ones appear and decided ones leave by themselves, which is announced. */
export function Inbox({ grant, tool, order }: { grant: string; tool: string; order: string }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/approvals", { query: { state: "pending", grant, tool, order, limit: shownAtMost }, signal }),
    [api, grant, tool, order],
  );
  const pending = useLoad(load, every);
  const count = pending.data?.items.length ?? 0;
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusKept(heading, pending.data);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        Waiting{pending.data && ` (${count}${pending.data.cursor ? "+" : ""})`}
      </h2>
      <p class="unseen" aria-live="polite">
        {useNews(pending.data?.items)}
      </p>
      <Show what="the approvals that wait" of={pending}>
        {({ items, cursor }) => (
          <>
            {items.length === 0 ? (
              <Empty>
                {grant || tool
                  ? "Nothing that waits matches the filters."
                  : "Nothing waits. A call that needs approval appears here by itself."}
              </Empty>
            ) : (
              <InboxTable approvals={items} />
            )}
            {cursor && <p class="hint">More are waiting. They appear when these are decided.</p>}
          </>
        )}
      </Show>
    </section>
  );
}

/** What has changed since the list was shown last, as a sentence. */
function useNews(items: readonly ListedApproval[] | undefined): string {
  const before = useRef<readonly ListedApproval[] | undefined>(undefined);
  const [news, setNews] = useState("");
  useEffect(() => {
    const earlier = before.current;
    before.current = items;
    if (earlier && items) {
      const added = items.filter(each => !earlier.some(other => other.id === each.id));
      const gone = earlier.filter(each => !items.some(other => other.id === each.id)).length;
      const [first] = added;
      const told = [
        added.length === 1 && first ? `New: ${plain(first.grantLabel)} asks to call ${plain(first.tool)}.` : "",
        added.length > 1 ? `${added.length} new approvals wait.` : "",
        gone > 0 ? `${gone === 1 ? "One was" : `${gone} were`} decided or expired.` : "",
      ];
      const text = told.join(" ").trim();
      setNews(old => text || old);
    }
  }, [items]);
  return news;
}

/** Moves the focus to the heading when the row that had it has left. */
function useFocusKept(heading: { current: HTMLElement | null }, data: unknown) {
  const wasInside = useRef(false);
  useEffect(() => {
    const note = () => {
      const section = heading.current?.parentElement;
      wasInside.current = section?.contains(document.activeElement) ?? false;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [heading]);
  useLayoutEffect(() => {
    if (data && wasInside.current && document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, [heading, data]);
}
