import { useCallback, useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { useLoad } from "../../api/poll";
import { Empty, Show } from "../../parts/states";
import { useTitle } from "../../parts/title";
import { useApi } from "../../session/session";
import { nameOf } from "./call-columns";
import { EntryPage } from "./entry-page";
import { isCall, mayStillEnd } from "./model";

const every = 2_000;

/** One entry of the log: the decision explained. */
export default function Screen() {
  const id = useRoute().params.id ?? "";
  return <Decision key={id} id={id} />;
}

function Decision({ id }: { id: string }) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/audit/{id}", { params: { id }, signal }), [api, id]);
  const [pace, setPace] = useState(0);
  const loaded = useLoad(load, pace);
  const entry = loaded.data;
  useTitle("Decision", entry && isCall(entry) ? nameOf(entry) : undefined);
  useEffect(() => {
    setPace(entry && mayStillEnd(entry, Date.now()) ? every : 0);
  }, [entry]);
  return (
    <>
      <h1>Decision</h1>
      <Show what="the entry" of={loaded}>
        {found => (isCall(found) ? <EntryPage entry={found} /> : <Empty>This is not the entry of a call.</Empty>)}
      </Show>
    </>
  );
}
