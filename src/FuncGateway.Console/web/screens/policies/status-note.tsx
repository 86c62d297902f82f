import { useEffect, useRef } from "preact/hooks";

/** Says what became of an action. Takes the focus if the control that had it is gone or cannot be used any more. */
export function StatusNote({ message }: { message: string }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (message !== "" && (document.activeElement === null || document.activeElement === document.body)) {
      note.current?.focus();
    }
  }, [message]);
  return (
    <p role="status" tabIndex={-1} ref={note} class={message ? "note good" : "unseen"}>
      {message}
    </p>
  );
}
