import { useCallback } from "preact/hooks";
import { useLoad } from "../api/poll";
import { useApi } from "../session/session";
import { Text } from "./text";
import { Time } from "./time";

const every = 10_000;

/** Says on every screen that all calls are stopped. */
export function FreezeBanner() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/freeze", { signal }), [api]);
  const freeze = useLoad(load, every).data;
  if (!freeze?.frozen) {
    return null;
  }
  return (
    <p class="banner" role="status">
      <strong>All calls are stopped</strong> since <Time at={freeze.since} /> by <Text value={freeze.by ?? "somebody"} fold={80} />
      {freeze.reason && (
        <>
          : <Text value={freeze.reason} fold={200} lines={4} />
        </>
      )}{" "}
      <a href="/ui/settings">Settings</a>
    </p>
  );
}
