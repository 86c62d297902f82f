import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { isPrepared } from "../parts/first-steps";
import { Loading } from "../parts/states";
import { useOverview } from "../session/overview";

/** The console without a screen in its address: leads to Start as long as something has to be prepared, else to the overview. */
export function Home() {
  const { path, route } = useLocation();
  const { data, problem } = useOverview();
  const target = data?.isFirstRun && !isPrepared(data.steps) ? "/ui/start" : "/ui/overview";
  const isKnown = data !== undefined || problem !== null;
  useEffect(() => {
    // It is still there while the next screen is loaded.
    if (isKnown && path === "/ui") {
      route(target, true);
    }
  }, [isKnown, path, target, route]);
  return <Loading what="the console" />;
}
