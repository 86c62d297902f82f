import type { CallEntry } from "./model";

/** Outcomes in a word or two. */
export const outcomeLabels: Record<string, string> = {
  answered: "answered",
  error: "error",
  refused: "refused",
  pending: "not decided",
  unknown: "unknown",
  not_sent: "not sent",
  withheld: "answer withheld",
  malformed: "not valid",
  too_long: "too long",
  busy: "too busy",
  no_session: "no session",
  cancelled: "cancelled",
  failed: "failed",
  done: "done",
  unauthenticated: "not signed in",
  other_server: "wrong server",
  unreadable: "unreadable",
};

const verdicts: Record<string, string> = {
  allow: "The policy allowed it.",
  deny: "It was denied.",
  hidden: "It was denied as if it did not exist.",
  limited: "The policy allows it, but a limit was used up.",
  hold: "A person had to decide.",
};

const outcomes: Record<string, string> = {
  answered: "It was answered.",
  error: "The server answered with an error.",
  refused: "The gateway refused it, and nothing was sent to the server.",
  pending: "Nobody had decided when the agent was answered, and nothing was sent to the server.",
  unknown: "It was sent, and no end is recorded: it still runs, the connection was lost, or the gateway stopped.",
  not_sent: "Nothing was sent: the server could not be reached, or the call could not be recorded.",
  withheld: "It was sent, and its answer was withheld because the call could not be recorded in time.",
  malformed: "The message was not valid, so nothing was sent to the server.",
  too_long: "The message was longer than the gateway accepts.",
  busy: "More requests came than the gateway accepts at a time.",
  no_session: "The session is not this caller's, or has ended.",
  cancelled: "The agent disconnected before anything was sent.",
  failed: "An error within the gateway; its log describes it.",
  unauthenticated: "It came without a valid grant.",
  other_server: "It came with a grant for another server.",
  unreadable: "The record was changed in the store. Verify the log.",
};

const inShadow = "The policy is in shadow mode, so the request went on whatever it decides. Enforced, it would not have been allowed.";

/** What happened to a request, in sentences. */
export function explain({ verdict, outcome, upstreamStatus, count, wouldBe }: CallEntry): string[] {
  const told = [
    wouldBe ? inShadow : verdict ? (verdicts[verdict] ?? "") : "No policy applies to this message.",
    outcome ? (outcomes[outcome] ?? "") : "It has not ended yet.",
  ];
  if (upstreamStatus !== undefined && upstreamStatus !== null) {
    told.push(`The server's HTTP status was ${upstreamStatus}.`);
  }
  if (count !== undefined && count !== null) {
    told.push(`This entry counts ${count.toLocaleString("en")} such requests in a minute.`);
  }
  return told.filter(sentence => sentence !== "");
}
