import type { RefObject } from "preact";
import { Text } from "../../parts/text";
import { Theirs } from "../../parts/theirs";
import { Exact } from "../../parts/time";
import { StateBadge } from "./state-badge";
import type { Approval, ListedApproval } from "./words";

/** What was decided, by whom, and what happens with the call; told when it changes. */
export function Outcome({ approval, of }: { approval: Approval | ListedApproval; of?: RefObject<HTMLElement | null> }) {
  const { decision, state } = approval;
  const tone = { approved: "good", consumed: "good", refused: "problem", expired: "warn" }[state] ?? "";
  return (
    <section class={`note ${tone}`} role="status" tabIndex={-1} ref={of}>
      <p>
        <StateBadge state={state} />{" "}
        {decision ? (
          <strong>
            {decision.decision === "refuse" ? "Refused" : "Approved"} by <Text value={decision.by} fold={80} /> at{" "}
            <Exact at={decision.at} />
          </strong>
        ) : (
          <strong>{state === "pending" ? "A call waits for a decision." : "Nobody decided in time."}</strong>
        )}
      </p>
      <p>{sentence(approval)}</p>
      {decision?.reason && (
        <Theirs by="Reason">
          <Text value={decision.reason} lines={12} />
        </Theirs>
      )}
    </section>
  );
}

function sentence({ state, decision, holdsUntil, expiresAt, timeline }: Approval | ListedApproval) {
  switch (state) {
    case "pending":
      return (
        <>
          It is not made unless somebody approves it by <Exact at={expiresAt} />.
        </>
      );
    case "approved":
      return holdsUntil ? (
        <>
          The call that waits, or the next identical one, goes through once, until <Exact at={holdsUntil} />.
        </>
      ) : (
        "The call goes through once."
      );
    case "refused":
      return holdsUntil ? (
        <>
          The call was not made. An identical one is denied until <Exact at={holdsUntil} />.
        </>
      ) : (
        "The call was not made."
      );
    case "consumed":
      return <Text value={timeline.find(step => step.event === "answered")?.text ?? "The call was sent. How it ended is not known yet."} />;
    default:
      return decision ? "The approval was not used in time." : "The call was not made. An identical one needs a new approval.";
  }
}
