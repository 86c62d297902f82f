import { useMemo, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { useApi } from "../../session/session";
import { Export } from "./export";
import { LiveBar } from "./live-bar";
import { type Entry, type Filters, isFiltered } from "./model";
import { Older } from "./older";
import { type Stream, Tail } from "./tail";

export interface LogProps<T extends Entry> {
  stream: Stream;
  filters: Filters;
  label: string;
  columns: Column<T>[];
  isShown: (entry: Entry) => entry is T;
  /** Said if there is no entry at all. */
  none: string;
}

/** A stream of the log, followed live, with older entries page by page. Begins anew with other filters. */
export function Log<T extends Entry>(props: LogProps<T>) {
  return <Live key={`${props.stream} ${JSON.stringify(props.filters)}`} {...props} />;
}

const every = 2_000;

function Live<T extends Entry>({ stream, filters, label, columns, isShown, none }: LogProps<T>) {
  const api = useApi();
  const [isPaused, setPaused] = useState(false);
  const [older, setOlder] = useState<string | null>(null);
  // The filters are those of this component's life.
  const filterText = JSON.stringify(filters);
  const load = useMemo(() => {
    const tail = new Tail(api, stream, JSON.parse(filterText) as Filters);
    return (signal: AbortSignal) => tail.next(signal);
  }, [api, stream, filterText]);
  const isLive = !isPaused && older === null;
  const loaded = useLoad(load, isLive ? every : 0);
  return (
    <>
      {loaded.problem?.kind !== "forbidden" && (
        <div class="buttons">
          <LiveBar isLive={isLive} isFailing={loaded.problem !== null} isPaused={isPaused} onPause={setPaused} />
          <Export stream={stream} filters={filters} />
        </div>
      )}
      {older === null ? (
        <Show what="the log" of={loaded}>
          {newest => (
            <>
              {newest.isOff && <p class="note warn">The audit log is switched off: nothing is recorded.</p>}
              {newest.entries.length === 0 ? (
                <Empty>{nothing(isFiltered(filters), newest.older !== null, none)}</Empty>
              ) : (
                <Rows label={label} rows={newest.entries.filter(isShown)} columns={columns} />
              )}
              {newest.older !== null && (
                <p class="pages">
                  <button type="button" onClick={() => setOlder(newest.older)}>
                    Older
                  </button>
                </p>
              )}
            </>
          )}
        </Show>
      ) : (
        <Older stream={stream} filters={filters} start={older} onNewest={() => setOlder(null)}>
          {entries => <Rows label={label} rows={entries.filter(isShown)} columns={columns} />}
        </Older>
      )}
      <CommandLine command={fgw.log(filters, isLive, stream === "admin")} />
      {stream === "calls" && !isFiltered(filters) && <CommandLine command={fgw.auditExport()} />}
    </>
  );
}

function nothing(isFiltered: boolean, hasOlder: boolean, none: string): string {
  if (hasOlder) {
    return "No entry matches so far. Older ones have not been searched yet.";
  }
  return isFiltered ? "No entry matches the filters." : none;
}

function Rows<T extends Entry>({ label, rows, columns }: { label: string; rows: readonly T[]; columns: Column<T>[] }) {
  return <Table label={label} rows={rows} columns={columns} keyOf={each => each.id} />;
}
