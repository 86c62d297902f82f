import { useCallback, useState } from "preact/hooks";
import { type Loaded, useLoad } from "../api/poll";

export interface PagesOf<T> {
  loaded: Loaded<T>;
  /** Counted from 0. */
  page: number;
  hasNext: boolean;
  /** Whether there is no other page. */
  isAlone: boolean;
  next: () => void;
  previous: () => void;
}

/**
 * A list of the API, one page at a time. The first page is loaded again every `every` milliseconds.
 * @param load Must be stable (`useCallback`).
 */
export function usePages<T extends { cursor?: string | null }>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<T>,
  every = 0,
): PagesOf<T> {
  // The cursors of the pages before and of this one; the first page has none.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1) ?? null;
  const loadPage = useCallback((signal: AbortSignal) => load(cursor, signal), [load, cursor]);
  const loaded = useLoad(loadPage, cursor === null ? every : 0);
  const following = loaded.data?.cursor ?? null;
  return {
    loaded,
    page: cursors.length,
    hasNext: following !== null,
    isAlone: cursors.length === 0 && following === null,
    next: () => following !== null && setCursors([...cursors, following]),
    previous: () => setCursors(cursors.slice(0, -1)),
  };
}

/** Buttons to the pages before and after; nothing if there is one page only. */
export function CursorPages<T>({ pages, label }: { pages: PagesOf<T>; label: string }) {
  if (pages.isAlone) {
    return null;
  }
  return (
    <nav class="pages" aria-label={`Pages of ${label}`}>
      <button type="button" disabled={pages.page === 0} onClick={pages.previous}>
        Previous
      </button>
      <span role="status">Page {pages.page + 1}</span>
      <button type="button" disabled={!pages.hasNext} onClick={pages.next}>
        Next
      </button>
    </nav>
  );
}
