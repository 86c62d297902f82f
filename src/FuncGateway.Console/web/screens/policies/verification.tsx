import type { Reply } from "../../api/types";
import { counted } from "../../parts/counted";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { callOf, type TrialCall } from "./trial-call";
import { useAnswer } from "./use-answer";
import { type Check, errorsOf, isSound } from "./use-check";

type Verified = Reply<"/api/policies/verify", "post">;
type Found = Verified["findings"][number];

const most = 50;

const pause = 800;

interface VerificationProps {
  server: string;
  text: string;
  check: Check;
  onShow: (pointer: string) => void;
  onTry: (call: TrialCall) => void;
}

/** What the analysis of the text finds besides its warnings: entries without effect, holes, and calls that an invariant forbids. */
export function Verification({ server, text, check, onShow, onTry }: VerificationProps) {
  const body = isSound(check, text) ? `{"server":${JSON.stringify(server)},"policy":${text}}` : null;
  const { data, problem } = useAnswer("/api/policies/verify", body, pause);
  const known = check.findings;
  const found = (data?.findings ?? []).filter(each => !known.some(other => other.path === each.path && other.message === each.message));
  const hidden = data ? data.total - data.findings.length : 0;
  return (
    <div class="findings">
      <p role="status" class="hint">
        {data ? sumOf(found.length + hidden, data) : statusOf(check, text, problem !== null)}
      </p>
      {problem && <ProblemNote problem={problem} />}
      {found.length > 0 && (
        <ul aria-label="Findings of the analysis">
          {found.slice(0, most).map((each, index) => (
            <li key={index} class={classes[each.level]}>
              <Place server={server} finding={each} onShow={onShow} /> <Text value={`${each.message}.`} lines={12} />
              <Example finding={each} onTry={onTry} />
            </li>
          ))}
        </ul>
      )}
      {found.length + hidden > most && <p class="hint">And {found.length + hidden - most} more.</p>}
    </div>
  );
}

const classes: Record<Found["level"], string> = { error: "error", warning: "warning", note: "remark" };
const labels: Record<Found["level"], string> = { error: "Violation", warning: "Warning", note: "Note" };

function Place({ server, finding: { level, path }, onShow }: { server: string; finding: Found; onShow: (pointer: string) => void }) {
  // Those of invariants are in their document, not in this one.
  return path.startsWith("/never/") ? (
    <>
      <strong>{labels[level]}</strong> of{" "}
      <a href={`/ui/servers/${encodeURIComponent(server)}/settings`}>
        invariant <code>{path}</code>
      </a>
      :
    </>
  ) : (
    <button type="button" onClick={() => onShow(path)}>
      <strong>{labels[level]}</strong>{" "}
      <code>
        <Text value={path || "/"} fold={200} isCut />
      </code>
    </button>
  );
}

function Example({ finding: { witness }, onTry }: { finding: Found; onTry: (call: TrialCall) => void }) {
  const call = callOf("tool", witness);
  return call && witness ? (
    <>
      {" "}
      For example <Text value={witness.name} fold={80} />{" "}
      <code>
        <Text value={JSON.stringify(witness.arguments)} fold={200} />
      </code>{" "}
      <button type="button" class="fold" onClick={() => onTry(call)}>
        Try
        <span class="unseen">
          {" "}
          <Text value={witness.name} fold={80} isCut />
        </span>
      </button>
    </>
  ) : null;
}

function statusOf(check: Check, text: string, hasFailed: boolean): string {
  if (check.text === text && errorsOf(check).length > 0) {
    return "The text is analysed when it has no problems.";
  }
  return hasFailed || check.problem ? "" : "Analysing …";
}

function sumOf(count: number, { invariants: { proved, violated, notDecided } }: Verified): string {
  const found = count === 0 ? "Analysis: no findings." : `Analysis: ${counted(count, "finding")}.`;
  return proved + violated + notDecided === 0
    ? found
    : `${found} Invariants: ${proved} proved, ${violated} violated, ${notDecided} not decided.`;
}
