import type { Diagnostic } from "@codemirror/lint";
import { spanOf } from "./place";
import { parseTree, rootOf } from "./syntax";

/** A problem (`error`) or warning about a document. */
export interface Finding {
  severity: "error" | "warning";
  /** JSON Pointer; empty for the document as a whole. */
  path: string;
  message: string;
  /** Where the text stops being JSON, for a mistake of its syntax. */
  at?: number;
}

/** Where the text is not JSON; null if it is. */
export function syntaxFinding(text: string): Finding | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const at = mistakeIn(text);
    const line = text.slice(0, at).split("\n").length;
    return { severity: "error", path: "", at, message: `Line ${line} is not JSON: ${inOwnWords(String((error as Error).message))}` };
  }
}

export function diagnosticsOf(text: string, findings: readonly Finding[]): Diagnostic[] {
  const root = rootOf(parseTree(text));
  return findings.map(({ severity, path, message, at }) => ({ ...spanOfFinding({ path, at }, root, text), severity, message }));
}

/** Where a finding is in the text. */
export function findingSpan(text: string, finding: Finding): { from: number; to: number } {
  return spanOfFinding(finding, rootOf(parseTree(text)), text);
}

function spanOfFinding({ path, at }: { path: string; at?: number | undefined }, root: ReturnType<typeof rootOf>, text: string) {
  return at === undefined ? spanOf(root, path, text) : { from: Math.min(at, text.length), to: Math.min(at + 1, text.length) };
}

function mistakeIn(text: string): number {
  let at = text.length;
  parseTree(text).iterate({
    enter: node => {
      if (node.type.isError) {
        at = Math.min(at, node.from);
      }
    },
  });
  return at;
}

// Browsers add the position in words of their own.
function inOwnWords(message: string): string {
  const short = message
    .replace(/^JSON\.parse: /, "")
    .replace(/(?: in JSON)? at (?:position|line) .*$/s, "")
    .replace(/, (?:\.\.\.)?".*$/s, "");
  return `${short.slice(0, 120)}.`;
}
