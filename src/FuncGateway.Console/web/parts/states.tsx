import type { ComponentChildren } from "preact";
import type { Loaded } from "../api/poll";
import type { ApiProblem, ProblemKind } from "../api/problem";
import { Text } from "./text";

/** Shown until something was loaded for the first time. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="state" role="status">
      Loading {what} …
    </p>
  );
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="state empty">{children}</p>;
}

const titles: Record<ProblemKind, string> = {
  offline: "No connection",
  signedOut: "Signed out",
  forbidden: "No permission",
  notFound: "Not found",
  conflict: "Changed in the meantime",
  invalid: "Not accepted",
  unavailable: "Not available",
};

interface ProblemNoteProps {
  problem: ApiProblem;
  /** Instead of the usual title where the person is not signed in. */
  title?: string;
  onRetry?: () => void;
}

/** Why a request failed, in the gateway's own words, with every mistake in what was sent. */
export function ProblemNote({ problem, title, onRetry }: ProblemNoteProps) {
  return (
    <div class={`note problem ${problem.kind}`} role="alert">
      <strong>{problem.kind === "signedOut" && title ? title : titles[problem.kind]}</strong>
      <p>
        <Text value={problem.message} lines={12} />
      </p>
      {problem.problems.length > 0 && (
        <ul>
          {problem.problems.map(each => (
            <li key={each.path + each.message}>
              <code>{each.path || "/"}</code> <Text value={each.message} lines={12} />
            </li>
          ))}
        </ul>
      )}
      {onRetry && problem.kind !== "forbidden" && problem.kind !== "notFound" && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Shows what was loaded; before that that it is loading; and a failure, beside what was loaded before it. */
export function Show<T>({ what, of, children }: { what: string; of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {of.problem && <ProblemNote problem={of.problem} onRetry={of.refresh} />}
      {of.data !== undefined ? children(of.data) : !of.problem && <Loading what={what} />}
    </>
  );
}
