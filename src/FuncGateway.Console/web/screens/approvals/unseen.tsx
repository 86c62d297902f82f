import { counted } from "../../parts/counted";
import { foldsIn } from "../../parts/json-folds";
import { countCovered, type Json } from "../../parts/json-values";
import type { Approval } from "./words";

export interface Unseen {
  covered: number;
  texts: number;
  entries: number;
}

/** What of a call is not in sight when its page is opened. */
export function unseenIn({ arguments: sent, alsoBound, argumentsProblem }: Approval): Unseen {
  if (argumentsProblem) {
    return { covered: 0, texts: 0, entries: 0 };
  }
  const parts = [sent ?? null, alsoBound ?? null] as Json[];
  const folds = parts.map(foldsIn);
  return {
    covered: countCovered(parts),
    texts: folds.reduce((sum, each) => sum + each.texts, 0),
    entries: folds.reduce((sum, each) => sum + each.entries, 0),
  };
}

/** Says beside the buttons what a person has not seen yet. */
export function UnseenNote({ covered, texts, entries }: Unseen) {
  const folded = [texts > 0 && counted(texts, "long text"), entries > 0 && counted(entries, "entry", "entries")].filter(Boolean);
  return (
    <>
      {covered > 0 && (
        <span class="covered">{counted(covered, "value is covered as a secret", "values are covered as secrets")} and not shown here.</span>
      )}
      {folded.length > 0 && <span class="covered">Folded in the call: {folded.join(" and ")}.</span>}
    </>
  );
}
