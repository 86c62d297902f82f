import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import * as fgw from "../../parts/commands";
import { useApi } from "../../session/session";
import type { PolicyName } from "./live";
import { type Replay, ReplayResult } from "./replay-result";
import { type Traffic, TrafficForm, writeTraffic } from "./traffic-form";

interface ReplayPanelProps {
  name: PolicyName;
  text: string;
  /** Whether the text has no problems. */
  isSound: boolean;
  /** Whether the text is the document in force. */
  isLive: boolean;
  onShow: (pointer: string) => void;
}

/** Replays recorded traffic of the server under the text in the editor. */
export function ReplayPanel({ name: { server, policy }, text, isSound, isLive, onShow }: ReplayPanelProps) {
  const api = useApi();
  const [replay, setReplay] = useState<{ of: Replay; text: string } | null>(null);
  const action = useAction(async (traffic: Traffic) => {
    setReplay(null);
    const body = `{"server":${JSON.stringify(server)},"policy":${text},${writeTraffic(traffic)}}`;
    setReplay({ of: await api.postText("/api/policies/replay", body), text });
  });
  return (
    <TrafficForm
      server={server}
      hint="Shows which of the requests in the audit log the text in the editor would decide otherwise. Nothing is called. Limits are counted anew, in the order of the requests."
      label="Replay"
      action={action}
      obstacle={isSound ? "" : "The text has problems or is being checked."}
      command={traffic => fgw.policyReplay(server, policy, !isLive, traffic)}
    >
      {replay && <ReplayResult replay={replay.of} isOutdated={replay.text !== text} onShow={onShow} />}
    </TrafficForm>
  );
}
