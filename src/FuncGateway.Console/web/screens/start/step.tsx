import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Badge } from "../../parts/badges";

interface StepProps {
  title: string;
  number: number;
  isDone: boolean;
  /** Whether it is the first one that is not done. */
  isCurrent: boolean;
  children: ComponentChildren;
}

/**
 * One step. The current one is open; once it is done it stays open until a person closes it, so that nothing disappears while it is read. What
 * was shown once is kept when it is closed: a token is not shown again.
 */
export function Step({ title, number, isDone, isCurrent, children }: StepProps) {
  const [open, setOpen] = useState(isCurrent);
  const wasOpen = useRef(open);
  wasOpen.current ||= open;
  const wasCurrent = useRef(isCurrent);
  useEffect(() => {
    if (isCurrent && !wasCurrent.current) {
      setOpen(true);
    }
    wasCurrent.current = isCurrent;
  }, [isCurrent]);
  const content = `step-${number}`;
  return (
    <li class="card" aria-current={isCurrent ? "step" : undefined}>
      <h2>
        <button type="button" class="quiet" aria-expanded={open} aria-controls={content} onClick={() => setOpen(current => !current)}>
          {number}. {title}
        </button>{" "}
        <span role="status">
          {isDone ? <Badge tone="good" sign="✓" label="done" /> : isCurrent && <Badge tone="info" sign="→" label="now" />}
        </span>
      </h2>
      <div id={content} hidden={!open}>
        {wasOpen.current && children}
      </div>
    </li>
  );
}
