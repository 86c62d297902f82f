import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import * as fgw from "../../parts/commands";
import { useApi } from "../../session/session";
import type { PolicyName, Revision } from "./live";
import { type Proposal, ProposalView } from "./proposal-view";
import { type Traffic, TrafficForm, writeTraffic } from "./traffic-form";

interface ProposePanelProps {
  name: PolicyName;
  /** The revision in force, with which the proposal is compared; null if there is none. */
  live: Revision | null;
  /** Puts a document into the editor. */
  onTake: (text: string) => void;
}

/** Proposes a policy that allows what recorded traffic of the server needed, and no more. */
export function ProposePanel({ name: { server, policy }, live, onTake }: ProposePanelProps) {
  const api = useApi();
  const [proposal, setProposal] = useState<{ of: Proposal; revision: number | null } | null>(null);
  const action = useAction(async (traffic: Traffic) => {
    setProposal(null);
    const compared = live ? `,"policy":${live.text}` : "";
    const body = `{"server":${JSON.stringify(server)},${writeTraffic(traffic)}${compared}}`;
    setProposal({ of: await api.postText("/api/policies/propose", body), revision: live?.revision ?? null });
  });
  return (
    <TrafficForm
      server={server}
      hint="Proposes a policy that allows what passed in this time, and no more, with the evidence of each rule. Nothing is published."
      label="Propose"
      action={action}
      obstacle=""
      command={traffic => fgw.policyPropose(server, live ? policy : "", traffic)}
    >
      {proposal && <ProposalView proposal={proposal.of} revision={proposal.revision} onTake={onTake} />}
    </TrafficForm>
  );
}
