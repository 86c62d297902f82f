import { useRef } from "preact/hooks";
import { useAction } from "../../parts/action";
import { save, stamp } from "../../parts/download";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";
import type { Filters } from "./model";
import type { Stream } from "./tail";

const formats = [
  ["jsonl", "JSON lines"],
  ["csv", "CSV"],
] as const;

/** Downloads all entries that match the filters, not only those in the page. */
export function Export({ stream, filters }: { stream: Stream; filters: Filters }) {
  const api = useApi();
  const abort = useRef<AbortController | null>(null);
  const download = useAction(async (format: string) => {
    const stop = new AbortController();
    abort.current = stop;
    try {
      const response = await api.download("/api/audit/export", { query: { ...filters, stream, format }, signal: stop.signal });
      save(`${stream}-${stamp()}.${format}`, await response.blob());
    } catch (error) {
      if (!stop.signal.aborted) {
        throw error;
      }
    }
  });
  return (
    <>
      {formats.map(([format, name]) => (
        <button key={format} type="button" disabled={download.isRunning} onClick={() => void download.run(format)}>
          Export {name}
        </button>
      ))}
      <span role="status">{download.isRunning && "Exporting …"}</span>
      {download.isRunning && (
        <button type="button" onClick={() => abort.current?.abort()}>
          Stop
        </button>
      )}
      {download.problem && <ProblemNote problem={download.problem} />}
    </>
  );
}
