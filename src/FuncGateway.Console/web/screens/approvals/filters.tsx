import { Choice, TextField } from "../../parts/field";
import { GrantChoice } from "../../parts/grant-choice";
import { useTyped } from "../../parts/query";

interface FiltersProps {
  state: string;
  grant: string;
  tool: string;
  order: string;
  onChange: (changes: Record<string, string>) => void;
}

const stateOptions = [
  ["", "All"],
  ["pending", "Waiting"],
  ["approved", "Approved, not used yet"],
  ["consumed", "Approved and used"],
  ["refused", "Refused"],
  ["expired", "Expired"],
] as const;

const orders = [
  ["", "Default"],
  ["newest", "Newest first"],
  ["oldest", "Oldest first"],
] as const;

export function Filters({ state, grant, tool, order, onChange }: FiltersProps) {
  const [typed, type] = useTyped(tool, value => onChange({ tool: value }));
  return (
    <search class="filters">
      <Choice label="State" value={state} options={stateOptions} onChange={value => onChange({ state: value })} />
      <GrantChoice value={grant} onChange={value => onChange({ grant: value })} />
      <TextField label="Tool" type="search" value={typed} onChange={type} placeholder="exact name" />
      <Choice label="Order" value={order} options={orders} onChange={value => onChange({ order: value })} />
    </search>
  );
}
