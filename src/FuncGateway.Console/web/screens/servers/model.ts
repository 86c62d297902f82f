import type { ApiClient } from "../../api/client";
import type { Body, ItemOf, Reply } from "../../api/types";

export type Server = Reply<"/api/servers/{server}", "get">;
export type ServerBody = Body<"/api/servers/{server}", "put">;
export type Probe = NonNullable<Server["probe"]>;
export type ToolsView = Reply<"/api/servers/{server}/tools", "get">;
export type Tool = ItemOf<ToolsView>;
export type ToolClass = Tool["class"];
export type Snapshot = ItemOf<Reply<"/api/servers/{server}/snapshots", "get">>;
export type Difference = ItemOf<Reply<"/api/servers/{server}/snapshots/{earlier}/diff/{later}", "get">>;
export type Scan = Reply<"/api/servers/{server}/scan", "post">;

/** A server in the list. The description of the API has its fields as optional, but they are always sent. */
export type ListedServer = Server & { lastUsed?: string | null; callsLast24Hours: number };

export const toolClasses: readonly ToolClass[] = ["read", "write", "execute", "destructive", "financial"];

/** The presets that the gateway recommends policies for, with what they are for. */
export const presets = [
  ["recommended", "Recommended", "Reads freely, writes and runs within limits, pays after a person's approval. What deletes is hidden."],
  ["read-only", "Read-only", "Reads. Every other tool is hidden."],
  ["strict", "Strict", "Reads freely, writes after a person's approval. Every other tool is hidden."],
] as const;

export type PresetName = (typeof presets)[number][0];

/** What an id of a server or a policy may be, as a pattern of an input. */
export const idPattern = "[a-z0-9\\-]{1,63}";
export const idHint = "1 to 63 lower-case letters, digits and hyphens.";

export async function listServers(api: ApiClient, signal: AbortSignal): Promise<ListedServer[]> {
  return (await api.get("/api/servers", { signal })).items as ListedServer[];
}

export function addressOf(server: string, tab = "tools"): string {
  return `/ui/servers/${encodeURIComponent(server)}/${tab}`;
}

export function addressOfPolicy(server: string, policy: string, preset?: PresetName): string {
  return `/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(policy)}${preset ? `?preset=${preset}` : ""}`;
}
