import type { ItemOf, Reply } from "../../api/types";

export type Entry = ItemOf<Reply<"/api/audit", "get">>;
/** What a person changed. */
export type ChangeEntry = Extract<Entry, { who: string }>;
/** A request of an agent. */
export type CallEntry = Exclude<Entry, ChangeEntry>;

/** The filters by their names in the API and in the screen's address. Empty ones filter nothing. */
export type Filters = Readonly<Record<FilterName, string>>;
export type FilterName = "server" | "grant" | "tool" | "verdict" | "outcome" | "rule" | "method" | "from" | "to";

const names: readonly FilterName[] = ["server", "grant", "tool", "verdict", "outcome", "rule", "method", "from", "to"];

export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  return Object.fromEntries(names.map(name => [name, query[name] ?? ""])) as Filters;
}

export const noFilters: Filters = filtersOf({});

export function isFiltered(filters: Filters): boolean {
  return names.some(name => filters[name] !== "");
}

export function isChange(entry: Entry): entry is ChangeEntry {
  return "who" in entry;
}

export function isCall(entry: Entry): entry is CallEntry {
  return !isChange(entry);
}

/** Whether the end of the request may still be recorded. */
export function mayStillEnd(entry: Entry, now: number): boolean {
  const isOpen = !entry.outcome || entry.outcome === "unknown";
  return isOpen && now - new Date(entry.at).getTime() < longestRequest;
}

const longestRequest = 10 * 60_000;

/** The page of a change. The API finds a change by its time. */
export function pageOfChange({ id, at }: Pick<ChangeEntry, "id" | "at">): string {
  return `/ui/activity/changes/${encodeURIComponent(id)}?${new URLSearchParams({ at })}`;
}

/** The name of an operation as words: `mintGrant` is `mint grant`. */
export function inWords(action: string): string {
  return action.replace(/(?<=[a-z])[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

export function pageOf(id: string): string {
  return `/ui/activity/${encodeURIComponent(id)}`;
}
