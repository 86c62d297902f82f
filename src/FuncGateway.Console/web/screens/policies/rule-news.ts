import type { ButtonChoice, Chosen } from "../../editor/choose";

/** What a person should know about a choice that met a custom rule; empty if it met none. */
export function newsOf({ edits, replaced, kept, isAdded, pattern }: Chosen, choice: ButtonChoice): string {
  const told: string[] = [];
  if (kept.length > 0) {
    const added = choice === "limit" ? "a limit of 30 calls a minute" : "an approval of every call";
    const present = choice === "limit" ? "limits calls already" : "asks for an approval of every call already";
    const unchanged = edits.length === 0 ? ", so nothing was changed" : "";
    told.push(isAdded ? `Added ${added}. Kept: ${kept.join(", ")}.` : `The rule ${present}${unchanged}.`);
  }
  if (replaced.length > 0) {
    const names = replaced.join(", ");
    told.push(
      pattern ? `The rule of the pattern ${pattern} does not apply to it any more: ${names}.` : `Replaced a custom rule: ${names}.`,
    );
  }
  return told.length > 0 && edits.length > 0
    ? `${told.join(" ")} Undo with Ctrl+Z in the editor, or with its button Undo.`
    : told.join(" ");
}
