import { TextField } from "../../parts/field";
import { useTyped } from "../../parts/query";

interface TimeRangeProps {
  /** ISO 8601; empty for no limit. */
  from: string;
  to: string;
  onChange: (changes: Record<string, string>) => void;
}

/** From when and until when, typed in the time zone of the browser. */
export function TimeRange({ from, to, onChange }: TimeRangeProps) {
  const [typedFrom, typeFrom] = useTyped(toLocal(from), value => onChange({ from: fromLocal(value) }));
  const [typedTo, typeTo] = useTyped(toLocal(to), value => onChange({ to: fromLocal(value) }));
  return (
    <>
      <TextField label="From" type="datetime-local" value={typedFrom} onChange={typeFrom} />
      <TextField label="To" type="datetime-local" value={typedTo} onChange={typeTo} />
      {from !== "" && to !== "" && Date.parse(from) >= Date.parse(to) && <p class="hint">“From” is not before “To”, so nothing matches.</p>}
    </>
  );
}

function toLocal(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) {
    return "";
  }
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocal(local: string): string {
  const date = new Date(local);
  return local === "" || Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
