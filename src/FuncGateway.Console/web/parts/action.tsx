import type { ComponentChildren } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api/problem";
import { ProblemNote } from "./states";

export interface Action<A extends unknown[]> {
  run: (...args: A) => Promise<boolean>;
  isRunning: boolean;
  problem: ApiProblem | null;
  clear: () => void;
}

/** A change that a person asks for: runs once at a time, and keeps why it failed. `run` returns whether it succeeded. */
export function useAction<A extends unknown[]>(change: (...args: A) => Promise<void>): Action<A> {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const running = useRef(false);
  const latest = useRef(change);
  latest.current = change;

  const run = useCallback(async (...args: A) => {
    if (running.current) {
      return false;
    }
    running.current = true;
    setRunning(true);
    setProblem(null);
    try {
      await latest.current(...args);
      return true;
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(500, String(error), []));
      return false;
    } finally {
      running.current = false;
      setRunning(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { run, isRunning, problem, clear };
}

interface ActionButtonProps {
  action: Action<[]>;
  class?: string;
  children: ComponentChildren;
}

/** A button that runs an action and shows why it failed. */
export function ActionButton({ action, class: look, children }: ActionButtonProps) {
  return (
    <>
      <button type="button" class={look} disabled={action.isRunning} onClick={() => void action.run()}>
        {children}
      </button>
      {action.problem && <ProblemNote problem={action.problem} />}
    </>
  );
}
