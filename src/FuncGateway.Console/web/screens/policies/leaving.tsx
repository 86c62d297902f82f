import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Dialog } from "../../parts/dialog";

/** Asks before a link leads away from text that is not published. Closing the tab asks in the browser's own words. */
export function LeavingGuard({ isDirty, onLeave }: { isDirty: boolean; onLeave: () => void }) {
  const { route } = useLocation();
  const [target, setTarget] = useState<string | null>(null);

  useEffect(() => {
    if (!isDirty) {
      return;
    }
    function askOnLink(event: MouseEvent) {
      const link = event.composedPath().find(each => each instanceof HTMLAnchorElement);
      const leaves = link && link.origin === location.origin && link.pathname !== location.pathname && !link.target && !link.download;
      if (leaves && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        event.stopPropagation();
        setTarget(link.pathname + link.search + link.hash);
      }
    }
    function askOnClose(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    document.addEventListener("click", askOnLink, { capture: true });
    addEventListener("beforeunload", askOnClose);
    return () => {
      document.removeEventListener("click", askOnLink, { capture: true });
      removeEventListener("beforeunload", askOnClose);
    };
  }, [isDirty]);

  if (target === null) {
    return null;
  }
  return (
    <Dialog title="Leave without publishing?" onClose={() => setTarget(null)}>
      <p>The text in the editor is not published. If you leave, it is lost.</p>
      <div class="buttons">
        <button type="button" class="main" onClick={() => setTarget(null)}>
          Stay
        </button>
        <button
          type="button"
          class="danger"
          onClick={() => {
            onLeave();
            route(target);
          }}
        >
          Leave and drop the text
        </button>
      </div>
    </Dialog>
  );
}
