import type { RefObject } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { type Loaded, useLoad } from "../../api/poll";
import type { EditorControl } from "../../editor/control";
import { useApi } from "../../session/session";
import { dropDraft, keepDraft } from "./drafts";
import { emptyDocument, loadLive, loadRevisions, type PolicyName, type Revision, type RevisionSummary } from "./live";
import type { Start } from "./start";

export interface PolicyText {
  text: string;
  /** Must be stable. */
  setText: (text: string) => void;
  /** The text, when it has not changed for a moment. */
  settled: string;
  /** The revision that the text is based on; null for a new policy. */
  base: Revision | null;
  isDirty: boolean;
  /** Whether somebody else changed the policy since. */
  isOutdated: boolean;
  setOutdated: () => void;
  revisions: Loaded<RevisionSummary[]>;
  /** Bases the text on the revision that is in force now. */
  rebase: () => Promise<void>;
  /** Replaces the text by the revision that is in force now. */
  reload: () => Promise<void>;
  /** Takes note that the text was published. */
  published: (revision: number) => Promise<void>;
  /** Forgets the text. */
  drop: () => void;
}

const every = 15_000;
const moment = 150;

/** The text in the editor, what it is based on, and whether that is still in force. */
export function usePolicyText({ server, policy }: PolicyName, start: Start, control: RefObject<EditorControl | null>): PolicyText {
  const api = useApi();
  const [text, setText] = useState(start.draft?.text ?? start.text);
  const [base, setBase] = useState(() => baseOf(start));
  const [clean, setClean] = useState(start.text);
  const [known, setKnown] = useState(start.draft && start.draft.revision === null && start.live ? 0 : start.lastRevision);
  const [isRefused, setRefused] = useState(false);
  const [isDropped, setDropped] = useState(false);
  const revisions = useLoad(
    useCallback((signal: AbortSignal) => loadRevisions(api, { server, policy }, signal), [api, server, policy]),
    every,
  );
  const settled = useSettled(text);
  const isDirty = !isDropped && text !== clean;

  useEffect(() => {
    if (isDirty && settled !== clean) {
      keepDraft({ server, policy }, { text: settled, revision: base?.revision ?? null, tag: base?.tag ?? null });
    } else {
      dropDraft({ server, policy });
    }
  }, [server, policy, settled, isDirty, clean, base]);

  function take(live: Revision | null, newest: number) {
    setBase(live);
    setClean(live?.text ?? emptyDocument);
    setKnown(newest);
    setRefused(false);
    revisions.refresh();
  }

  async function loadNow() {
    const [live, all] = await Promise.all([loadLive(api, { server, policy }), loadRevisions(api, { server, policy })]);
    return { live, newest: all[0]?.revision ?? 0 };
  }

  return {
    text,
    setText,
    settled,
    base,
    isDirty,
    isOutdated: isRefused || (revisions.data?.[0]?.revision ?? 0) > (base?.revision ?? known),
    setOutdated: () => setRefused(true),
    revisions,
    rebase: async () => {
      const { live, newest } = await loadNow();
      take(live, newest);
    },
    reload: async () => {
      const { live, newest } = await loadNow();
      take(live, newest);
      control.current?.replace(live?.text ?? emptyDocument);
    },
    published: async revision => {
      const { live, newest } = await loadNow();
      if (live?.revision === revision) {
        take({ ...live, text }, newest);
      } else {
        // Somebody else published right afterwards.
        setRefused(true);
        revisions.refresh();
      }
    },
    drop: () => {
      setDropped(true);
      dropDraft({ server, policy });
    },
  };
}

// A draft stays based on the revision that it was begun from, so that publishing it cannot overwrite a newer one unseen.
function baseOf({ live, draft }: Start): Revision | null {
  if (!live || !draft) {
    return live;
  }
  return draft.revision === null ? null : { ...live, revision: draft.revision, tag: draft.tag };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), moment);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
