import { useState } from "preact/hooks";
import type { Reply } from "../../api/types";
import { useAction } from "../../parts/action";
import { Confirm } from "../../parts/confirm";
import { LimitMeter } from "../../parts/limit-meter";
import { parsePointer } from "../../parts/pointer";
import { Empty } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import type { Grant } from "./grant-types";

type Counter = Reply<"/api/grants/{grant}/usage", "get">["counters"][number];

interface CountersProps {
  grant: Grant;
  counters: readonly Counter[];
  onReset: () => void;
}

/** The counters of the limits of the grant's policies, with how much of each is used in its window. */
export function Counters({ grant, counters, onReset }: CountersProps) {
  const { may } = useSession();
  const [asked, setAsked] = useState<Counter | null>(null);
  const [done, setDone] = useState("");
  const ask = (counter: Counter) => {
    setDone("");
    setAsked(counter);
  };
  if (counters.length === 0) {
    return <Empty>The policies of this grant have no limits.</Empty>;
  }
  const mayReset = may("administer") && grant.state === "live";
  return (
    <>
      <Table
        label="Counters"
        rows={counters}
        columns={mayReset ? [...columns, { head: "Reset", cell: counter => <ResetButton counter={counter} onClick={ask} /> }] : columns}
        keyOf={each => `${each.server} ${each.rule} ${each.counter} ${each.window}`}
      />
      <p class="hint">An instance reserves some calls ahead. They count as used, and what is not used is given back within seconds.</p>
      {!may("administer") && <p class="hint">With the role Admin, you could reset counters.</p>}
      <div role="status">{done && <p class="note good">{done}</p>}</div>
      {asked && (
        <ResetCounter
          grant={grant}
          counter={asked}
          onClose={() => setAsked(null)}
          onReset={text => {
            setDone(text);
            onReset();
          }}
        />
      )}
    </>
  );
}

const columns: Column<Counter>[] = [
  { head: "Counter", isName: true, cell: each => <Text value={each.counter} fold={80} /> },
  { head: "Server", cell: each => <Text value={each.server} /> },
  { head: "Rule", cell: each => <Text value={each.rule} fold={120} /> },
  {
    head: "Counts",
    cell: each => `per ${windowName(each.window)}, ${each.scope === "server" ? "all grants of the server together" : "this grant alone"}`,
  },
  { head: "Used", cell: each => <LimitMeter used={each.used} max={each.max} resetsAt={each.resetsAt} /> },
];

function windowName(window: string): string {
  return /^\d+$/.test(window) ? `${window} s` : window;
}

function ResetButton({ counter, onClick }: { counter: Counter; onClick: (counter: Counter) => void }) {
  return (
    <button type="button" disabled={counter.used === 0} onClick={() => onClick(counter)}>
      Reset
      <span class="unseen">
        {" "}
        {counter.counter} of {counter.server} per {windowName(counter.window)}
      </span>
    </button>
  );
}

interface ResetCounterProps {
  grant: Grant;
  counter: Counter;
  onClose: () => void;
  onReset: (result: string) => void;
}

function ResetCounter({ grant, counter, onClose, onReset }: ResetCounterProps) {
  const { api } = useSession();
  const reset = useAction(async () => {
    const body = { counter: counter.counter, server: counter.server, tool: toolOf(counter.rule) };
    const { confirmed } = await api.write("post", "/api/grants/{grant}/counters/reset", { params: { grant: grant.id }, body });
    onReset(confirmed ? "The count began again at 0." : "The counter has not answered yet. It begins again at 0 when it does.");
  });
  return (
    <Confirm title="Reset this counter?" confirm="Begin again at 0" action={reset} onClose={onClose}>
      <p>
        <Text value={counter.counter} fold={80} /> at <Text value={counter.server} /> stands at {counter.used.toLocaleString("en")}. After
        the reset, up to {counter.max.toLocaleString("en")} pass again in this window.
      </p>
      {counter.scope === "server" && <p class="note warn">All grants of the server share this counter: it is reset for all of them.</p>}
      <p>If the rule has limits with this counter over other windows too, they are reset with it.</p>
    </Confirm>
  );
}

/** The tool of a rule such as `/tools/send/limits/0`, as the policy writes it; null for other rules. */
function toolOf(rule: string): string | null {
  const [list, tool] = parsePointer(rule);
  return list === "tools" && tool !== undefined ? tool : null;
}
