import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type FirstStep, type FirstStepsDone, firstSteps } from "../../parts/first-steps";
import { Show } from "../../parts/states";
import { useOverview } from "../../session/overview";
import type { CallEntry } from "../activity/model";
import { AddStep } from "./add-step";
import { CallStep } from "./call-step";
import { GoOn } from "./go-on";
import { GrantStep } from "./grant-step";
import { PresetStep } from "./preset-step";
import { ScanStep } from "./scan-step";
import { Step } from "./step";

/** From nothing to the first call of an agent, in five steps that tick themselves. */
export default function Start() {
  const overview = useOverview();
  return (
    <>
      <h1>Start</h1>
      <p>Five steps to the first call of an agent. Each ticks itself once it is done.</p>
      <Show what="what is done already" of={overview}>
        {({ steps }) => <Steps done={steps} onChanged={overview.refresh} />}
      </Show>
    </>
  );
}

interface StepsProps {
  done: FirstStepsDone;
  onChanged: () => void;
}

function Steps({ done: counted, onChanged }: StepsProps) {
  // What was added or chosen in an earlier step is offered in the later ones.
  const [server, setServer] = useState<string | null>(null);
  const [policy, setPolicy] = useState<string | null>(null);
  const [grant, setGrant] = useState<string | null>(null);
  const [call, setCall] = useState<CallEntry | null>(null);
  // Calls are counted with a delay, but those of the new grant are seen at once.
  const done = { ...counted, called: counted.called || call !== null };
  const decidedBy = call?.server && call.policy ? { server: call.server, policy: call.policy } : null;
  const published = (of: string, name: string) => {
    setServer(of);
    setPolicy(name);
  };
  const current = firstSteps.find(([step]) => !done[step])?.[0];
  const contents: Record<FirstStep, ComponentChildren> = {
    server: <AddStep isDone={done.server} onAdded={setServer} onChanged={onChanged} />,
    scanned: <ScanStep server={server} onServer={setServer} onChanged={onChanged} />,
    policy: <PresetStep server={server} onServer={setServer} onPublished={published} onChanged={onChanged} />,
    grant: <GrantStep server={server} policy={policy} onMinted={setGrant} onChanged={onChanged} />,
    called: <CallStep grant={grant} onAllowed={setCall} />,
  };
  return (
    <>
      <ol class="steps">
        {firstSteps.map(([step, title], index) => (
          <Step key={step} number={index + 1} title={title} isDone={done[step]} isCurrent={step === current}>
            {contents[step]}
          </Step>
        ))}
      </ol>
      {done.called && <GoOn decidedBy={decidedBy} />}
    </>
  );
}
