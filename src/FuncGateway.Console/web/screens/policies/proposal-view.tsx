import type { Reply } from "../../api/types";
import { formatJson } from "../../editor/format";
import { ClassBadge } from "../../parts/badges";
import { counted } from "../../parts/counted";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { DiffClass } from "./diff-class";
import { sumOfReplay } from "./replay-result";

export type Proposal = Reply<"/api/policies/propose", "post">;
type Line = Proposal["lines"][number];

interface ProposalViewProps {
  proposal: Proposal;
  /** The revision that it is compared with; null if there is none. */
  revision: number | null;
  onTake: (text: string) => void;
}

/** A proposed policy with the evidence of each rule, what was left out, and what it would change. */
export function ProposalView({ proposal, revision, onTake }: ProposalViewProps) {
  const { lines, leftOut, complete, diff, replay } = proposal;
  const text = formatJson(JSON.stringify(proposal.document));
  return (
    <section aria-label="Proposal">
      {!complete && <p class="note warn">There is too much traffic. Some of it was not looked at; choose fewer days, or a grant.</p>}
      <h2>Rules and their evidence</h2>
      {lines.length === 0 ? (
        <p class="state empty">Nothing passed in this time, so nothing is allowed.</p>
      ) : (
        <>
          <p class="hint">Limits are the most that was seen, rounded up. Check them: what was seen is not all that is needed.</p>
          <Table label="Rules of the proposal" rows={lines} keyOf={each => each.pointer} columns={columns} />
        </>
      )}
      {leftOut.length > 0 && (
        <>
          <h3>Left out</h3>
          <ul>
            {leftOut.map(each => (
              <li key={each}>
                <Text value={each} fold={400} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>What it would change</h2>
      <p class="hint">{revision === null ? "Nothing is published yet, so everything is new." : `Compared with revision ${revision}.`}</p>
      <DiffClass diff={diff} />
      <p>{sumOfReplay(replay)}</p>
      <h2>Document</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <section class="document" tabIndex={0} aria-label="Document of the proposal">
        <pre>
          <Text value={text} fold={20_000} lines={500} />
        </pre>
      </section>
      <div class="buttons">
        <button type="button" class="main" onClick={() => onTake(text)}>
          Put it into the editor
        </button>
        <span class="hint">It replaces the text there; undo brings that back.</span>
      </div>
    </section>
  );
}

const columns: Column<Line>[] = [
  {
    head: "For",
    isName: true,
    cell: each => (
      <>
        {each.subject} <Text value={each.name} fold={120} />
      </>
    ),
  },
  { head: "Class", cell: each => (each.class ? <ClassBadge toolClass={each.class} /> : "not known") },
  {
    head: "Seen",
    cell: each =>
      `${counted(each.calls, "request")} of ${counted(each.grants, "grant")}${each.held === 0 ? "" : `, ${each.held.toLocaleString("en")} approved by a person`}`,
  },
  { head: "First", cell: each => <Exact at={each.first} /> },
  { head: "Last", cell: each => <Exact at={each.last} /> },
  { head: "Most by one grant", cell: each => `${each.perMinute.toLocaleString("en")} a minute, ${each.perDay.toLocaleString("en")} a day` },
];
