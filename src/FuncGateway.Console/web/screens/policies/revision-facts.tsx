import { ModeBadge } from "../../parts/badges";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import type { Revision } from "./live";

/** Which revision the text is based on, and whether it has changes that are not published. */
export function RevisionFacts({ base, isDraft, isDirty }: { base: Revision | null; isDraft: boolean; isDirty: boolean }) {
  return (
    <p>
      {base ? (
        <>
          <ModeBadge mode={base.mode} /> Revision {base.revision}, published <Time at={base.createdAt} /> by{" "}
          <Text value={base.by} fold={80} />
          {base.restoredFrom !== null && ` (restored from revision ${base.restoredFrom})`}
          {base.note && (
            <>
              : <Text value={base.note} fold={200} lines={12} />
            </>
          )}
          .
        </>
      ) : (
        "Not published: no grant can use it yet."
      )}
      {isDirty && (
        <strong>
          {" "}
          {isDraft ? "The text that you had not published was kept in this tab." : "The text has changes that are not published."}
        </strong>
      )}
    </p>
  );
}
