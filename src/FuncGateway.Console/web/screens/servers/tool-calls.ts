import type { ApiClient } from "../../api/client";
import type { VerdictCounts } from "../../parts/verdicts";
import type { ListedGrant } from "../grants/all-grants";

/** The calls of a tool in the last 24 hours. */
export interface ToolCalls {
  calls: number;
  grants: { id: string; label: string; calls: number; verdicts: VerdictCounts }[];
}

export interface ServerCalls {
  byTool: ReadonlyMap<string, ToolCalls>;
  /** How many grants that were used are left out, beginning with the least used. */
  leftOut: number;
}

const countedGrants = 20;

/** Adds up the calls of the tools of a server over the grants that use it most. */
export async function loadCalls(api: ApiClient, server: string, signal: AbortSignal): Promise<ServerCalls> {
  const { items } = await api.get("/api/servers/{server}/grants", { params: { server }, signal });
  const used = (items as ListedGrant[])
    .filter(grant => grant.callsLast24Hours > 0)
    .sort((one, other) => other.callsLast24Hours - one.callsLast24Hours);
  const byTool = new Map<string, ToolCalls>();
  for (const grant of used.slice(0, countedGrants)) {
    const usage = await api.get("/api/grants/{grant}/usage", { params: { grant: grant.id }, signal });
    for (const entry of usage.last24Hours.tools) {
      if (entry.server === server && entry.tool) {
        const calls = byTool.get(entry.tool) ?? { calls: 0, grants: [] };
        calls.calls += entry.calls;
        addTo(calls, grant, entry);
        byTool.set(entry.tool, calls);
      }
    }
  }
  return { byTool, leftOut: Math.max(0, used.length - countedGrants) };
}

// A tool has an entry for each rule that decided about it.
function addTo(tool: ToolCalls, grant: ListedGrant, entry: { calls: number; verdicts: VerdictCounts }) {
  const known = tool.grants.find(each => each.id === grant.id);
  const of = known ?? {
    id: grant.id,
    label: grant.label,
    calls: 0,
    verdicts: { allow: 0, deny: 0, hold: 0, limited: 0, hidden: 0, unknown: 0 },
  };
  of.calls += entry.calls;
  for (const verdict of Object.keys(of.verdicts) as (keyof VerdictCounts)[]) {
    of.verdicts[verdict] += entry.verdicts[verdict];
  }
  if (!known) {
    tool.grants.push(of);
  }
}
