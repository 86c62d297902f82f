import type { Reply } from "../../api/types";
import { Badge, VerdictBadge } from "../../parts/badges";
import { LimitMeter } from "../../parts/limit-meter";
import { Text } from "../../parts/text";
import { Explanation } from "./explanation";
import { RuleLink } from "./rule-link";
import type { Kind } from "./trial-call";

/** How a call would be decided, with what was asked. */
export type Trial = Reply<"/api/policies/try", "post"> & { kind: Kind; name: string; grant: string; text: string };

interface TrialResultProps {
  trial: Trial;
  isOutdated: boolean;
  onShow: (pointer: string) => void;
  /** Puts other arguments into the form. */
  onFill: (args: string) => void;
}

export function TrialResult({ trial, isOutdated, onShow, onFill }: TrialResultProps) {
  const { rule } = trial;
  return (
    <section class="card" aria-label="Result">
      <p>
        <VerdictBadge verdict={trial.hidden ? "hidden" : trial.verdict} /> <Text value={trial.name} fold={80} />
        {isOutdated && <strong class="mistake"> The text or the call has changed since.</strong>}
      </p>
      {trial.limitReached !== null && (
        <p>
          <Badge tone="warn" sign="≋" label="limited" /> A limit has no room for the call, so it would be denied now:{" "}
          <RuleLink rule={trial.limitReached} onShow={onShow} />
        </p>
      )}
      <dl class="facts">
        {rule !== null && (
          <>
            <dt>Rule</dt>
            <dd>
              <RuleLink rule={rule} onShow={onShow} />
            </dd>
          </>
        )}
        {trial.message !== null && (
          <>
            <dt>The agent is told</dt>
            <dd>
              <Text value={trial.message} lines={12} />
            </dd>
          </>
        )}
        <dt>In the agent's list of {trial.kind}s</dt>
        <dd>{trial.listed ? "yes" : "no"}</dd>
        <dt>Takes from limits</dt>
        <dd>{trial.charges.length === 0 ? "nothing" : <Charges trial={trial} />}</dd>
      </dl>
      {trial.charges.length > 0 && trial.counters === null && (
        <p class="hint">Whether a limit is reached already is not looked at. Choose a grant to see it.</p>
      )}
      <Explanation explanation={trial.explanation} onShow={onShow} onFill={onFill} />
    </section>
  );
}

const windows: Record<string, string> = { minute: "minute", hour: "hour", day: "day" };

// The gateway lists the counters in the order of the charges.
function Charges({ trial: { charges, counters } }: { trial: Trial }) {
  return (
    <>
      {charges.map((charge, index) => {
        const counter = counters?.[index];
        return (
          <div key={index}>
            {String(charge.amount)} of {String(charge.max)} {windows[charge.window] ? `a ${charge.window}` : `in ${charge.window} s`},
            counter{" "}
            <code>
              <Text value={charge.counter} fold={80} />
            </code>{" "}
            of {charge.scope === "server" ? "all grants of the server" : "the grant"}
            {counter && <LimitMeter used={Number(counter.used)} max={Number(counter.max)} resetsAt={counter.resetsAt} />}
          </div>
        );
      })}
    </>
  );
}
