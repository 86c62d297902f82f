import type { Reply } from "../../api/types";
import { VerdictBadge } from "../../parts/badges";
import { counted } from "../../parts/counted";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Exact } from "../../parts/time";
import { RuleLink } from "./rule-link";

export type Replay = Reply<"/api/policies/replay", "post">;
type Changed = Replay["changes"][number];

interface ReplayResultProps {
  replay: Replay;
  isOutdated: boolean;
  onShow: (pointer: string) => void;
}

/** What a text would have done with recorded traffic, and how sure that is. */
export function ReplayResult({ replay, isOutdated, onShow }: ReplayResultProps) {
  const { requests, changed, byVerdict, undecided, changes, completeUntil } = replay;
  return (
    <section aria-label="Result of the replay">
      {isOutdated && <strong class="mistake">The text has changed since.</strong>}
      <p>{sumOfReplay(replay)}</p>
      {byVerdict.length > 0 && (
        <ul aria-label="Changes by verdict">
          {byVerdict.map(each => (
            <li key={`${each.was} ${each.wouldBe}`}>
              <VerdictBadge verdict={each.was} /> → <VerdictBadge verdict={each.wouldBe} />: {counted(each.requests, "request")}
            </li>
          ))}
        </ul>
      )}
      {undecided.map(each => (
        <p key={each.why}>
          {counted(each.requests, "request")} cannot be told, because <Text value={each.why} fold={400} />.
        </p>
      ))}
      {requests > 0 && <p class="hint">{basisOf(replay)}</p>}
      {completeUntil !== null && (
        <p class="note warn">
          There are too many requests. Those after <Exact at={completeUntil} /> were not replayed; choose fewer days, or a grant.
        </p>
      )}
      {changes.length > 0 && (
        <Table label="Requests that would change" rows={changes} keyOf={each => each.id} columns={columnsOf(onShow)} />
      )}
      {changed > changes.length && <p class="hint">And {(changed - changes.length).toLocaleString("en")} older ones.</p>}
    </section>
  );
}

/** What a replay found, in a sentence. */
export function sumOfReplay({ requests, changed, opened }: Replay): string {
  if (requests === 0) {
    return "There are no recorded requests to replay.";
  }
  const all = `${counted(requests, "request")} replayed`;
  if (changed === 0) {
    return `${all}: none would be decided otherwise.`;
  }
  const more =
    opened === 0
      ? "nothing would be possible that was not"
      : `${opened.toLocaleString("en")} of them would be possible and ${opened === 1 ? "was" : "were"} not`;
  return `${all}: ${changed.toLocaleString("en")} would be decided otherwise; ${more}.`;
}

function basisOf({ requests, exact }: Replay): string {
  return exact === requests
    ? "The arguments of all of them were recorded, so this is exact."
    : `Of ${counted(requests - exact, "request")}, only the names of the arguments are recorded, so conditions on values are not decided. The settings of the server can have arguments recorded.`;
}

function columnsOf(onShow: (pointer: string) => void): Column<Changed>[] {
  return [
    { head: "When", cell: each => <Exact at={each.at} /> },
    {
      head: "Request",
      isName: true,
      cell: each => (
        <a href={`/ui/activity/${encodeURIComponent(each.id)}`}>
          <Text value={each.name} fold={80} isCut />
        </a>
      ),
    },
    { head: "Grant", cell: each => <Text value={each.grantLabel ?? each.grant} fold={60} /> },
    {
      head: "From and to",
      cell: each => (
        <>
          <VerdictBadge verdict={each.was} /> → <VerdictBadge verdict={each.wouldBe} />
        </>
      ),
    },
    { head: "Rule", cell: each => <Rule change={each} onShow={onShow} /> },
    { head: "Arguments", cell: each => (each.exact ? "recorded" : "names only") },
  ];
}

function Rule({ change: { rule, wouldBeRule }, onShow }: { change: Changed; onShow: (pointer: string) => void }) {
  if (wouldBeRule !== "") {
    return <RuleLink rule={wouldBeRule} onShow={onShow} />;
  }
  return rule === "" ? (
    "none"
  ) : (
    <>
      before:{" "}
      <code>
        <Text value={rule} fold={200} />
      </code>
    </>
  );
}
