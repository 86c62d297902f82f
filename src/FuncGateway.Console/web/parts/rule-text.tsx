import { useCallback } from "preact/hooks";
import { useLoad } from "../api/poll";
import type { ApiProblem } from "../api/problem";
import { useApi } from "../session/session";
import { parsePointer } from "./pointer";
import { ruleWords } from "./rule-words";
import { Show } from "./states";
import { Text } from "./text";
import { Exact } from "./time";

interface RuleProps {
  server: string;
  policy: string;
  revision: number;
  /** JSON Pointer into the policy, or a name in brackets. */
  rule: string;
}

// What the gateway decides by itself has a name in brackets instead of a place in the policy.
const ownRules: Record<string, string> = {
  "(default deny)": "No rule names this tool, and the policy denies what it does not name.",
  "(default allow)": "No rule names this tool, and the policy allows what it does not name.",
  "(hidden)": "The policy hides this tool: for the agent it does not exist.",
  "(no policy)": "The grant has no policy, so every call is denied.",
  "(policy)": "The policy of the grant changed while the call waited, so the call was not made.",
  "(grant)": "The grant ended while the call waited, so the call was not made.",
  "(server)": "The server was registered anew while the call waited, so the call was not made.",
  "(frozen)": "All calls were stopped by a person.",
  "(audit)": "The call could not be recorded, so it was not made.",
  "(ambiguous)": "The name, the address or the arguments can be read in more than one way.",
  "(changed since accepted)": "The definition of the tool has changed since a person accepted it.",
  "(name too long)": "The name is longer than the gateway accepts.",
  "(too many wait)": "Too many approvals of this grant wait already.",
  "(malformed)": "The message lacks what it is judged by.",
  "(not owned)": "The message names a task, a state or a request that is not this grant's.",
  "(unknown method)": "The gateway does not know this method, so it is not passed on.",
};

/** A rule in words if it is the gateway's own; otherwise its text, as it was in that revision of the policy. */
export function RuleText({ server, policy, revision, rule }: RuleProps) {
  if (!rule.startsWith("/")) {
    return <p>{Object.hasOwn(ownRules, rule) ? ownRules[rule] : <Text value={rule} fold={200} />}</p>;
  }
  return <WrittenRule key={`${server} ${policy} ${revision}`} server={server} policy={policy} revision={revision} rule={rule} />;
}

function WrittenRule({ server, policy, revision, rule }: RuleProps) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) =>
      api.get("/api/servers/{server}/policies/{policy}/revisions/{number}", { params: { server, policy, number: revision }, signal }),
    [api, server, policy, revision],
  );
  const loaded = useLoad(load);
  if (isGone(loaded.problem)) {
    return <p>Revision {revision} of this policy is not stored any more.</p>;
  }
  return (
    <Show what="the rule" of={loaded}>
      {found => {
        const text = entryAt(found.document, rule);
        const words = ruleWords(rule, text);
        return (
          <>
            {words && (
              <p>
                <Text value={words} fold={400} />
              </p>
            )}
            {text === undefined ? (
              <p>There is no entry at this place in revision {found.revision}.</p>
            ) : (
              <pre class="rule">
                <Text value={JSON.stringify(text, null, 2)} fold={2000} lines={60} />
              </pre>
            )}
            <p class="hint">
              As published in revision {found.revision} by <Text value={found.by} fold={80} /> on <Exact at={found.createdAt} />.
              {found.note && (
                <>
                  {" "}
                  Note: <Text value={found.note} fold={200} lines={12} />
                </>
              )}
            </p>
          </>
        );
      }}
    </Show>
  );
}

function isGone(problem: ApiProblem | null): boolean {
  return problem?.kind === "notFound";
}

/** The value at a JSON Pointer, in which a limit may be named by its counter instead of its index; undefined if there is none. */
function entryAt(document: unknown, pointer: string): unknown {
  let at = document;
  for (const name of parsePointer(pointer)) {
    if (typeof at !== "object" || at === null) {
      return undefined;
    }
    at = Object.hasOwn(at, name)
      ? (at as Record<string, unknown>)[name]
      : Array.isArray(at)
        ? at.find(each => each?.counter === name)
        : undefined;
  }
  return at;
}
