import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Clients } from "../../parts/clients";
import { Copyable, OnCopied } from "../../parts/copy";
import { LeaveDialog, LeavingGuard } from "../../parts/leaving";

interface NewTokenProps {
  token: string;
  mcpUrls: Record<string, string>;
  /** What a person should know about the token, beside that it is shown once. */
  note?: ComponentChildren;
  /** Takes the token off the page. Without it, there is no button for that. */
  onClose?: () => void;
  /** Below how to connect a client. */
  children?: ComponentChildren;
}

const question = { title: "Leave without the token?", leave: "Leave without it" };
const consequence = "The token was neither copied nor stored. It is not shown again; without it, the grant needs a new one.";

/** A token, the only time it is shown, and how to give it to an agent. Asks before a link leads away, unless it was copied or the person has stored it. */
export function NewToken({ token, mcpUrls, note, onClose, children }: NewTokenProps) {
  const servers = Object.entries(mcpUrls).map(([id, url]) => ({ id, url }));
  const [isStored, setStored] = useState(false);
  const [isClosing, setClosing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const stored = () => setStored(true);
  return (
    <OnCopied.Provider value={text => text.includes(token) && stored()}>
      <h3 ref={heading} tabIndex={-1}>
        Token
      </h3>
      <div class="note warn">
        <strong>Copy it now.</strong> The token is not shown again: the gateway keeps only a hash of it. Whoever has it can call what the
        grant allows.
        {note}
      </div>
      <Copyable text={token} label="the token" />
      <label class="check">
        <input type="checkbox" checked={isStored} onChange={event => setStored(event.currentTarget.checked)} />
        <span>The token is stored; this page may be left</span>
      </label>
      <h3>Connect a client</h3>
      <Clients servers={servers} token={token} />
      {children}
      {onClose && (
        <p class="buttons">
          <button type="button" onClick={() => (isStored ? onClose() : setClosing(true))}>
            Done
          </button>
        </p>
      )}
      <LeavingGuard asks={!isStored} {...question} onLeave={stored}>
        {consequence}
      </LeavingGuard>
      {isClosing && onClose && (
        <LeaveDialog {...question} onStay={() => setClosing(false)} onLeave={onClose}>
          {consequence}
        </LeaveDialog>
      )}
    </OnCopied.Provider>
  );
}
