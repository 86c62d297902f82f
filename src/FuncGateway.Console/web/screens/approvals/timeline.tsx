import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import type { Approval } from "./words";

const names: Record<string, string> = {
  asked: "Asked",
  notified: "Notified",
  notNotified: "Not notified",
  opened: "Opened",
  decided: "Decided",
  consumed: "Used",
  answered: "Ended",
  expired: "Expired",
};

/** What has happened so far, oldest first. */
export function Timeline({ steps }: { steps: Approval["timeline"] }) {
  return (
    <section>
      <h2>What happened</h2>
      <ol class="timeline">
        {steps.map(step => (
          <li key={`${step.event} ${step.at}`}>
            <strong>{names[step.event] ?? step.event}</strong>{" "}
            <span class="hint">
              <Exact at={step.at} />
            </span>
            <p>
              <Text value={step.text} fold={400} lines={12} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
