import { ActionButton, useAction } from "../../parts/action";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import type { RevisionSummary } from "./live";

interface ConflictProps {
  /** The newest revision. */
  newest: RevisionSummary | undefined;
  /** The one that the text is based on; null if there was none. */
  base: number | null;
  isDirty: boolean;
  onCompare: () => Promise<void>;
  onReload: () => Promise<void>;
}

/** Says that the policy was changed by somebody else, and what can be done with the own text. */
export function Conflict({ newest, base, isDirty, onCompare, onReload }: ConflictProps) {
  const compare = useAction(onCompare);
  const reload = useAction(onReload);
  return (
    <div class="note warn" role="alert">
      <strong>Changed in the meantime</strong>
      {newest && newest.revision !== base ? (
        <p>
          Revision {newest.revision} was published <Time at={newest.createdAt} /> by <Text value={newest.by} fold={80} />
          {newest.note && (
            <>
              : <Text value={newest.note} fold={200} lines={12} />
            </>
          )}
          . {base === null ? "Your text began as a new policy." : `Your text is based on revision ${base}.`}
        </p>
      ) : (
        <p>The policy was retired.</p>
      )}
      {isDirty && (
        <p>Your text is kept. Comparing lets you publish it over the newer revision; reloading drops it (undo brings it back).</p>
      )}
      <div class="buttons">
        {isDirty && <ActionButton action={compare}>Compare with mine</ActionButton>}
        <ActionButton action={reload}>Reload</ActionButton>
      </div>
    </div>
  );
}
