import { useState } from "preact/hooks";
import { Choice, TextField } from "../../parts/field";
import { GrantChoice } from "../../parts/grant-choice";
import { useTyped } from "../../parts/query";
import { ServerChoice } from "../../parts/server-choice";
import { ClearFilters } from "./clear-filters";
import { outcomeLabels } from "./explain";
import type { FilterName, Filters } from "./model";
import { TimeRange } from "./time-range";

const verdicts = [
  ["", "All"],
  ["allow", "allowed"],
  ["deny", "denied"],
  ["hidden", "hidden"],
  ["limited", "limited"],
  ["hold", "held"],
] as const;

const outcomes = [["", "All"], ...Object.entries(outcomeLabels).filter(([value]) => value !== "done")] as [string, string][];

interface CallFiltersProps {
  filters: Filters;
  onChange: (changes: Record<string, string>) => void;
}

export function CallFilters({ filters, onChange }: CallFiltersProps) {
  const set = (name: FilterName) => (value: string) => onChange({ [name]: value });
  // Open from the start if one of them is set; afterwards the person opens and closes them.
  const [wasOpen] = useState([filters.outcome, filters.rule, filters.method, filters.from, filters.to].some(value => value !== ""));
  return (
    <search>
      <div class="filters">
        <ServerChoice value={filters.server} onChange={set("server")} />
        <GrantChoice value={filters.grant} onChange={set("grant")} />
        <Choice label="Verdict" value={filters.verdict} options={verdicts} onChange={set("verdict")} />
        <Typed label="Tool" value={filters.tool} onChange={set("tool")} hint="The exact name." />
      </div>
      <details class="more" open={wasOpen}>
        <summary>More filters</summary>
        <div class="filters">
          <Choice label="Outcome" value={filters.outcome} options={outcomes} onChange={set("outcome")} />
          <Typed label="Rule" value={filters.rule} onChange={set("rule")} hint="Exactly as in the list." />
          <Typed label="Method" value={filters.method} onChange={set("method")} hint="Exact, such as tools/call." />
          <TimeRange from={filters.from} to={filters.to} onChange={onChange} />
        </div>
      </details>
      <ClearFilters filters={filters} onChange={onChange} />
    </search>
  );
}

interface TypedProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint: string;
}

function Typed({ label, value, onChange, hint }: TypedProps) {
  const [typed, type] = useTyped(value, onChange);
  return <TextField label={label} type="search" value={typed} onChange={type} hint={hint} />;
}
