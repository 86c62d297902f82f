import { useCallback } from "preact/hooks";
import { useLoad } from "../api/poll";
import { useApi } from "../session/session";
import { Choice } from "./field";

/** Chooses a server by its id; empty for all. */
export function ServerChoice({ value, onChange }: { value: string; onChange: (server: string) => void }) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/servers", { signal }), [api]);
  const ids = (useLoad(load).data?.items ?? []).map(each => each.id).filter(id => id !== undefined);
  // A server that was removed may still have entries.
  const shown = value === "" || ids.includes(value) ? ids : [value, ...ids];
  return <Choice label="Server" value={value} options={[["", "All"], ...shown.map(id => [id, id] as const)]} onChange={onChange} />;
}
