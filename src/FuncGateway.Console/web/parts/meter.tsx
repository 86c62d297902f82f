/** How much of a limit is used, as a bar with its text. */
export function Meter({ used, max, text }: { used: number; max: number; text: string }) {
  const share = max > 0 ? Math.min(1, used / max) : 1;
  const tone = share >= 1 ? "bad" : share >= 0.8 ? "warn" : "good";
  return (
    <span class="meter">
      <span class={`bar ${tone}`} aria-hidden="true">
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span>{text}</span>
    </span>
  );
}
