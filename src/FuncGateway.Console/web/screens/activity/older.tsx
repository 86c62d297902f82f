import type { ComponentChildren } from "preact";
import { useCallback } from "preact/hooks";
import { usePages } from "../../parts/cursor-pages";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import type { Entry, Filters } from "./model";
import type { Stream } from "./tail";

interface OlderProps {
  stream: Stream;
  filters: Filters;
  /** Where the newest page ended. */
  start: string;
  onNewest: () => void;
  children: (entries: readonly Entry[]) => ComponentChildren;
}

const pageSize = 100;

/** Older entries, one page in the document at a time. */
export function Older({ stream, filters, start, onNewest, children }: OlderProps) {
  const api = useApi();
  const load = useCallback(
    (cursor: string | null, signal: AbortSignal) =>
      api.get("/api/audit", { query: { ...filters, stream, limit: pageSize, cursor: cursor ?? start }, signal }),
    [api, stream, filters, start],
  );
  const pages = usePages(load);
  return (
    <>
      <Show what="older entries" of={pages.loaded}>
        {({ items, cursor }) =>
          items.length > 0 ? (
            children(items)
          ) : (
            <Empty>{cursor ? "No entry matches in this part of the log. Search further back." : "There are no older entries."}</Empty>
          )
        }
      </Show>
      <nav class="pages" aria-label="Pages of the log">
        <button type="button" onClick={onNewest}>
          Newest
        </button>
        <button type="button" onClick={pages.page === 0 ? onNewest : pages.previous}>
          Newer
        </button>
        <span role="status">Page {pages.page + 2}</span>
        <button type="button" disabled={!pages.hasNext} onClick={pages.next}>
          Older
        </button>
      </nav>
    </>
  );
}
