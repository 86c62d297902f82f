import { always, type CombinedChoice, combine, defaultLimit } from "./combine";
import { addItem, type Edit, removeItem, removeMember, type Step, setMember, stepsTaken } from "./edits";
import { isCustom, keyOf, membersOfRule, type PolicyDocument, patternFor, type RuleChoice, readDocument, ruleOf } from "./rules";
import { parseTree, rootOf, valueAt } from "./syntax";

/** A choice that a button makes. */
export type ButtonChoice = Exclude<RuleChoice, "custom">;

/** What a button does. */
export interface Chosen {
  /** Each of the text that the ones before it leave. */
  edits: Edit[];
  /** The members of a custom rule that have no effect on the tool any more. */
  replaced: string[];
  /** The members of a custom rule that are kept. */
  kept: string[];
  /** Whether a limit or an approval was added to the custom rule. */
  isAdded: boolean;
  /** The pattern under which the custom rule is; undefined if it is the tool's own. */
  pattern?: string;
}

const nothing: Chosen = { edits: [], replaced: [], kept: [], isAdded: false };

/**
 * What a button changes in the text of a policy: the rule of the tool and its place in `hide`, nothing else. A limit and an approval are added to a
 * rule that the buttons cannot express; the other choices replace it. There are no edits if the text is not a policy document, if a rule cannot name
 * the tool, or if a pattern hides it, which no rule of its own can undo.
 */
export function choose(text: string, tool: string, choice: ButtonChoice): Chosen {
  const document = readDocument(text);
  if (typeof document === "string" || !hasPlainName(tool)) {
    return nothing;
  }
  const present = ruleOf(document, tool);
  if (present.source === "hidePattern" || (present.source === "name" && present.choice === choice)) {
    return nothing;
  }
  const key = keyOf(document, tool);
  const custom = key !== undefined && isCustom(document.tools[key]) ? key : undefined;
  if (custom !== undefined && isCombined(choice)) {
    const { steps, ...combined } = combine(document.tools[custom], custom, tool, choice);
    return { edits: stepsTaken(text, [removeFromHidden(tool), ...steps]), ...combined, ...patternOf(custom, tool) };
  }
  const steps = choice === "hide" ? [removeRule(tool), addToHidden(tool)] : [removeFromHidden(tool), ruleStep(document, tool, choice)];
  const isReplaced = custom !== undefined && (choice !== "hide" || custom === tool);
  const replaced = isReplaced ? membersOfRule(document.tools[custom]) : [];
  return { edits: stepsTaken(text, steps), replaced, kept: [], isAdded: false, ...patternOf(custom, tool) };
}

/** Whether a rule can name the tool: a `*` would be read as a pattern, and meet other tools too. */
export function hasPlainName(tool: string): boolean {
  return !tool.includes("*");
}

function isCombined(choice: ButtonChoice): choice is CombinedChoice {
  return choice === "limit" || choice === "approve";
}

function patternOf(key: string | undefined, tool: string): { pattern?: string } {
  return key === undefined || key === tool ? {} : { pattern: key };
}

function ruleStep(document: PolicyDocument, tool: string, choice: Exclude<ButtonChoice, "hide">): Step {
  // What no rule allows is denied already, where the default says so.
  return choice === "deny" && document.default === "deny" && patternFor(document, tool) === undefined
    ? removeRule(tool)
    : text => setRule(text, tool, choice);
}

function setRule(text: string, tool: string, choice: Exclude<ButtonChoice, "hide">): Edit | null {
  const root = rootOf(parseTree(text));
  const description = valueAt(root, ["tools", tool, "description"], text);
  const members = [
    ...(description ? [`"description": ${text.slice(description.from, description.to)}`] : []),
    ...ruleMembers(tool, choice),
  ];
  const rule = `{${members.join(",")}}`;
  return valueAt(root, ["tools"], text)
    ? setMember(text, ["tools"], tool, rule)
    : setMember(text, [], "tools", `{${JSON.stringify(tool)}:${rule}}`);
}

function ruleMembers(tool: string, choice: Exclude<ButtonChoice, "hide">): string[] {
  switch (choice) {
    case "allow":
      return [];
    case "deny":
      return ['"deny_if":[{"conditions":[]}]'];
    case "approve":
      return [`"require_approval":[${always}]`];
    case "limit":
      return [`"limits":[${defaultLimit(tool)}]`];
  }
}

function removeRule(tool: string): Step {
  return text => removeMember(text, ["tools"], tool);
}

function addToHidden(tool: string): Step {
  const name = JSON.stringify(tool);
  return text =>
    valueAt(rootOf(parseTree(text)), ["hide"], text) ? addItem(text, ["hide"], name) : setMember(text, [], "hide", `[${name}]`);
}

// An empty list is removed as a whole.
function removeFromHidden(tool: string): Step {
  return text => {
    const document = readDocument(text);
    const index = typeof document === "string" ? -1 : document.hide.indexOf(tool);
    if (typeof document === "string" || index < 0) {
      return null;
    }
    return document.hide.length === 1 ? removeMember(text, [], "hide") : removeItem(text, ["hide"], index);
  };
}
