import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Loaded, useLoad } from "../api/poll";
import type { Reply } from "../api/types";
import { useApi } from "./session";

export type Overview = Reply<"/api/overview", "get">;

const Context = createContext<Loaded<Overview> | null>(null);

/** Loads the overview once for the frame and the screens that show it, at the pace of the present screen. */
export function OverviewProvider({ children }: { children: ComponentChildren }) {
  const api = useApi();
  const { path } = useLocation();
  const [isFirstRun, setFirstRun] = useState(false);
  const load = useCallback((signal: AbortSignal) => api.get("/api/overview", { signal }), [api]);
  const overview = useLoad(load, paceOf(path, isFirstRun));
  const isNow = overview.data?.isFirstRun ?? false;
  useEffect(() => setFirstRun(isNow), [isNow]);
  return <Context.Provider value={overview}>{children}</Context.Provider>;
}

function paceOf(path: string, isFirstRun: boolean): number {
  if (path === "/ui/start") {
    return 3_000;
  }
  // Other screens need to know only when the first run is over.
  return path === "/ui/overview" || isFirstRun ? 10_000 : 0;
}

/** The overview of the gateway, shared by the frame and the screens. */
export function useOverview(): Loaded<Overview> {
  const overview = useContext(Context);
  if (!overview) {
    throw new Error("There is no overview here.");
  }
  return overview;
}
