import { Badge } from "../../parts/badges";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import type { Difference } from "./model";

const changes: Record<Difference["change"], { label: string; sign: string; tone: string }> = {
  added: { label: "added", sign: "+", tone: "info" },
  removed: { label: "removed", sign: "−", tone: "bad" },
  text: { label: "wording", sign: "≠", tone: "warn" },
  schemaNarrowed: { label: "accepts less", sign: "<", tone: "warn" },
  schemaWidened: { label: "accepts more", sign: ">", tone: "warn" },
  schema: { label: "schema", sign: "≠", tone: "warn" },
  hintFlipped: { label: "annotation", sign: "≠", tone: "warn" },
};

/** Differences between two snapshots of a server. */
export function Differences({ differences, label }: { differences: Difference[]; label: string }) {
  return (
    <Table
      label={label}
      rows={differences.map((each, index) => ({ ...each, key: String(index) }))}
      keyOf={difference => difference.key}
      columns={[
        {
          head: "What",
          isName: true,
          cell: difference => (
            <>
              {difference.kind} <Text value={difference.name} fold={120} />
            </>
          ),
        },
        { head: "Change", cell: difference => <Badge {...changes[difference.change]} /> },
        {
          head: "Where",
          cell: difference =>
            difference.where === "" ? (
              "–"
            ) : (
              <code>
                <Text value={difference.where} fold={120} />
              </code>
            ),
        },
        { head: "Before", cell: difference => <Value text={difference.before} /> },
        { head: "After", cell: difference => <Value text={difference.after} /> },
      ]}
    />
  );
}

function Value({ text }: { text: string | null }) {
  return text === null || text === undefined ? <span>–</span> : <Text value={text} fold={300} />;
}
