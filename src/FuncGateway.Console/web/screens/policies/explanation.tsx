import type { Reply } from "../../api/types";
import { Badge } from "../../parts/badges";
import { Pages } from "../../parts/pages";
import { Text } from "../../parts/text";
import { RuleLink } from "./rule-link";
import { writeArgumentsOf } from "./trial-call";

type Explained = Reply<"/api/policies/try", "post">["explanation"];
type Entry = Explained["entries"][number];
type Condition = Entry["conditions"][number];
type Nearest = NonNullable<Explained["nearest"]>;

interface ExplanationProps {
  explanation: Explained;
  onShow: (pointer: string) => void;
  /** Puts other arguments into the form. */
  onFill: (args: string) => void;
}

/** How the policy comes to its decision: each entry on the way with what it saw, and what would change the verdict. */
export function Explanation({ explanation: { entries, nearest, hint }, onShow, onFill }: ExplanationProps) {
  return (
    <>
      {nearest && <NearestCall nearest={nearest} onFill={onFill} />}
      {hint !== null && (
        <p>
          No argument changes this: <Text value={hint} fold={400} />.
        </p>
      )}
      {entries.length > 0 && (
        <>
          <h3>On the way</h3>
          <Pages items={entries} label="Entries on the way">
            {page => (
              <ol class="way" aria-label="Entries on the way">
                {page.map(entry => (
                  <li key={entry.rule}>
                    <Badge {...entryMarks[entry.outcome]} /> <code>{entry.kind}</code> <RuleLink rule={entry.rule} onShow={onShow} />
                    <Conditions entry={entry} />
                  </li>
                ))}
              </ol>
            )}
          </Pages>
        </>
      )}
    </>
  );
}

const verdicts: Record<string, string> = { allow: "allowed", hold: "held for a person", deny: "denied" };

function NearestCall({ nearest, onFill }: { nearest: Nearest; onFill: (args: string) => void }) {
  return (
    <div class="note">
      <p>It would be {verdicts[nearest.verdict] ?? nearest.verdict} with:</p>
      <ul>
        {nearest.changes.map(change => (
          <li key={change}>
            <Text value={change} fold={400} />
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => onFill(writeArgumentsOf(nearest.arguments))}>
        Put these arguments into the form
      </button>
    </div>
  );
}

// Each has a sign of its own beside its colour.
const entryMarks: Record<Entry["outcome"], { tone: string; sign: string; label: string }> = {
  passes: { tone: "good", sign: "✓", label: "passes" },
  denies: { tone: "bad", sign: "✕", label: "denies" },
  asks: { tone: "info", sign: "‖", label: "asks a person" },
  notEvaluable: { tone: "bad", sign: "!", label: "cannot be evaluated, so it denies" },
  notReached: { tone: "plain", sign: "–", label: "not reached" },
};

const conditionMarks: Record<Condition["outcome"], { tone: string; sign: string; label: string }> = {
  holds: { tone: "plain", sign: "✓", label: "holds" },
  fails: { tone: "plain", sign: "✕", label: "does not hold" },
  notEvaluable: { tone: "bad", sign: "!", label: "cannot be evaluated" },
};

function Conditions({ entry: { conditions } }: { entry: Entry }) {
  return conditions.length === 0 ? (
    <p class="hint">Without conditions: it is about every call.</p>
  ) : (
    <ul>
      {conditions.map((condition, index) => (
        <li key={index}>
          <Badge {...conditionMarks[condition.outcome]} />{" "}
          <code>
            <Text value={condition.words} fold={200} />
          </code>
          <span class="hint">
            {" "}
            saw <Text value={condition.seen} fold={200} />
          </span>
        </li>
      ))}
    </ul>
  );
}
