import type { Reply } from "../../api/types";
import { VerdictBadge } from "../../parts/badges";
import { Text } from "../../parts/text";

/** How a call would be decided, with the call's tool and the text it was decided under. */
export type Trial = Reply<"/api/policies/try", "post"> & { name: string; text: string };

interface TrialResultProps {
  trial: Trial;
  isOutdated: boolean;
  onShow: (pointer: string) => void;
}

const windows: Record<string, string> = { minute: "minute", hour: "hour", day: "day" };

export function TrialResult({ trial, isOutdated, onShow }: TrialResultProps) {
  const { rule } = trial;
  return (
    <section class="card" aria-label="Result">
      <p>
        <VerdictBadge verdict={trial.hidden ? "hidden" : trial.verdict} /> <Text value={trial.name} fold={80} />
        {isOutdated && <strong class="mistake"> The text or the tool has changed since.</strong>}
      </p>
      <dl class="facts">
        {rule !== null && (
          <>
            <dt>Rule</dt>
            <dd>
              <code>
                <Text value={rule} fold={200} />
              </code>{" "}
              {rule.startsWith("/") && (
                <button type="button" class="fold" onClick={() => onShow(rule)}>
                  Show in the JSON
                </button>
              )}
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
        <dt>In the agent's list of tools</dt>
        <dd>{trial.listed ? "yes" : "no"}</dd>
        <dt>Takes from limits</dt>
        <dd>
          {trial.charges.length === 0
            ? "nothing"
            : trial.charges.map(charge => (
                <p key={charge.counter}>
                  {charge.amount} of {charge.max} {windows[charge.window] ? `a ${charge.window}` : `in ${charge.window} s`}, counter{" "}
                  <code>
                    <Text value={charge.counter} fold={80} />
                  </code>{" "}
                  of {charge.scope === "server" ? "all grants of the server" : "the grant"}
                </p>
              ))}
        </dd>
      </dl>
      {trial.charges.length > 0 && <p class="hint">Whether a limit is reached already is not looked at.</p>}
    </section>
  );
}
