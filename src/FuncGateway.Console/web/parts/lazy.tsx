import type { ComponentType } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api/problem";
import { anonymous } from "../session/session";
import { Loading, ProblemNote } from "./states";
import { useTitle } from "./title";

type Load = () => Promise<{ default: ComponentType }>;

/**
 * A screen whose script is loaded when it is shown first. If that fails, the screen says so and loads it again on request.
 * @param title The title of the page; a screen without one sets its own.
 */
export function lazy(load: Load, title?: string): ComponentType {
  let screen: ComponentType | null = null;

  return function Lazy() {
    const [problem, setProblem] = useState<ApiProblem | null>(null);
    const [, setLoaded] = useState(screen !== null);
    useTitle(title);

    const start = useCallback(async () => {
      setProblem(null);
      try {
        screen = (await load()).default;
        setLoaded(true);
      } catch {
        setProblem(await reasonOf());
      }
    }, []);
    useEffect(() => {
      if (!screen) {
        void start();
      }
    }, [start]);

    const Screen = screen;
    if (Screen) {
      return <Screen />;
    }
    return problem ? <NotLoaded title={title} problem={problem} onRetry={start} /> : <Loading what="the screen" />;
  };
}

const notShown = "This screen cannot be shown:";

/** Tells a gateway that does not answer from a script that it does not have any more. */
async function reasonOf(): Promise<ApiProblem> {
  try {
    await anonymous.get("/api/sign-in");
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === "offline") {
      return new ApiProblem(0, `${notShown} the gateway cannot be reached.`, []);
    }
  }
  return new ApiProblem(500, `${notShown} its script could not be loaded. If the gateway was upgraded, reload the page.`, []);
}

interface NotLoadedProps {
  title: string | undefined;
  problem: ApiProblem;
  onRetry: () => void;
}

function NotLoaded({ title = "Not loaded", problem, onRetry }: NotLoadedProps) {
  useTitle(title);
  // Some browsers keep a failed import, so that only a reload helps.
  return (
    <>
      <h1>{title}</h1>
      <ProblemNote problem={problem} onRetry={onRetry} />
      <p class="buttons">
        <button type="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </p>
    </>
  );
}
