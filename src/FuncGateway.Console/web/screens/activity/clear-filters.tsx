import { type Filters, isFiltered, noFilters } from "./model";

export function ClearFilters({ filters, onChange }: { filters: Filters; onChange: (changes: Record<string, string>) => void }) {
  return isFiltered(filters) ? (
    <div class="field">
      <button type="button" onClick={() => onChange(noFilters)}>
        Clear the filters
      </button>
    </div>
  ) : null;
}
