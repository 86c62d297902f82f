import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { CallsChart } from "./calls-chart";
import { DeniedRules } from "./denied-rules";
import { FirstRun } from "./first-run";
import { NearLimits } from "./near-limits";
import { ServersToLookAt } from "./servers-to-look-at";
import { Standing } from "./standing";

export type Overview = Reply<"/api/overview", "get">;

const every = 10_000;

/** What happens at the gateway now, and what a person should look at. */
export default function OverviewScreen() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/overview", { signal }), [api]);
  return (
    <>
      <h1>Overview</h1>
      <Show what="the overview" of={useLoad(load, every)}>
        {overview => (
          <>
            {overview.isFirstRun && <FirstRun steps={overview.steps} />}
            <Standing overview={overview} />
            <CallsChart hours={overview.hours} />
            <NearLimits limits={overview.nearLimits} />
            <DeniedRules rules={overview.deniedRules} />
            <ServersToLookAt servers={overview.servers} />
          </>
        )}
      </Show>
    </>
  );
}
