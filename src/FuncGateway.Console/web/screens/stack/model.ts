import type { ItemOf, Reply } from "../../api/types";

export type StackGrant = ItemOf<Reply<"/api/stack", "get">>;
export type StackServer = StackGrant["servers"][number];
export type StackTool = StackServer["tools"][number];
export type Flow = StackGrant["flow"];

/** A tool that a grant reaches, with where it is. */
export interface ReachedTool extends StackTool {
  server: string;
}

export interface StackFilter {
  text: string;
  toolClass: string;
  verdict: string;
}

export const noFilter: StackFilter = { text: "", toolClass: "", verdict: "" };

/** The best that a call can be answered with, from the most to the least. */
export const verdicts = ["allow", "hold", "deny", "hidden"] as const;

export const verdictWords: Record<string, string> = { allow: "allowed", hold: "held", deny: "denied", hidden: "hidden" };

export function toolsOf(grant: StackGrant): ReachedTool[] {
  return grant.servers.flatMap(server => server.tools.map(tool => ({ ...tool, server: server.server })));
}

export function matching(tools: readonly ReachedTool[], filter: StackFilter): ReachedTool[] {
  const text = filter.text.trim().toLowerCase();
  return tools.filter(
    tool =>
      (text === "" || tool.name.toLowerCase().includes(text) || tool.server.includes(text)) &&
      (filter.toolClass === "" || tool.class === filter.toolClass) &&
      (filter.verdict === "" || tool.verdict === filter.verdict),
  );
}

export function isFiltering(filter: StackFilter): boolean {
  return filter.text.trim() !== "" || filter.toolClass !== "" || filter.verdict !== "";
}

/** JSON to be copied. What others wrote into it cannot hide or turn anything: such characters are escaped. */
export function jsonToCopy(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?!\n)[\p{Default_Ignorable_Code_Point}\p{C}\p{Zl}\p{Zp}\u2800]/gu, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}
