import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Badge } from "../../parts/badges";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useApi } from "../../session/session";
import { allGrants, type ListedGrant } from "../grants/all-grants";
import { addressOf, type ListedServer } from "./model";

const every = 30_000;

/** The servers as a table. What the list of servers does not contain is loaded beside it. */
export function ServerList({ servers }: { servers: ListedServer[] }) {
  const api = useApi();
  const loadOverview = useCallback((signal: AbortSignal) => api.get("/api/overview", { signal }), [api]);
  const loadGrants = useCallback((signal: AbortSignal) => allGrants(api, signal), [api]);
  const overview = useLoad(loadOverview, every);
  const grants = useLoad(loadGrants, every).data;
  const problems = overview.data && new Map(overview.data.servers.map(each => [each.id, each.problem]));

  return (
    <Table
      label="Servers"
      rows={servers}
      keyOf={server => server.id}
      columns={[
        { head: "Server", isName: true, cell: server => <Named server={server} /> },
        { head: "Reachable", cell: server => <Reachable problem={problems?.get(server.id)} isKnown={problems !== undefined} /> },
        { head: "Tools", isNumber: true, cell: server => <ToolCount server={server.id} /> },
        {
          head: "Live grants",
          isNumber: true,
          cell: server => (grants ? liveAt(server.id, grants) : "…"),
        },
        { head: "Calls in 24 h", isNumber: true, cell: server => server.callsLast24Hours.toLocaleString("en") },
        { head: "Last used", cell: server => <Time at={server.lastUsed} /> },
        { head: "Changes", cell: server => <Changes server={server} /> },
      ]}
    />
  );
}

function liveAt(server: string, grants: ListedGrant[]): number {
  return grants.filter(grant => grant.state === "live" && grant.access.some(each => each.server === server)).length;
}

function Named({ server }: { server: ListedServer }) {
  return (
    <>
      <a href={addressOf(server.id)}>
        <Text value={server.name} fold={100} isCut />
      </a>
      <br />
      <code>{server.id}</code>
    </>
  );
}

function Reachable({ problem, isKnown }: { problem: string | null | undefined; isKnown: boolean }) {
  if (!isKnown) {
    return <span>…</span>;
  }
  return problem ? (
    <>
      <Badge tone="bad" sign="✕" label="problem" /> <Text value={problem} fold={160} />
    </>
  ) : (
    <Badge tone="good" sign="✓" label="no problem seen" />
  );
}

function ToolCount({ server }: { server: string }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/snapshots", { params: { server }, signal }),
    [api, server],
  );
  const snapshots = useLoad(load);
  if (snapshots.data) {
    const newest = snapshots.data.items[0];
    return <span>{newest ? newest.tools.toLocaleString("en") : "not scanned"}</span>;
  }
  return <span>{snapshots.problem ? "unknown" : "…"}</span>;
}

function Changes({ server }: { server: ListedServer }) {
  const count = server.changes?.length ?? 0;
  return count === 0 ? (
    <span>none</span>
  ) : (
    <a href={`${addressOf(server.id)}?show=changes`}>
      <Badge tone="warn" sign="≠" label={`${count.toLocaleString("en")} not accepted`} />
    </a>
  );
}
