import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { AddStep } from "./add-step";
import { CallStep } from "./call-step";
import { GrantStep } from "./grant-step";
import { PresetStep } from "./preset-step";
import { ScanStep } from "./scan-step";
import { Step } from "./step";

const every = 3_000;

/** From nothing to the first call of an agent, in five steps that tick themselves. */
export default function Start() {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/overview", { signal }), [api]);
  const overview = useLoad(load, every);
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
  done: { server: boolean; scanned: boolean; policy: boolean; grant: boolean; called: boolean };
  onChanged: () => void;
}

function Steps({ done, onChanged }: StepsProps) {
  // What was added or chosen in an earlier step is offered in the later ones.
  const [server, setServer] = useState<string | null>(null);
  const [policy, setPolicy] = useState<string | null>(null);
  const [grant, setGrant] = useState<string | null>(null);
  const published = (of: string, name: string) => {
    setServer(of);
    setPolicy(name);
  };
  const isDone = [done.server, done.scanned, done.policy, done.grant, done.called];
  const current = isDone.indexOf(false);
  const step = (at: number) => ({ number: at + 1, isDone: isDone[at] ?? false, isCurrent: at === current });
  return (
    <ol class="steps">
      <Step title="Add a server" {...step(0)}>
        <AddStep isDone={done.server} onAdded={setServer} onChanged={onChanged} />
      </Step>
      <Step title="See its tools" {...step(1)}>
        <ScanStep server={server} onServer={setServer} onChanged={onChanged} />
      </Step>
      <Step title="Choose a preset" {...step(2)}>
        <PresetStep server={server} onServer={setServer} onPublished={published} onChanged={onChanged} />
      </Step>
      <Step title="Create a grant" {...step(3)}>
        <GrantStep server={server} policy={policy} onCreated={setGrant} onChanged={onChanged} />
      </Step>
      <Step title="Waiting for the first call" {...step(4)}>
        <CallStep grant={grant} />
      </Step>
    </ol>
  );
}
