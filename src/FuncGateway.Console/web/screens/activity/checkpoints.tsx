import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { GetPath } from "../../api/types";
import { ActionButton, useAction } from "../../parts/action";
import { save, stamp } from "../../parts/download";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";

/** Files with which the log is verified without the gateway, and the keys of its checkpoints. */
export function Checkpoints() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/audit/keys", { signal }), [api]);
  const keys = useLoad(load);
  return (
    <section>
      <h2>Checkpoints</h2>
      <p>
        A checkpoint is a signed statement of what the log contains. Keep the latest one somewhere else: with it and the keys, anybody can
        check later that the log still contains the same.
      </p>
      <div class="buttons">
        <Download path="/api/audit/checkpoint" name="checkpoint" ending="json">
          Download checkpoint
        </Download>
        <Download path="/api/audit/checkpoints" name="checkpoints" ending="jsonl">
          Download all checkpoints
        </Download>
        <Download path="/api/audit/keys" name="keys" ending="json">
          Download keys
        </Download>
        <Download path="/api/audit/export" query={{ stream: "calls", records: true }} name="blocks-calls" ending="jsonl">
          Download stored records
        </Download>
      </div>
      <h3>Keys</h3>
      <Show what="the keys" of={keys}>
        {found =>
          found.off ? (
            <Empty>Checkpoints are switched off.</Empty>
          ) : found.keys.length === 0 ? (
            <Empty>No checkpoint was signed yet.</Empty>
          ) : (
            <ul>
              {found.keys.map(key => (
                <li key={key.kid}>
                  <code>{key.kid}</code> <span class="hint">{key.alg}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </section>
  );
}

interface DownloadProps {
  path: GetPath;
  query?: Record<string, string | boolean>;
  name: string;
  ending: string;
  children: string;
}

function Download({ path, query, name, ending, children }: DownloadProps) {
  const api = useApi();
  const download = useAction(async () => {
    const response = await api.download(path, query ? { query } : {});
    save(`${name}-${stamp()}.${ending}`, await response.blob());
  });
  return <ActionButton action={download}>{children}</ActionButton>;
}
