import { Choice, TextField } from "../../parts/field";
import type { ListedGrant } from "./all-grants";

export interface GrantFilter {
  text: string;
  server: string;
  state: string;
}

export const everything: GrantFilter = { text: "", server: "", state: "" };

export function matches(grant: ListedGrant, { text, server, state }: GrantFilter): boolean {
  const sought = text.trim().toLowerCase();
  return (
    (sought === "" || grant.label.toLowerCase().includes(sought) || grant.id.toLowerCase().includes(sought)) &&
    (server === "" || grant.access.some(each => each.server === server)) &&
    (state === "" || grant.state === state)
  );
}

interface GrantFiltersProps {
  value: GrantFilter;
  onChange: (value: GrantFilter) => void;
  grants: readonly ListedGrant[];
}

export function GrantFilters({ value, onChange, grants }: GrantFiltersProps) {
  const servers = [...new Set(grants.flatMap(grant => grant.access.map(each => each.server)))].sort();
  return (
    <search class="filters">
      <TextField label="Label or id" type="search" value={value.text} onChange={text => onChange({ ...value, text })} />
      <Choice
        label="Server"
        value={value.server}
        onChange={server => onChange({ ...value, server })}
        options={[["", "All"], ...servers.map(server => [server, server] as const)]}
      />
      <Choice
        label="State"
        value={value.state}
        onChange={state => onChange({ ...value, state })}
        options={[
          ["", "All"],
          ["live", "Live"],
          ["expired", "Expired"],
          ["revoked", "Revoked"],
        ]}
      />
    </search>
  );
}
