import { isObject } from "./is-object";
import { own } from "./own";
import { parsePointer } from "./pointer";

const subjects: Record<string, (name: string) => string> = {
  tools: name => `calls of ${name}`,
  all_tools: () => "calls of every tool",
  resources: name => `requests for ${name}`,
  prompts: name => `requests for the prompt ${name}`,
};

const comparisons: Record<string, string> = {
  eq: "is",
  neq: "is not",
  in: "is one of",
  not_in: "is none of",
  lt: "is less than",
  lte: "is at most",
  gt: "is greater than",
  gte: "is at least",
  regex: "matches",
  contains: "contains",
};

/**
 * An entry of a policy as a sentence; null for one that is read more easily as it is.
 * @param pointer Where it is in the policy, such as `/tools/pay/deny_if/0`.
 */
export function ruleWords(pointer: string, entry: unknown): string | null {
  const [section = "", ...rest] = parsePointer(pointer);
  const kind = rest.at(-2);
  const subject = own(subjects, section)?.(rest[0] ?? "");
  const conditions = isObject(entry) ? entry.conditions : undefined;
  if (subject === undefined || !Array.isArray(conditions)) {
    return null;
  }
  const words = conditions.map(conditionWords);
  if (words.includes(null)) {
    return null;
  }
  const all = words.join(", and ");
  switch (kind) {
    case "require_approval":
      return all === "" ? `All ${subject} need a person's approval.` : `A person's approval is needed for ${subject} if ${all}.`;
    case "deny_if":
      return all === "" ? `All ${subject} are denied.` : `The policy denies ${subject} if ${all}.`;
    case "require":
      return all === "" ? null : `The policy denies ${subject} unless ${all}.`;
    default:
      return null;
  }
}

function conditionWords(condition: unknown): string | null {
  // A path with [*] means all elements in some entries, and any element in others.
  if (!isObject(condition) || typeof condition.path !== "string" || condition.path.includes("[*]")) {
    return null;
  }
  const { op, value } = condition;
  const path = condition.path.replace(/^args\./, "");
  if (op === "exists") {
    return `${path} is ${value === true ? "given" : "not given"}`;
  }
  const comparison = own(comparisons, op);
  const written = Array.isArray(value) ? value.map(each => JSON.stringify(each)).join(", ") : JSON.stringify(value);
  return comparison ? `${path} ${comparison} ${written}` : null;
}
