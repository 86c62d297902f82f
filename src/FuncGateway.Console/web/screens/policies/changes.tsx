import { formatJson } from "../../editor/format";
import { LineDiff } from "../../parts/line-diff";
import type { Revision } from "./live";

/** How the text in the editor differs from the revision in force. */
export function Changes({ live, text }: { live: Revision | null; text: string }) {
  if (!live) {
    return <p class="state empty">Nothing is published yet, so everything is new.</p>;
  }
  const before = formatJson(live.text);
  const after = formatJson(text);
  return (
    <>
      <p class="hint">Compared with revision {live.revision}, which is in force. Both are laid out in the same way first.</p>
      {before === after && live.text !== text ? (
        <p class="state empty">Only the layout differs.</p>
      ) : (
        <LineDiff before={before} after={after} label="Changes" />
      )}
    </>
  );
}
