import { callColumns } from "./call-columns";
import { CallFilters } from "./call-filters";
import { Log } from "./log";
import { type Filters, isCall } from "./model";

interface CallsProps {
  filters: Filters;
  onChange: (changes: Record<string, string>) => void;
}

/** The requests of agents. */
export function Calls({ filters, onChange }: CallsProps) {
  return (
    <>
      <CallFilters filters={filters} onChange={onChange} />
      <Log
        stream="calls"
        filters={filters}
        label="Requests of agents"
        columns={callColumns}
        isShown={isCall}
        none="No agent has made a request yet."
      />
    </>
  );
}
