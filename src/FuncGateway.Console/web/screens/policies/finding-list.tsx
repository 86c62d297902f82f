import type { Finding } from "../../editor/findings";
import { counted } from "../../parts/counted";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { type Check, errorsOf } from "./use-check";

const most = 50;

interface FindingListProps {
  check: Check;
  text: string;
  onGo: (finding: Finding) => void;
}

/** The problems and warnings of the text, each a way to its place. */
export function FindingList({ check, text, onGo }: FindingListProps) {
  return (
    <div class="findings">
      <p role="status" class="hint">
        {check.text === text ? summaryOf(check) : "Checking …"}
      </p>
      {check.problem && <ProblemNote problem={check.problem} />}
      {check.findings.length > 0 && (
        <ul>
          {check.findings.slice(0, most).map((finding, index) => (
            <li key={index} class={finding.severity}>
              <button type="button" onClick={() => onGo(finding)}>
                <strong>{finding.severity === "error" ? "Problem" : "Warning"}</strong>
                {finding.at === undefined && (
                  <>
                    {" "}
                    <code>{finding.path || "/"}</code>
                  </>
                )}
              </button>{" "}
              <Text value={finding.message} lines={12} />
            </li>
          ))}
        </ul>
      )}
      {check.findings.length > most && <p class="hint">And {check.findings.length - most} more.</p>}
    </div>
  );
}

/** How many problems and warnings there are, in words. */
export function summaryOf(check: Check): string {
  const { findings, problem } = check;
  if (problem) {
    return "The text could not be checked.";
  }
  const errors = errorsOf(check).length;
  const warnings = findings.length - errors;
  if (findings.length === 0) {
    return "No problems and no warnings.";
  }
  const parts = [errors > 0 ? counted(errors, "problem") : "", warnings > 0 ? counted(warnings, "warning") : ""].filter(
    part => part !== "",
  );
  return `${parts.join(" and ")}.`;
}
