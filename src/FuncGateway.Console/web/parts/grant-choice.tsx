import { useCallback } from "preact/hooks";
import type { ApiClient } from "../api/client";
import { useLoad } from "../api/poll";
import { useApi } from "../session/session";
import { Choice } from "./field";
import { plain } from "./invisible";

const pageSize = 200;
const maxPages = 10;

interface GrantChoiceProps {
  /** The id of the grant; empty for the first choice. */
  value: string;
  onChange: (grant: string) => void;
  /** The server that the grants reach; empty for all grants. */
  server?: string;
  /** The first choice, which is no grant. */
  first?: string;
  hint?: string;
}

/** Chooses a grant by its label. */
export function GrantChoice({ value, onChange, server = "", first = "All", hint }: GrantChoiceProps) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => loadLabels(api, server, signal), [api, server]);
  const grants = useLoad(load).data ?? [];
  const isKnown = value === "" || grants.some(([id]) => id === value);
  const options = [["", first] as const, ...grants, ...(isKnown ? [] : [[value, value] as const])];
  return <Choice label="Grant" value={value} options={options} onChange={onChange} hint={hint} />;
}

// Ids with their labels, in the order of the labels; those with the same label also show their server and the end of the id.
async function loadLabels(api: ApiClient, ofServer: string, signal: AbortSignal): Promise<(readonly [string, string])[]> {
  const found: { id: string; label: string; server: string }[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const listing: { items: { id?: string; label?: string; server?: string | null }[]; cursor: string | null } = await api.get(
      "/api/grants",
      {
        query: { server: ofServer, limit: pageSize, cursor },
        signal,
      },
    );
    for (const { id, label, server } of listing.items) {
      if (id !== undefined) {
        found.push({ id, label: plain(label ?? id), server: server ?? "several servers" });
      }
    }
    cursor = listing.cursor;
    if (!cursor) {
      break;
    }
  }
  const counts = new Map<string, number>();
  for (const { label } of found) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return found
    .sort((one, other) => one.label.localeCompare(other.label, "en"))
    .map(({ id, label, server }) => [id, counts.get(label) === 1 ? label : `${label} (${server}, …${id.slice(-4)})`]);
}
