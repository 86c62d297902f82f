import { Choice, TextField } from "../../parts/field";

/** When a grant is to end. */
export interface Expiry {
  after: "never" | "day" | "week" | "month" | "quarter" | "date";
  /** The date and time of `date`, in the time zone of the browser, as the control writes it. */
  date: string;
}

const hours = { day: 24, week: 7 * 24, month: 30 * 24, quarter: 90 * 24 };

export const never: Expiry = { after: "never", date: "" };

export function expiryOf(time: string | null): Expiry {
  return time === null ? never : { after: "date", date: localText(new Date(time)) };
}

/** The time as the API wants it; null if the grant does not end. */
export function timeOf({ after, date }: Expiry): string | null {
  switch (after) {
    case "never":
      return null;
    case "date":
      return new Date(date).toISOString();
    default:
      return new Date(Date.now() + hours[after] * 3_600_000).toISOString();
  }
}

/** The expiry as it is written in a command, such as `7d`; empty as long as no date is chosen, null if the grant does not end. */
export function writtenExpiry(expiry: Expiry): string | null {
  const { after, date } = expiry;
  if (after === "never" || after === "date") {
    return after === "date" && date === "" ? "" : timeOf(expiry);
  }
  return `${hours[after] / 24}d`;
}

function localText(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function ExpiryField({ value, onChange }: { value: Expiry; onChange: (value: Expiry) => void }) {
  return (
    <>
      <Choice
        label="Expires"
        value={value.after}
        onChange={after => onChange({ ...value, after: after as Expiry["after"] })}
        options={[
          ["never", "Never"],
          ["day", "In 24 hours"],
          ["week", "In 7 days"],
          ["month", "In 30 days"],
          ["quarter", "In 90 days"],
          ["date", "At a date …"],
        ]}
      />
      {value.after === "date" && (
        <TextField
          label="Expires at"
          type="datetime-local"
          value={value.date}
          onChange={date => onChange({ ...value, date })}
          required
          hint="In the time zone of this browser."
        />
      )}
    </>
  );
}
