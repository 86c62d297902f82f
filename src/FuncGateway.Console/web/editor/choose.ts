import { addItem, applyEdit, type Edit, removeItem, removeMember, setMember } from "./edits";
import { type PolicyDocument, patternFor, type RuleChoice, readDocument, ruleOf } from "./rules";
import { parseTree, rootOf, valueAt } from "./syntax";

/** A choice that a button makes. */
export type ButtonChoice = Exclude<RuleChoice, "custom">;

/**
 * What a button changes in the text of a policy: the rule of the tool and its place in `hide`, nothing else. Each edit is of the text that the ones
 * before it leave. Empty if the text is not a policy document, if a rule cannot name the tool, or if a pattern hides it, which no rule of its own can
 * undo.
 */
export function choose(text: string, tool: string, choice: ButtonChoice): Edit[] {
  const document = readDocument(text);
  if (typeof document === "string" || !hasPlainName(tool)) {
    return [];
  }
  const present = ruleOf(document, tool);
  if (present.source === "hidePattern" || (present.source === "name" && present.choice === choice)) {
    return [];
  }
  const steps = choice === "hide" ? [removeRule, addToHidden] : [removeFromHidden, ruleStep(document, choice)];
  const edits: Edit[] = [];
  let current = text;
  for (const step of steps) {
    const edit = step(current, tool);
    if (edit) {
      edits.push(edit);
      current = applyEdit(current, edit);
    }
  }
  return edits;
}

/** Whether a rule can name the tool: a `*` would be read as a pattern, and meet other tools too. */
export function hasPlainName(tool: string): boolean {
  return !tool.includes("*");
}

type Step = (text: string, tool: string) => Edit | null;

function ruleStep(document: PolicyDocument, choice: Exclude<ButtonChoice, "hide">): Step {
  // What no rule allows is denied already, where the default says so.
  return (text, tool) =>
    choice === "deny" && document.default === "deny" && patternFor(document, tool) === undefined
      ? removeRule(text, tool)
      : setRule(text, tool, choice);
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
      return ['"require_approval":[{"conditions":[]}]'];
    case "limit":
      return [`"limits":[{"counter":${JSON.stringify(`${tool}_rate`)},"window":"minute","max":30,"scope":"grant"}]`];
  }
}

function removeRule(text: string, tool: string): Edit | null {
  return removeMember(text, ["tools"], tool);
}

function addToHidden(text: string, tool: string): Edit | null {
  const root = rootOf(parseTree(text));
  const name = JSON.stringify(tool);
  return valueAt(root, ["hide"], text) ? addItem(text, ["hide"], name) : setMember(text, [], "hide", `[${name}]`);
}

// An empty list is removed as a whole.
function removeFromHidden(text: string, tool: string): Edit | null {
  const document = readDocument(text);
  const index = typeof document === "string" ? -1 : document.hide.indexOf(tool);
  if (typeof document === "string" || index < 0) {
    return null;
  }
  return document.hide.length === 1 ? removeMember(text, [], "hide") : removeItem(text, ["hide"], index);
}
