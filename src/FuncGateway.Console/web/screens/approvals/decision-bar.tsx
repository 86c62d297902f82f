import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";
import { RefuseDialog } from "./refuse-dialog";
import { TimeLeft } from "./time-left";
import { type Unseen, UnseenNote } from "./unseen";
import type { Approval } from "./words";

interface DecisionBarProps {
  approval: Approval;
  /** What of the call is not in sight now. */
  unseen: Unseen;
  /** Gets the focus after a decision. */
  result: RefObject<HTMLElement | null>;
  onDecided: (answer: Approval) => void;
  reload: () => void;
}

/** Approve and Refuse, always in sight while the approval waits. */
export function DecisionBar({ approval, unseen, result, onDecided, reload }: DecisionBarProps) {
  const api = useApi();
  const [isRefusing, setRefusing] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const isPending = approval.state === "pending";

  const decide = useAction(async (decision: "approve" | "refuse", reason: string | null) => {
    try {
      onDecided(
        await api.write("post", "/api/approvals/{approval}/decision", { params: { approval: approval.id }, body: { decision, reason } }),
      );
    } finally {
      // Also if it was refused or the answer was lost: then the page shows what is decided.
      reload();
    }
  });
  useFocusOn(result, isPending, bar, isRefusing);

  async function run(decision: "approve" | "refuse", reason: string | null) {
    const succeeded = await decide.run(decision, reason);
    if (succeeded) {
      setRefusing(false);
    }
  }

  if (!isPending) {
    return decide.problem && <ProblemNote problem={decide.problem} />;
  }
  return (
    <>
      <section class="decision-bar" ref={bar} aria-label="Decision">
        <span>
          Time left: <TimeLeft until={approval.expiresAt} />
        </span>
        <UnseenNote {...unseen} />
        <button type="button" class="main" disabled={decide.isRunning} onClick={() => void run("approve", null)}>
          Approve
        </button>
        <button type="button" class="danger" disabled={decide.isRunning} onClick={() => setRefusing(true)}>
          Refuse with reason
        </button>
      </section>
      {decide.problem && !isRefusing && <ProblemNote problem={decide.problem} />}
      {isRefusing && (
        <RefuseDialog
          approval={approval.id}
          isRunning={decide.isRunning}
          problem={decide.problem}
          onRefuse={reason => void run("refuse", reason)}
          onClose={() => {
            decide.clear();
            setRefusing(false);
          }}
        />
      )}
    </>
  );
}

/** Moves the focus to the result when the buttons that had it are gone, whoever decided. */
function useFocusOn(result: RefObject<HTMLElement | null>, isPending: boolean, bar: RefObject<HTMLElement | null>, isRefusing: boolean) {
  const hadFocus = useRef(false);
  useEffect(() => {
    const note = () => {
      hadFocus.current = bar.current?.contains(document.activeElement) ?? false;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [bar]);
  const wasPending = useRef(isPending);
  const wasRefusing = useRef(isRefusing);
  useEffect(() => {
    if (wasPending.current && !isPending && (hadFocus.current || wasRefusing.current || document.activeElement === document.body)) {
      result.current?.focus();
    }
    wasPending.current = isPending;
    wasRefusing.current = isRefusing;
  }, [result, isPending, isRefusing]);
}
