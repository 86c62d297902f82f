import { changeColumns } from "./change-columns";
import { ChangeFilters } from "./change-filters";
import { Log } from "./log";
import { type Filters, filtersOf, isChange } from "./model";

interface ChangesProps {
  filters: Filters;
  onChange: (changes: Record<string, string>) => void;
}

/** What people changed through the API and the console. */
export function Changes({ filters: { server, grant, outcome, from, to }, onChange }: ChangesProps) {
  return (
    <>
      <ChangeFilters server={server} grant={grant} outcome={outcome} from={from} to={to} onChange={onChange} />
      <Log
        stream="admin"
        filters={filtersOf({ server, grant, outcome, from, to })}
        label="Changes that people made"
        columns={changeColumns}
        isShown={isChange}
        none="Nobody has changed anything yet."
      />
    </>
  );
}
