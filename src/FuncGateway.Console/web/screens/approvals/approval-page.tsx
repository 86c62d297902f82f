import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { OnShown } from "../../parts/covered";
import { Show } from "../../parts/states";
import { useNow } from "../../parts/time";
import { useApi } from "../../session/session";
import { DecisionBar } from "./decision-bar";
import { Facts } from "./facts";
import { NoPermission } from "./no-permission";
import { Outcome } from "./outcome";
import { Request } from "./request";
import { RuleSection } from "./rule-section";
import { Similar } from "./similar";
import { Timeline } from "./timeline";
import { type Unseen, unseenIn } from "./unseen";
import { useOpened } from "./use-opened";
import { type Approval, hasEnded } from "./words";

const every = 2_000;
const slow = 30_000;
// Longer than a call may run: later, its end will not be known any more.
const longestRun = 6 * 60_000;

/** Everything that a person needs for a decision, and afterwards what became of it. Follows what other people decide by itself. */
export function ApprovalPage({ id }: { id: string }) {
  const api = useApi();
  const load = useCallback((signal: AbortSignal) => api.get("/api/approvals/{approval}", { params: { approval: id }, signal }), [api, id]);
  const [pace, setPace] = useState(every);
  const loaded = useLoad(load, pace);
  const [answer, setAnswer] = useState<Approval | null>(null);
  const [shown, setShown] = useState(0);
  const noteShown = useCallback((change: 1 | -1) => setShown(before => before + change), []);
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (loaded.data) {
      setPace(paceOf(loaded.data));
    }
  }, [loaded.data]);
  useOpened(loaded.data);

  if (loaded.problem?.kind === "forbidden" && !loaded.data) {
    return <NoPermission id={id} />;
  }
  return (
    <article class="approval">
      <h1>Approval</h1>
      <Show what="the approval" of={loaded}>
        {data => {
          // The answer to the own decision, until it is loaded anew.
          const approval = answer && data.state === "pending" ? answer : data;
          const isPending = approval.state === "pending";
          return (
            <>
              {isPending && <LoadAtEnd until={approval.expiresAt} load={loaded.refresh} />}
              <Outcome approval={approval} of={result} />
              <DecisionBar
                approval={approval}
                unseen={unseenNow(approval, shown)}
                result={result}
                onDecided={setAnswer}
                reload={loaded.refresh}
              />
              {!isPending && <Timeline steps={approval.timeline} />}
              <Facts approval={approval} />
              <OnShown.Provider value={noteShown}>
                <Request approval={approval} />
              </OnShown.Provider>
              <RuleSection approval={approval} />
              <Similar approvals={approval.similar ?? []} tool={approval.tool} />
              {isPending && (
                <>
                  <Timeline steps={approval.timeline} />
                  <CommandLine command={fgw.approve(id)} />
                  <CommandLine command={fgw.refuse(id)} />
                </>
              )}
            </>
          );
        }}
      </Show>
    </article>
  );
}

/** @param shown How many covered values the person has shown. */
function unseenNow(approval: Approval, shown: number): Unseen {
  const unseen = unseenIn(approval);
  return { ...unseen, covered: unseen.covered - shown };
}

function paceOf(approval: Approval): number {
  if (hasEnded(approval)) {
    return 0;
  }
  const isLost = approval.consumedAt !== null && Date.now() - new Date(approval.consumedAt).getTime() > longestRun;
  return isLost ? slow : every;
}

/** Loads again as soon as no time is left. */
function LoadAtEnd({ until, load }: { until: string; load: () => void }) {
  const isOver = useNow() >= new Date(until).getTime();
  useEffect(() => {
    if (isOver) {
      load();
    }
  }, [isOver, load]);
  return null;
}
