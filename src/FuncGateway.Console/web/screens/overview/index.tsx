import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Show } from "../../parts/states";
import { useOverview } from "../../session/overview";
import { CallsChart } from "./calls-chart";
import { DeniedRules } from "./denied-rules";
import { FirstRun } from "./first-run";
import { NearLimits } from "./near-limits";
import { ServersToLookAt } from "./servers-to-look-at";
import { Standing } from "./standing";

/** What happens at the gateway now, and what a person should look at. */
export default function OverviewScreen() {
  return (
    <>
      <h1>Overview</h1>
      <Show what="the overview" of={useOverview()}>
        {overview => (
          <>
            {overview.isFirstRun && <FirstRun done={overview.steps} />}
            <Standing overview={overview} />
            <CallsChart hours={overview.hours} />
            <NearLimits limits={overview.nearLimits} />
            <DeniedRules rules={overview.deniedRules} />
            <ServersToLookAt servers={overview.servers} />
          </>
        )}
      </Show>
      <CommandLine command={fgw.overview()} />
    </>
  );
}
