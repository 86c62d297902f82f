import { type Change, diffLines } from "diff";
import { useMemo } from "preact/hooks";
import { Pages } from "./pages";
import { beforePair, Text } from "./text";

/** `from`: where the text begins to differ, in a long line that was changed; what is before it is the same in both. */
type Line = { kind: "same" | "added" | "removed"; text: string; from?: number } | { kind: "left"; count: number };

const context = 3;
const longestMs = 2000;

/** The lines of two texts that differ, with a few around them. */
export function LineDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = useMemo(() => linesOf(before, after), [before, after]);
  if (lines === null) {
    return <p class="note warn">The texts differ too much to be compared line by line.</p>;
  }
  const added = lines.filter(line => line.kind === "added").length;
  const removed = lines.filter(line => line.kind === "removed").length;
  if (added + removed === 0) {
    return <p class="state empty">No changes.</p>;
  }
  return (
    <>
      <p>
        {added} {added === 1 ? "line" : "lines"} added, {removed} removed.
      </p>
      <Pages items={lines} label={label}>
        {page => (
          <ol class="diff" aria-label={label}>
            {page.map((line, index) => (
              <li key={index} class={line.kind}>
                {line.kind === "left" ? (
                  `${line.count} unchanged lines`
                ) : (
                  <>
                    <span class="sign" aria-hidden="true">
                      {signs[line.kind]}
                    </span>
                    {line.kind !== "same" && <span class="unseen">{line.kind}: </span>}
                    <code>
                      {line.from !== undefined && "… "}
                      <Text value={line.text.slice(line.from ?? 0)} fold={2000} lines={12} />
                    </code>
                  </>
                )}
              </li>
            ))}
          </ol>
        )}
      </Pages>
    </>
  );
}

const signs = { same: " ", added: "+", removed: "−" };

function linesOf(before: string, after: string): Line[] | null {
  const parts = diffLines(withEnd(before), withEnd(after), { timeout: longestMs });
  if (!parts) {
    return null;
  }
  const changed = startsOf(parts);
  return parts.flatMap((part, index): Line[] => {
    const kind = part.added ? "added" : part.removed ? "removed" : "same";
    const lines = part.value
      .replace(/\n$/, "")
      .split("\n")
      .map((text, line): Line => ({ kind, text, ...fromOf(text, changed.get(index)?.[line]) }));
    return kind === "same" ? folded(lines, index === 0, index === parts.length - 1) : lines;
  });
}

const shownBefore = 80;

/** For each part that replaces another line by line: where each of the lines begins to differ. */
function startsOf(parts: readonly Change[]): Map<number, number[]> {
  const starts = new Map<number, number[]>();
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    if (part.removed && next?.added && part.count === next.count) {
      const other = next.value.split("\n");
      const found = part.value.split("\n").map((line, at) => samePrefix(line, other[at] ?? ""));
      starts.set(index, found).set(index + 1, found);
    }
  });
  return starts;
}

function samePrefix(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one[at] === other[at]) {
    at++;
  }
  return at;
}

function fromOf(text: string, same: number | undefined): { from?: number } {
  return same === undefined || same <= 2 * shownBefore ? {} : { from: beforePair(text, same - shownBefore) };
}

function folded(lines: Line[], isFirst: boolean, isLast: boolean): Line[] {
  const start = isFirst ? 0 : context;
  const end = isLast ? 0 : context;
  const count = lines.length - start - end;
  return count <= 1 ? lines : [...lines.slice(0, start), { kind: "left", count }, ...lines.slice(lines.length - end)];
}

// The last line is the same with and without a line feed.
function withEnd(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
