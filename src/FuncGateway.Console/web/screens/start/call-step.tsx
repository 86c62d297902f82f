import { useCallback } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import type { CallEntry } from "../activity/model";
import { allGrants } from "../grants/all-grants";
import { FirstRequests } from "../grants/first-requests";

type OnAllowed = (call: CallEntry) => void;

/** Waits for the first call with the new grant; with the newest live one if none was minted here. */
export function CallStep({ grant, onAllowed }: { grant: string | null; onAllowed: OnAllowed }) {
  return grant === null ? <OfNewest onAllowed={onAllowed} /> : <FirstCall grant={grant} onAllowed={onAllowed} />;
}

function OfNewest({ onAllowed }: { onAllowed: OnAllowed }) {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => (await allGrants(api, signal)).find(each => each.state === "live") ?? null,
    [api],
  );
  return (
    <Show what="the newest grant" of={useLoad(load)}>
      {newest => (newest === null ? <Empty>Mint a grant first.</Empty> : <FirstCall grant={newest.id} onAllowed={onAllowed} />)}
    </Show>
  );
}

function FirstCall({ grant, onAllowed }: { grant: string; onAllowed: OnAllowed }) {
  return (
    <>
      <p>Connect an agent with the token and let it call a tool. The call appears here with its verdict and the rule that decided.</p>
      <FirstRequests grant={grant} onAllowed={onAllowed} />
      <CommandLine command={fgw.log({ grant }, true)} />
    </>
  );
}
