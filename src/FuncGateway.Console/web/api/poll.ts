import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "./problem";

export interface Loaded<T> {
  /** Undefined until it was loaded once. Kept while later requests fail. */
  data: T | undefined;
  /** Why the last request failed; null if it did not. */
  problem: ApiProblem | null;
  refresh: () => void;
}

const slowest = 60_000;

/**
 * Loads a resource, and again every `every` milliseconds; once if that is 0. While the page is hidden, nothing is requested unless
 * `everyHidden` is set, and after a failure the pause doubles up to a minute.
 * @param load Must be stable (`useCallback`): a new function loads anew.
 * @param every Another number changes the pace and keeps what was loaded.
 * @param everyHidden The pace while the page is hidden; 0 for none.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, every = 0, everyHidden = 0): Loaded<T> {
  const [state, setState] = useState<{ data: T | undefined; problem: ApiProblem | null }>({ data: undefined, problem: null });
  const again = useRef<() => void>(() => undefined);
  const loading = useRef<unknown>(null);
  const loadedAt = useRef<number | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let running = false;
    if (loading.current !== load) {
      loading.current = load;
      loadedAt.current = null;
      setState({ data: undefined, problem: null });
    }

    async function run() {
      clearTimeout(timer);
      if (running) {
        return;
      }
      running = true;
      loadedAt.current = null;
      try {
        const data = await load(abort.signal);
        failures = 0;
        if (!abort.signal.aborted) {
          loadedAt.current = Date.now();
          setState(before => (before.data === data && before.problem === null ? before : { data, problem: null }));
        }
      } catch (error) {
        failures++;
        if (!abort.signal.aborted) {
          const problem = error instanceof ApiProblem ? error : new ApiProblem(500, String(error), []);
          setState(before => ({ data: before.data, problem }));
        }
      } finally {
        running = false;
        schedule();
      }
    }

    function schedule() {
      const pause = document.hidden ? everyHidden : every;
      if (!abort.signal.aborted && pause > 0) {
        timer = setTimeout(run, Math.min(Math.max(slowest, pause), pause * 2 ** Math.min(failures, 8)));
      }
    }

    function whenShownOrHidden() {
      clearTimeout(timer);
      if (document.hidden) {
        schedule();
      } else if (every > 0) {
        void run();
      }
    }

    again.current = () => void run();
    document.addEventListener("visibilitychange", whenShownOrHidden);
    // Another pace is no reason to ask again for what was loaded a moment ago.
    const isFresh = loadedAt.current !== null && (every === 0 || Date.now() - loadedAt.current < every);
    if (isFresh) {
      schedule();
    } else {
      void run();
    }
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", whenShownOrHidden);
    };
  }, [load, every, everyHidden]);

  const refresh = useCallback(() => again.current(), []);
  return { ...state, refresh };
}
