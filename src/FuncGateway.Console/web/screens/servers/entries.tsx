import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { JsonTree } from "../../parts/json";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { addressOf } from "./model";
import { PolicyVerdicts } from "./policy-verdicts";
import { textOf } from "./schema";

/** The member that an entry is asked for by. */
export type EntryKey = "uri" | "uriTemplate" | "name";

interface EntriesProps {
  label: string;
  server: string;
  tab: string;
  entries: readonly unknown[];
  id: EntryKey;
}

const heads = { uri: "URI", uriTemplate: "URI template", name: "Name" };

/** Resources, templates or prompts, as the server lists them. */
export function Entries({ label, server, tab, entries, id }: EntriesProps) {
  return (
    <Table
      label={label}
      rows={entries.map((entry, index) => ({ entry, key: String(index) }))}
      keyOf={row => row.key}
      columns={[
        {
          head: heads[id],
          isName: true,
          cell: ({ entry }) => <Named server={server} tab={tab} name={textOf(entry, id)} />,
        },
        { head: "Title", cell: ({ entry }) => <Text value={titleOf(entry, id)} fold={120} /> },
        { head: "Description", cell: ({ entry }) => <Text value={textOf(entry, "description") || "–"} fold={300} lines={4} /> },
      ]}
    />
  );
}

const longestInAddress = 1000;

function Named({ server, tab, name }: { server: string; tab: string; name: string }) {
  return name.length > longestInAddress ? (
    <Text value={name} fold={200} />
  ) : (
    <a href={`${addressOf(server, tab)}?entry=${encodeURIComponent(name)}`}>
      <Text value={name} fold={200} isCut />
    </a>
  );
}

// The name of a prompt is its id, which is shown already.
function titleOf(entry: unknown, id: EntryKey): string {
  return textOf(entry, "title") || (id === "name" ? "" : textOf(entry, "name")) || "–";
}

/** The entry that the address names; undefined if it names none of these. */
export function useNamedEntry(lists: readonly (readonly [EntryKey, readonly unknown[]])[]): { id: EntryKey; entry: unknown } | undefined {
  const { query } = useLocation();
  for (const [id, entries] of lists) {
    const entry = query.entry === undefined ? undefined : entries.find(each => textOf(each, id) === query.entry);
    if (entry !== undefined) {
      return { id, entry };
    }
  }
  return undefined;
}

interface EntryPageProps {
  server: string;
  tab: string;
  entry: unknown;
  id: EntryKey;
}

/** One resource, template or prompt. */
export function EntryPage({ server, tab, entry, id }: EntryPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const name = textOf(entry, id);
  return (
    <article>
      <p>
        <a href={addressOf(server, tab)}>All {tab}</a>
      </p>
      <h2 ref={heading} tabIndex={-1}>
        <Text value={name} />
      </h2>
      <p>
        <Text value={textOf(entry, "description") || "It has no description."} lines={12} />
      </p>
      <h3>Verdict under each policy</h3>
      {id === "uri" && <PolicyVerdicts server={server} method="resources/read" uri={name} />}
      {id === "name" && <PolicyVerdicts server={server} method="prompts/get" name={name} />}
      {id === "uriTemplate" && <p>A template has none: each resource that it makes is judged by its own URI.</p>}
      <h3>Definition</h3>
      <JsonTree value={entry} />
    </article>
  );
}
