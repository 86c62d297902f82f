import { Badge, VerdictBadge } from "../../parts/badges";
import { ProblemNote } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { DiffClass } from "./diff-class";
import { RuleLink } from "./rule-link";
import { callOf, type TrialCall } from "./trial-call";
import type { Answer } from "./use-answer";
import type { AccessChange, Diff } from "./use-diff";

interface BehaviourProps {
  diff: Answer<Diff>;
  /** Whether the text has problems, so that it decides nothing. */
  hasProblems: boolean;
  onShow: (pointer: string) => void;
  onTry: (call: TrialCall) => void;
}

/** What the text in the editor changes in what the policy decides, each change with a call that shows it. */
export function Behaviour({ diff: { data, problem }, hasProblems, onShow, onTry }: BehaviourProps) {
  const listed = data?.changes ?? [];
  return (
    <>
      <div role="status">
        {data ? <DiffClass diff={data} /> : <p class="hint">{hasProblems ? notValid : problem ? "" : "Comparing …"}</p>}
      </div>
      {problem && <ProblemNote problem={problem} />}
      {listed.length > 0 && (
        <Table
          label="Changes in behaviour"
          rows={listed.map((change, index) => ({ ...change, index }))}
          keyOf={each => String(each.index)}
          columns={columnsOf(onShow, onTry)}
        />
      )}
      {data && data.total > listed.length && <p class="hint">And {(data.total - listed.length).toLocaleString("en")} more.</p>}
    </>
  );
}

const notValid = "The text has problems, so what it decides cannot be compared.";

const effects: Record<AccessChange["effect"], { tone: string; sign: string; label: string }> = {
  opens: { tone: "bad", sign: "+", label: "opens" },
  tighter: { tone: "good", sign: "−", label: "tighter" },
};

const subjects: Record<string, string> = { tool: "Tool", resource: "Resource", prompt: "Prompt", policy: "Policy" };

function columnsOf(onShow: (pointer: string) => void, onTry: (call: TrialCall) => void): Column<AccessChange>[] {
  return [
    { head: "Access", cell: each => <Badge {...effects[each.effect]} /> },
    {
      head: "What",
      isName: true,
      cell: each => (
        <>
          {subjects[each.subject] ?? each.subject} <Text value={each.name} fold={120} />
        </>
      ),
    },
    {
      head: "From and to",
      cell: each => (
        <>
          <Value change={each} value={each.from} /> → <Value change={each} value={each.to} />
        </>
      ),
    },
    { head: "When", cell: each => (each.when === "" ? "always" : <Text value={each.when} fold={300} />) },
    { head: "Rule", cell: each => <Rule change={each} onShow={onShow} /> },
    { head: "Example", cell: each => <Example change={each} onTry={onTry} /> },
  ];
}

function Value({ change, value }: { change: AccessChange; value: string }) {
  return change.kind === "verdict" ? <VerdictBadge verdict={value} /> : <Text value={value} fold={120} />;
}

function Rule({ change: { ruleBefore, ruleAfter }, onShow }: { change: AccessChange; onShow: (pointer: string) => void }) {
  if (ruleAfter !== "") {
    return <RuleLink rule={ruleAfter} onShow={onShow} />;
  }
  return ruleBefore === "" ? (
    "none"
  ) : (
    <>
      before:{" "}
      <code>
        <Text value={ruleBefore} fold={200} />
      </code>
    </>
  );
}

function Example({ change, onTry }: { change: AccessChange; onTry: (call: TrialCall) => void }) {
  const { subject, name, witness } = change;
  const call = callOf(subject, witness);
  if (!witness) {
    return "none";
  }
  const args = witness.arguments === null ? null : JSON.stringify(witness.arguments);
  return (
    <>
      {witness.name !== name && (
        <>
          <Text value={witness.name} fold={80} />{" "}
        </>
      )}
      {subject !== "resource" && args !== "{}" && (
        <code>{args === null ? `${witness.bytes.toLocaleString("en")} bytes of arguments` : <Text value={args} fold={200} />}</code>
      )}{" "}
      {call && (
        <button type="button" class="fold" onClick={() => onTry(call)}>
          Try
          <span class="unseen">
            {" "}
            <Text value={witness.name} fold={80} isCut />
          </span>
        </button>
      )}
    </>
  );
}
