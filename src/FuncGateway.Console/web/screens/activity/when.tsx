import { exact } from "../../parts/time";

/** The time of an entry: of day if it is of today, otherwise with the date. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const text = isToday ? date.toLocaleTimeString("en-GB") : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
  return (
    <time dateTime={at} title={exact(date)} class="when">
      {text}
    </time>
  );
}
