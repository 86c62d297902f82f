import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** How many rows of a list are in the page at most. */
export const pageSize = 100;

/** Shows a long list page by page, so that thousands of rows stay fluid. */
export function Pages<T>({
  items,
  label,
  children,
}: {
  items: readonly T[];
  label: string;
  children: (page: readonly T[]) => ComponentChildren;
}) {
  const [wanted, setPage] = useState(0);
  const count = Math.max(1, Math.ceil(items.length / pageSize));
  const page = Math.min(wanted, count - 1);
  const from = page * pageSize;
  return (
    <>
      {children(items.slice(from, from + pageSize))}
      {count > 1 && (
        <nav class="pages" aria-label={`Pages of ${label}`}>
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span role="status">
            {from + 1} to {Math.min(items.length, from + pageSize)} of {items.length.toLocaleString("en")}
          </span>
          <button type="button" disabled={page === count - 1} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </nav>
      )}
    </>
  );
}
