import type { Reply } from "../../api/types";
import { counted } from "../../parts/counted";
import type { Revision } from "./live";
import { type Answer, useAnswer } from "./use-answer";

export type Diff = Reply<"/api/policies/diff", "post">;
export type AccessChange = Diff["changes"][number];

/**
 * What the text in the editor changes in the behaviour of the policy.
 * @param base The revision that it is compared with; null if nothing was possible.
 * @param text JSON without problems; null while it is not known to be that.
 * @param pause How long the text must not have changed, in milliseconds; 0 if it does not change.
 */
export function useDiff(server: string, base: Revision | null, text: string | null, pause = 400): Answer<Diff> {
  const body = text === null ? null : `{"server":${JSON.stringify(server)},"before":${base?.text ?? "null"},"after":${text}}`;
  return useAnswer("/api/policies/diff", body, pause);
}

// Each has a sign of its own beside its colour.
export const diffMarks: Record<Diff["result"], { tone: string; sign: string; label: string }> = {
  none: { tone: "plain", sign: "=", label: "no change in behaviour" },
  onlyTighter: { tone: "good", sign: "−", label: "only tighter" },
  opensAccess: { tone: "bad", sign: "+", label: "opens access" },
  notDecided: { tone: "warn", sign: "?", label: "not decided" },
};

/** What the changes come to, in a sentence. */
export function diffSum({ result, changes, total }: Diff): string {
  const all = counted(total, "change");
  const opening = changes.filter(each => each.effect === "opens").length;
  // Those that open access are listed first, so more may follow if all that are listed do.
  const atLeast = opening === changes.length && total > opening ? "at least " : "";
  switch (result) {
    case "none":
      return "Every request is decided as before.";
    case "onlyTighter":
      return `${all}, none opens access.`;
    case "opensAccess":
      return total === 1
        ? "1 change, and it opens access."
        : `${all}, ${atLeast}${opening} of them ${opening === 1 ? "opens" : "open"} access.`;
    case "notDecided":
      return `${all}, none was found to open access, but not everything could be compared.`;
  }
}
