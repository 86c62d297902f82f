import { LimitMeter } from "../../parts/limit-meter";
import { Empty } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import type { Overview } from "../../session/overview";

type NearLimit = NonNullable<Overview["nearLimits"]>[number];

const columns: Column<NearLimit>[] = [
  {
    head: "Grant",
    isName: true,
    cell: each => (
      <a href={`/ui/grants/${encodeURIComponent(each.grant)}`}>
        <Text value={each.label} fold={80} isCut />
      </a>
    ),
  },
  { head: "Server", cell: each => <Text value={each.server} /> },
  {
    head: "Counter",
    cell: each => (
      <>
        <Text value={each.counter} fold={80} />
        {each.scope === "server" && ", shared by all grants of the server"}
      </>
    ),
  },
  { head: "Used", cell: each => <LimitMeter used={each.used} max={each.max} resetsAt={each.resetsAt} /> },
];

/** The grants that have used most of a limit. */
export function NearLimits({ limits }: { limits: readonly NearLimit[] | null }) {
  return (
    <section aria-labelledby="near-limits">
      <h2 id="near-limits">Nearest to a limit</h2>
      {limits === null ? (
        <p class="note warn">The counters do not answer, so how much is left of the limits is unknown.</p>
      ) : limits.length > 0 ? (
        <Table
          label="Grants nearest to a limit"
          rows={limits}
          columns={columns}
          keyOf={each => JSON.stringify([each.grant, each.server, each.counter, each.window])}
        />
      ) : (
        <Empty>No grant that was used in the last hour has used any of a limit.</Empty>
      )}
    </section>
  );
}
