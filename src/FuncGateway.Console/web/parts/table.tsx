import type { ComponentChildren } from "preact";
import { Pages } from "./pages";

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Whether the cell names the row. One column of a table does. */
  isName?: boolean;
  isNumber?: boolean;
}

interface TableProps<T> {
  /** What the rows are, for people who cannot see the table. */
  label: string;
  rows: readonly T[];
  columns: Column<T>[];
  keyOf: (row: T) => string;
}

/** A table with real headers, shown page by page. On a narrow screen each row becomes a block with the headers as labels. */
export function Table<T>({ label, rows, columns, keyOf }: TableProps<T>) {
  return (
    <Pages items={rows} label={label}>
      {page => (
        <table>
          <caption class="unseen">{label}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column.head} scope="col" class={column.isNumber ? "number" : undefined}>
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.map(row => (
              <tr key={keyOf(row)}>
                {columns.map(column =>
                  column.isName ? (
                    <th key={column.head} scope="row" data-head={column.head}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.head} data-head={column.head} class={column.isNumber ? "number" : undefined}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Pages>
  );
}
