import { Time } from "../../parts/time";

const kept = 7 * 86_400_000;

/** When a grant was last used, as far as the usage is kept. */
export function LastUsed({ at, createdAt }: { at: string | null; createdAt: string }) {
  if (at) {
    return <Time at={at} />;
  }
  return <>{Date.now() - Date.parse(createdAt) < kept ? "not yet" : "not in 7 days"}</>;
}
