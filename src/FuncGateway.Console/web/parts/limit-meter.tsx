import { Meter } from "./meter";
import { inWords, useNow } from "./time";

interface LimitMeterProps {
  used: number;
  max: number;
  resetsAt: string;
}

/** How much of a limit is used in its present window, such as `27 of 30, resets in 22 s`. */
export function LimitMeter({ used, max, resetsAt }: LimitMeterProps) {
  const left = Date.parse(resetsAt) - useNow();
  const reset = left > 0 ? `resets in ${inWords(left)}` : "its window has ended";
  return <Meter used={used} max={max} text={`${used.toLocaleString("en")} of ${max.toLocaleString("en")}, ${reset}`} />;
}
