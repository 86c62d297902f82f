import { isObject } from "../parts/is-object";
import { own } from "../parts/own";
import { literalLength, matches } from "./name-pattern";

/** What the buttons of a tool can say about it. `custom` is everything that they cannot express. */
export type RuleChoice = "allow" | "deny" | "hide" | "limit" | "approve" | "custom";

export interface ToolRule {
  choice: RuleChoice;
  /** What decides: a rule or an entry of `hide` for the very name, a pattern of either, or the default. */
  source: "name" | "pattern" | "hidePattern" | "default";
  /** The pattern, where one decides. */
  pattern?: string;
  /** Such as `30 a minute`, for a limit. */
  limit?: string;
}

type JsonObject = Record<string, unknown>;

/** A policy document, as far as the buttons look at it. */
export interface PolicyDocument {
  default: unknown;
  hide: string[];
  hasHide: boolean;
  tools: JsonObject;
  hasTools: boolean;
  hasRulesForAll: boolean;
}

/** Reads the document. Returns a sentence instead if the buttons cannot work on it. */
export function readDocument(text: string): PolicyDocument | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The text is not JSON at the moment. The buttons work again once it is.";
  }
  if (!isObject(value)) {
    return "The document is not a JSON object. The buttons work again once it is.";
  }
  const { tools, hide } = value;
  if (tools !== undefined && !isObject(tools)) {
    return "The field tools is not an object. The buttons work again once it is.";
  }
  if (hide !== undefined && !(Array.isArray(hide) && hide.every(each => typeof each === "string"))) {
    return "The field hide is not a list of names. The buttons work again once it is.";
  }
  return {
    default: value.default,
    hide: hide ?? [],
    hasHide: hide !== undefined,
    tools: tools ?? {},
    hasTools: tools !== undefined,
    hasRulesForAll: isObject(value.all_tools) && Object.keys(value.all_tools).some(name => name !== "description"),
  };
}

/** What the document says about a tool: hidden before anything else, then the exact name, the pattern with the longest literal part, the default. */
export function ruleOf(document: PolicyDocument, tool: string): ToolRule {
  const hidden = document.hide.find(each => each !== tool && matches(each, tool));
  if (hidden !== undefined) {
    return { choice: "hide", source: "hidePattern", pattern: hidden };
  }
  if (document.hide.includes(tool)) {
    return { choice: "hide", source: "name" };
  }
  const key = keyOf(document, tool);
  if (key === undefined) {
    return { choice: document.default === "allow" ? "allow" : "deny", source: "default" };
  }
  return key === tool
    ? { ...describe(document.tools[key]), source: "name" }
    : { ...describe(document.tools[key]), source: "pattern", pattern: key };
}

/** Under which name `tools` has the rule of a tool: its own, or a pattern. */
export function keyOf(document: PolicyDocument, tool: string): string | undefined {
  return Object.hasOwn(document.tools, tool) ? tool : patternFor(document, tool);
}

/** The pattern under `tools` that applies to a tool without a rule of its own. */
export function patternFor(document: PolicyDocument, tool: string): string | undefined {
  return Object.keys(document.tools)
    .filter(each => each.includes("*") && matches(each, tool))
    .sort((one, other) => literalLength(other) - literalLength(one))[0];
}

/** Whether a rule is an object that the buttons cannot express. */
export function isCustom(rule: unknown): boolean {
  return isObject(rule) && describe(rule).choice === "custom";
}

/** What a rule consists of, without its description. */
export function membersOfRule(rule: unknown): string[] {
  return isObject(rule) ? Object.keys(rule).filter(name => name !== "description") : [];
}

function describe(rule: unknown): { choice: RuleChoice; limit?: string } {
  if (!isObject(rule)) {
    return { choice: "custom" };
  }
  const names = membersOfRule(rule);
  const [only] = names;
  if (only === undefined) {
    return { choice: "allow" };
  }
  if (names.length > 1) {
    return { choice: "custom" };
  }
  switch (only) {
    case "deny_if":
      return { choice: isAlways(rule.deny_if) ? "deny" : "custom" };
    case "require_approval":
      return { choice: isAlways(rule.require_approval) ? "approve" : "custom" };
    case "limits":
      return limitOf(rule.limits);
    case "action":
      return { choice: own(actions, rule.action) ?? "custom" };
    default:
      return { choice: "custom" };
  }
}

const actions: Record<string, RuleChoice> = { allow: "allow", deny: "deny", require_approval: "approve" };

/** Whether a list has one entry, which applies to every call. */
export function isAlways(entries: unknown): boolean {
  if (!Array.isArray(entries) || entries.length !== 1 || !isObject(entries[0])) {
    return false;
  }
  const conditions = entries[0].conditions;
  return Array.isArray(conditions) && conditions.length === 0;
}

function limitOf(limits: unknown): { choice: RuleChoice; limit?: string } {
  const limit: unknown = Array.isArray(limits) && limits.length === 1 ? limits[0] : undefined;
  if (!isObject(limit) || "increment_from" in limit || typeof limit.max !== "number") {
    return { choice: "custom" };
  }
  const window = typeof limit.window === "number" ? `in ${limit.window} s` : own(windows, limit.window);
  return window ? { choice: "limit", limit: `${limit.max} ${window}` } : { choice: "custom" };
}

const windows: Record<string, string> = { minute: "a minute", hour: "an hour", day: "a day" };
