import { useRef } from "preact/hooks";
import { Tabs } from "../../parts/tabs";
import { useSession } from "../../session/session";
import { Changes } from "./changes";
import { History } from "./history";
import type { PolicyName } from "./live";
import { ProposePanel } from "./propose-panel";
import { ReplayPanel } from "./replay-panel";
import type { Start } from "./start";
import type { TrialCall } from "./trial-call";
import { TryPanel } from "./try-panel";
import { type Check, isSound } from "./use-check";
import type { PolicyText } from "./use-policy-text";

interface AboutTabsProps {
  name: PolicyName;
  start: Start;
  policy: PolicyText;
  check: Check;
  /** The call that is tried, and how many calls were opened before. */
  call: TrialCall;
  calls: number;
  tab: string;
  /** The revision that is looked at first. */
  revision: number | null;
  onTab: (tab: string) => void;
  onTry: (call: TrialCall) => void;
  onShow: (pointer: string) => void;
  /** Puts a document into the editor. */
  onTake: (text: string) => void;
  onRestored: (revision: number, from: number) => Promise<void>;
}

/** For those who may write policies: traffic says what agents do. */
const tabsOfWriters = ["replay", "propose"];

const tabs = [
  ["try", "Try"],
  ["changes", "Changes"],
  ["replay", "Replay"],
  ["propose", "Propose"],
  ["history", "History"],
] as const;

/** What can be found out about the text in the editor: how it decides a call, what it changes, and what was published before. */
export function AboutTabs(props: AboutTabsProps) {
  const { name, start, policy, check, call, calls, tab, revision, onTab, onTry, onShow, onTake, onRestored } = props;
  const mayWrite = useSession().may("writePolicies");
  const { base, isDirty, text, settled, revisions } = policy;
  const isLive = base !== null && !isDirty;
  // What is made of the traffic can take long, so it is kept while other tabs are open.
  const opened = useRef(new Set<string>());
  opened.current.add(tab);
  return (
    <Tabs
      label="About this policy"
      tabs={mayWrite ? tabs : tabs.filter(([key]) => !tabsOfWriters.includes(key))}
      selected={tab}
      onSelect={onTab}
    >
      <div hidden={tab !== "try"}>
        <TryPanel
          key={calls}
          name={name}
          tools={start.tools ?? []}
          first={call}
          isOpened={calls > 0}
          text={text}
          isLive={isLive}
          onShow={onShow}
        />
      </div>
      {tab === "changes" && <Changes name={name} live={base} text={settled} check={check} onShow={onShow} onTry={onTry} />}
      {mayWrite && opened.current.has("replay") && (
        <div hidden={tab !== "replay"}>
          <ReplayPanel name={name} text={text} isSound={isSound(check, text)} isLive={isLive} onShow={onShow} />
        </div>
      )}
      {mayWrite && opened.current.has("propose") && (
        <div hidden={tab !== "propose"}>
          <ProposePanel name={name} live={base} onTake={onTake} />
        </div>
      )}
      {tab === "history" && (
        <History name={name} revisions={revisions} live={base} revision={revision} mayRestore={mayWrite} onRestored={onRestored} />
      )}
    </Tabs>
  );
}
