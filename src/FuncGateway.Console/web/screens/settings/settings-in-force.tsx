import { useState } from "preact/hooks";
import { Choice, TextField } from "../../parts/field";
import { Empty } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import type { Settings } from ".";

type Setting = Settings["settings"][number];

const columns: Column<Setting>[] = [
  { head: "Setting", isName: true, cell: ({ name }) => <code>{name}</code> },
  { head: "Value", cell: ({ value }) => (value === null || value === "" ? "not set" : <Text value={value} fold={200} />) },
  { head: "Source", cell: ({ source }) => source },
];

/** Every setting with its value and where it comes from. Values that may be secret are never sent. */
export function SettingsInForce({ settings }: { settings: readonly Setting[] }) {
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const sought = text.trim().toLowerCase();
  const shown = settings.filter(
    each =>
      (sought === "" || each.name.toLowerCase().includes(sought) || (each.value ?? "").toLowerCase().includes(sought)) &&
      (source === "" || each.source === source),
  );
  const sources = [...new Set(settings.map(each => each.source))].sort();
  return (
    <section aria-labelledby="in-force">
      <h2 id="in-force">Settings in force</h2>
      <search class="filters">
        <TextField label="Name or value" type="search" value={text} onChange={setText} />
        <Choice label="Source" value={source} onChange={setSource} options={[["", "All"], ...sources.map(each => [each, each] as const)]} />
      </search>
      <p role="status" class="hint">
        {shown.length} of {settings.length} settings
      </p>
      {shown.length > 0 ? (
        <Table label="Settings in force" rows={shown} columns={columns} keyOf={({ name }) => name} />
      ) : (
        <Empty>No setting matches these filters.</Empty>
      )}
    </section>
  );
}
