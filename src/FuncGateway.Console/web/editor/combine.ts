import { addItem, removeMember, type Step, setMember } from "./edits";
import { isAlways, membersOfRule } from "./rules";
import { parseTree, rootOf, valueAt } from "./syntax";

/** The choices that go together with what a rule has already. */
export type CombinedChoice = "limit" | "approve";

/** An entry that applies to every call. */
export const always = '{"conditions":[]}';

export function defaultLimit(tool: string): string {
  return `{"counter":${JSON.stringify(`${tool}_rate`)},"window":"minute","max":30,"scope":"grant"}`;
}

interface Combined {
  steps: Step[];
  /** Whether the limit or the approval is added; false if the rule has one already. */
  isAdded: boolean;
  replaced: string[];
  kept: string[];
}

/**
 * Adds a limit or an approval to a rule, which keeps the rest. A denial of every call goes, since nothing else would count beside it. A rule that
 * limits already, or holds every call, is left as it is.
 * @param key Where the rule is: the tool, or a pattern; the rule of a pattern is copied for the tool.
 */
export function combine(rule: unknown, key: string, tool: string, choice: CombinedChoice): Combined {
  const members = membersOfRule(rule);
  const { deny_if, action, require_approval } = rule as Record<string, unknown>;
  const has = choice === "limit" ? limitsCalls(rule) : holdsEveryCall(rule);
  const replaced = members.filter(name => (name === "deny_if" && isAlways(deny_if)) || (name === "action" && action === "deny"));
  if (has && replaced.length === 0) {
    return { steps: [], isAdded: false, replaced, kept: members };
  }
  const path = ["tools", tool];
  const name = choice === "limit" ? "limits" : "require_approval";
  const entry = choice === "limit" ? defaultLimit(tool) : always;
  const isOneMore = choice === "approve" && Array.isArray(require_approval) && require_approval.length > 0;
  return {
    steps: [
      ...(key === tool ? [] : [copyRule(key, tool)]),
      ...replaced.map(
        (each): Step =>
          text =>
            removeMember(text, path, each),
      ),
      ...(has ? [] : [(text: string) => (isOneMore ? addItem(text, [...path, name], entry) : setMember(text, path, name, `[${entry}]`))]),
    ],
    isAdded: !has,
    replaced,
    kept: members.filter(each => !replaced.includes(each) && (each !== name || has || isOneMore)),
  };
}

// An empty list of limits is valid, and limits nothing.
function limitsCalls(rule: unknown): boolean {
  const { limits, rate_limit } = rule as Record<string, unknown>;
  return rate_limit !== undefined || (limits !== undefined && !(Array.isArray(limits) && limits.length === 0));
}

function holdsEveryCall(rule: unknown): boolean {
  const { require_approval, action } = rule as Record<string, unknown>;
  return action === "require_approval" || (Array.isArray(require_approval) && require_approval.some(entry => isAlways([entry])));
}

function copyRule(key: string, tool: string): Step {
  return text => {
    const rule = valueAt(rootOf(parseTree(text)), ["tools", key], text);
    return rule ? setMember(text, ["tools"], tool, text.slice(rule.from, rule.to)) : null;
  };
}
