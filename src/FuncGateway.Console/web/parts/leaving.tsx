import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useSession } from "../session/session";
import { Dialog } from "./dialog";

interface LeavingGuardProps {
  /** Whether something would be lost. */
  asks: boolean;
  title: string;
  /** What the button says that leaves all the same. */
  leave: string;
  onLeave: () => void;
  /** What would be lost. */
  children: ComponentChildren;
}

/** Asks before a link or a sign-out (`data-leaves`) leads away from the page. Closing the tab asks in the browser's own words; its button Back does not ask. */
export function LeavingGuard({ asks, title, leave, onLeave, children }: LeavingGuardProps) {
  const { route } = useLocation();
  const { onSignedOut } = useSession();
  const [go, setGo] = useState<WayOut | null>(null);
  const isLeaving = useRef(false);
  const isConfirmed = useRef(false);
  const leaving = useRef(onLeave);
  leaving.current = onLeave;

  useEffect(() => {
    if (!asks) {
      return;
    }
    isLeaving.current = false;

    function askOnClick(event: MouseEvent) {
      const way = isLeaving.current || isConfirmed.current ? null : wayOut(event, route);
      if (way) {
        event.preventDefault();
        event.stopPropagation();
        setGo(way);
      }
    }
    function askOnClose(event: BeforeUnloadEvent) {
      if (!isLeaving.current) {
        event.preventDefault();
      }
    }
    // A sign-out that fails leaves everything as it is.
    const stop = onSignedOut(() => {
      isLeaving.current = true;
      leaving.current();
    });
    document.addEventListener("click", askOnClick, { capture: true });
    addEventListener("beforeunload", askOnClose);
    return () => {
      stop();
      document.removeEventListener("click", askOnClick, { capture: true });
      removeEventListener("beforeunload", askOnClose);
    };
  }, [asks, route, onSignedOut]);

  if (go === null) {
    return null;
  }
  return (
    <LeaveDialog
      title={title}
      leave={leave}
      onStay={() => setGo(null)}
      onLeave={() => {
        setGo(null);
        if (go.isCertain) {
          isLeaving.current = true;
          onLeave();
        }
        isConfirmed.current = true;
        go.on();
        isConfirmed.current = false;
      }}
    >
      {children}
    </LeaveDialog>
  );
}

interface LeaveDialogProps {
  title: string;
  leave: string;
  onStay: () => void;
  onLeave: () => void;
  children: ComponentChildren;
}

export function LeaveDialog({ title, leave, onStay, onLeave, children }: LeaveDialogProps) {
  return (
    <Dialog title={title} onClose={onStay}>
      <p>{children}</p>
      <div class="buttons">
        <button type="button" class="main" onClick={onStay}>
          Stay
        </button>
        <button type="button" class="danger" onClick={onLeave}>
          {leave}
        </button>
      </div>
    </Dialog>
  );
}

interface WayOut {
  on: () => void;
  /** Whether the page is left for certain: a sign-out can fail. */
  isCertain: boolean;
}

/** What a click would do if it led away from the page; null if it does not. */
function wayOut(event: MouseEvent, route: (url: string) => void): WayOut | null {
  const path = event.composedPath();
  const button = path.find(each => each instanceof HTMLButtonElement && each.dataset.leaves !== undefined);
  if (button) {
    return { on: () => (button as HTMLButtonElement).click(), isCertain: false };
  }
  const link = path.find(each => each instanceof HTMLAnchorElement);
  const leaves = link && link.origin === location.origin && link.pathname !== location.pathname && !link.target && !link.download;
  return leaves && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    ? { on: () => route(link.pathname + link.search + link.hash), isCertain: true }
    : null;
}
