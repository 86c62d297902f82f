import { useState } from "preact/hooks";
import type { Loaded } from "../../api/poll";
import { ModeBadge } from "../../parts/badges";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import type { PolicyName, Revision, RevisionSummary } from "./live";
import { RevisionView } from "./revision-view";

interface HistoryProps {
  name: PolicyName;
  revisions: Loaded<RevisionSummary[]>;
  live: Revision | null;
  /** The revision that is open at first. */
  revision: number | null;
  mayRestore: boolean;
  onRestored: (revision: number, from: number) => Promise<void>;
}

/** The revisions of the policy. */
export function History({ name, revisions, live, revision, mayRestore, onRestored }: HistoryProps) {
  const [open, setOpen] = useState(revision);
  return (
    <Show what="the history" of={revisions}>
      {rows =>
        rows.length === 0 ? (
          <Empty>Nothing is published yet.</Empty>
        ) : (
          <>
            <Table
              label="Revisions"
              rows={rows}
              keyOf={row => String(row.revision)}
              columns={[
                {
                  head: "Revision",
                  isName: true,
                  cell: row => (
                    <>
                      {row.revision}
                      {row.revision === live?.revision && ", in force"} <ModeBadge mode={row.mode} />
                    </>
                  ),
                },
                { head: "When", cell: row => <Time at={row.createdAt} /> },
                { head: "Who", cell: row => <Text value={row.by} fold={80} /> },
                { head: "Note", cell: row => (row.note ? <Text value={row.note} fold={200} lines={12} /> : "none") },
                { head: "Restored from", cell: row => row.restoredFrom ?? "" },
                {
                  head: "Document",
                  cell: row => (
                    <button
                      type="button"
                      aria-expanded={open === row.revision}
                      onClick={() => setOpen(open === row.revision ? null : row.revision)}
                    >
                      {open === row.revision ? "Close" : "Open"} <span class="unseen">revision {row.revision}</span>
                    </button>
                  ),
                },
              ]}
            />
            {open !== null && (
              <RevisionView key={open} name={name} number={open} live={live} mayRestore={mayRestore} onRestored={onRestored} />
            )}
            <CommandLine command={fgw.policyHistory(name.server, name.policy)} />
          </>
        )
      }
    </Show>
  );
}
