import { Choice } from "../../parts/field";
import { GrantChoice } from "../../parts/grant-choice";
import { ServerChoice } from "../../parts/server-choice";
import { ClearFilters } from "./clear-filters";
import { filtersOf } from "./model";
import { TimeRange } from "./time-range";

const outcomes = [
  ["", "All"],
  ["done", "done"],
  ["refused", "refused"],
  ["failed", "failed"],
] as const;

interface ChangeFiltersProps {
  server: string;
  grant: string;
  outcome: string;
  from: string;
  to: string;
  onChange: (changes: Record<string, string>) => void;
}

export function ChangeFilters({ server, grant, outcome, from, to, onChange }: ChangeFiltersProps) {
  return (
    <search class="filters">
      <ServerChoice value={server} onChange={value => onChange({ server: value })} />
      <GrantChoice value={grant} onChange={value => onChange({ grant: value })} />
      <Choice label="Outcome" value={outcome} options={outcomes} onChange={value => onChange({ outcome: value })} />
      <TimeRange from={from} to={to} onChange={onChange} />
      <ClearFilters filters={filtersOf({ server, grant, outcome, from, to })} onChange={onChange} />
    </search>
  );
}
