import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Badge } from "../../parts/badges";
import { Choice } from "../../parts/field";
import { Empty, Show } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Exact, exact, Time } from "../../parts/time";
import { useApi } from "../../session/session";
import { Differences } from "./differences";
import { addressOf, type Server, type Snapshot } from "./model";

/** What nobody has accepted, and the snapshots of a server with their differences. */
export function Changes({ server }: { server: Server }) {
  const api = useApi();
  const load = useCallback(
    (signal: AbortSignal) => api.get("/api/servers/{server}/snapshots", { params: { server: server.id }, signal }),
    [api, server.id],
  );
  return (
    <>
      <h2>Not accepted</h2>
      <NotAccepted server={server} />
      <h2>Snapshots</h2>
      <Show what="the snapshots" of={useLoad(load)}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>This server has not been scanned yet.</Empty>
          ) : (
            <>
              <Snapshots snapshots={items} />
              {items.length > 1 && <Comparison server={server.id} snapshots={items} />}
            </>
          )
        }
      </Show>
    </>
  );
}

function NotAccepted({ server }: { server: Server }) {
  const changes = server.changes ?? [];
  if (changes.length === 0) {
    return <Empty>Every tool has the definition that people have accepted.</Empty>;
  }
  return (
    <Table
      label="Tools with a definition that nobody has accepted"
      rows={changes}
      keyOf={change => change.tool}
      columns={[
        {
          head: "Tool",
          isName: true,
          cell: change => (
            <a href={`${addressOf(server.id)}?tool=${encodeURIComponent(change.tool)}`}>
              <Text value={change.tool} fold={120} isCut />
            </a>
          ),
        },
        { head: "State", cell: change => <Badge tone="warn" sign="≠" label={change.change} /> },
        { head: "Found", cell: change => <Time at={change.at} /> },
      ]}
    />
  );
}

function Snapshots({ snapshots }: { snapshots: Snapshot[] }) {
  return (
    <Table
      label="Snapshots, newest first"
      rows={snapshots}
      keyOf={snapshot => String(snapshot.number)}
      columns={[
        { head: "Number", isName: true, cell: snapshot => snapshot.number },
        { head: "Taken", cell: snapshot => <Exact at={snapshot.at} /> },
        { head: "By", cell: snapshot => <Text value={snapshot.by} fold={80} /> },
        {
          head: "Server says",
          cell: snapshot => (
            <>
              <Text value={snapshot.server} fold={80} /> <Text value={snapshot.version} fold={40} />
            </>
          ),
        },
        { head: "Protocol", cell: snapshot => <Text value={snapshot.protocol} fold={40} /> },
        { head: "Tools", isNumber: true, cell: snapshot => snapshot.tools },
        { head: "Resources", isNumber: true, cell: snapshot => snapshot.resources + snapshot.templates },
        { head: "Prompts", isNumber: true, cell: snapshot => snapshot.prompts },
        { head: "Read to its end", cell: snapshot => (snapshot.isComplete ? "yes" : "no") },
      ]}
    />
  );
}

function Comparison({ server, snapshots }: { server: string; snapshots: Snapshot[] }) {
  const api = useApi();
  const [earlier, setEarlier] = useState(String(snapshots[1]?.number ?? ""));
  const [later, setLater] = useState(String(snapshots[0]?.number ?? ""));
  const options = snapshots.map(each => [String(each.number), `${each.number}, ${exact(new Date(each.at))}`] as const);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.get("/api/servers/{server}/snapshots/{earlier}/diff/{later}", { params: { server, earlier, later }, signal }),
    [api, server, earlier, later],
  );
  return (
    <>
      <h2>Compare two snapshots</h2>
      <div class="filters">
        <Choice label="From" value={earlier} onChange={setEarlier} options={options} />
        <Choice label="To" value={later} onChange={setLater} options={options} />
      </div>
      <Show what="the differences" of={useLoad(load)}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>
              Snapshots {earlier} and {later} offer the same.
            </Empty>
          ) : (
            <Differences differences={items} label={`Differences from snapshot ${earlier} to ${later}`} />
          )
        }
      </Show>
    </>
  );
}
