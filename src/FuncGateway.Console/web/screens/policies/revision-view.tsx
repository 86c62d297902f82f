import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import { formatJson } from "../../editor/format";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Dialog } from "../../parts/dialog";
import { LineDiff } from "../../parts/line-diff";
import { ProblemNote, Show } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi } from "../../session/session";
import { DiffClass } from "./diff-class";
import { loadRevision, type PolicyName, type Revision } from "./live";
import { NoteField } from "./note-field";
import { useDiff } from "./use-diff";

interface RevisionViewProps {
  name: PolicyName;
  number: number;
  live: Revision | null;
  mayRestore: boolean;
  onRestored: (revision: number, from: number) => Promise<void>;
}

/** One revision: its document, how it differs from the one in force, and restoring it. */
export function RevisionView({ name: { server, policy }, number, live, mayRestore, onRestored }: RevisionViewProps) {
  const api = useApi();
  const [isAsked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = useCallback((signal: AbortSignal) => loadRevision(api, { server, policy }, number, signal), [api, server, policy, number]);
  const revision = useLoad(load);
  useEffect(() => heading.current?.focus(), []);
  const isOld = live?.revision !== number;
  return (
    <section class="card">
      <h2 ref={heading} tabIndex={-1}>
        Revision {number}
      </h2>
      <Show what="the revision" of={revision}>
        {old => (
          <>
            {mayRestore && isOld && (
              <button type="button" onClick={() => setAsked(true)}>
                Restore …
              </button>
            )}
            {live && isOld && (
              <>
                <h3>What restoring it would change</h3>
                <RestoredBehaviour server={server} live={live} text={old.text} />
                <LineDiff before={formatJson(live.text)} after={old.text} label={`From revision ${live.revision} to revision ${number}`} />
              </>
            )}
            <h3>Document</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
            <section class="document" tabIndex={0} aria-label={`Document of revision ${number}`}>
              <pre>
                <Text value={old.text} fold={20_000} lines={500} />
              </pre>
            </section>
          </>
        )}
      </Show>
      {isAsked && (
        <RestoreDialog name={{ server, policy }} number={number} live={live} onRestored={onRestored} onClose={() => setAsked(false)} />
      )}
    </section>
  );
}

function RestoredBehaviour({ server, live, text }: { server: string; live: Revision; text: string }) {
  const { data, problem } = useDiff(server, live, text, 0);
  return (
    <>
      <div role="status">{data ? <DiffClass diff={data} /> : !problem && <p class="hint">Comparing what it decides …</p>}</div>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

interface RestoreDialogProps {
  name: PolicyName;
  number: number;
  live: Revision | null;
  onRestored: (revision: number, from: number) => Promise<void>;
  onClose: () => void;
}

function RestoreDialog({ name, number, live, onRestored, onClose }: RestoreDialogProps) {
  const api = useApi();
  const [note, setNote] = useState("");
  const restore = useAction(async () => {
    const { revision } = await api.write("post", "/api/servers/{server}/policies/{policy}/revisions/{number}/restore", {
      params: { ...name, number },
      query: { note: note.trim() },
      ...(live?.tag ? { ifMatch: live.tag } : {}),
    });
    onClose();
    await onRestored(revision ?? 0, number);
  });
  return (
    <Dialog title={`Restore revision ${number}?`} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void restore.run();
        }}
      >
        <p>Its document is published as a new revision, which takes effect within 2 seconds.</p>
        <NoteField about="Why" note={note} onChange={setNote} />
        {restore.problem && <ProblemNote problem={restore.problem} />}
        <div class="buttons">
          <button type="submit" class="main" disabled={restore.isRunning}>
            Restore
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
      <CommandLine command={fgw.policyRestore(name.server, name.policy, number)} />
    </Dialog>
  );
}
