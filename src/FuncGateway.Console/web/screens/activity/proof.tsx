import { useState } from "preact/hooks";
import type { Reply } from "../../api/types";
import { ActionButton, useAction } from "../../parts/action";
import { save } from "../../parts/download";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";

type EntryProof = Reply<"/api/audit/{id}/proof", "get">;

/** The proof that the entry is in the log, on request. */
export function Proof({ id }: { id: string }) {
  const api = useApi();
  const [proof, setProof] = useState<EntryProof | null>(null);
  const load = useAction(async () => setProof(await api.get("/api/audit/{id}/proof", { params: { id } })));
  return (
    <section>
      <h2>Proof</h2>
      <p>The proof shows with a signed checkpoint that this entry is in the log, without showing any other entry.</p>
      {proof ? <Shown id={id} proof={proof} /> : <ActionButton action={load}>Show the proof</ActionButton>}
    </section>
  );
}

function Shown({ id, proof }: { id: string; proof: EntryProof }) {
  const { entry, ending } = proof;
  const json = JSON.stringify(proof, null, 2);
  return (
    <div role="status">
      <p>
        The entry is record {entry.index + 1} of {entry.size} in block {entry.number} of chain <code>{entry.chain}</code>. Checkpoint{" "}
        {entry.checkpoint.number}, signed with the key <code>{entry.checkpoint.key}</code>, covers it.
        {ending && ` Its end is in block ${ending.number}, covered by checkpoint ${ending.checkpoint.number}.`}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => save(`proof-${id}.json`, new Blob([json], { type: "application/json" }))}>
          Download the proof
        </button>
      </div>
      <details>
        <summary>The proof as JSON</summary>
        <pre class="rule">
          <Text value={json} fold={4000} lines={100} />
        </pre>
      </details>
    </div>
  );
}
