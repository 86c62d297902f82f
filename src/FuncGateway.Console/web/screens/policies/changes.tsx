import { formatJson } from "../../editor/format";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { LineDiff } from "../../parts/line-diff";
import { Behaviour } from "./behaviour";
import type { PolicyName, Revision } from "./live";
import type { TrialCall } from "./trial-call";
import { type Check, errorsOf, isSound } from "./use-check";
import { useDiff } from "./use-diff";

interface ChangesProps {
  name: PolicyName;
  live: Revision | null;
  text: string;
  check: Check;
  onShow: (pointer: string) => void;
  onTry: (call: TrialCall) => void;
}

/** How the text in the editor differs from the revision in force: in what it decides, and in how it is written. */
export function Changes({ name, live, text, check, onShow, onTry }: ChangesProps) {
  const diff = useDiff(name.server, live, isSound(check, text) ? text : null);
  return (
    <>
      <p class="hint">
        {live
          ? `Compared with revision ${live.revision}, which is in force.`
          : "Nothing is published yet, so everything is new: what the text allows was not possible before."}
      </p>
      <h2>Behaviour</h2>
      <Behaviour diff={diff} hasProblems={check.text === text && errorsOf(check).length > 0} onShow={onShow} onTry={onTry} />
      {live && (
        <>
          <h2>Text</h2>
          <TextChanges live={live} text={text} />
        </>
      )}
      {live && <CommandLine command={fgw.policyDiff(name.server, name.policy)} />}
    </>
  );
}

function TextChanges({ live, text }: { live: Revision; text: string }) {
  const before = formatJson(live.text);
  const after = formatJson(text);
  return before === after && live.text !== text ? (
    <p class="state empty">Only the layout differs.</p>
  ) : (
    <>
      <p class="hint">Both are laid out in the same way first.</p>
      <LineDiff before={before} after={after} label="Changes" />
    </>
  );
}
