import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { LocationProvider } from "preact-iso";
import { Loading, ProblemNote } from "./parts/states";
import { SignInPage } from "./screens/sign-in";
import { hasCode } from "./session/one-time-code";
import { returnToKeptAddress } from "./session/return-address";
import { type SessionEnd, SessionProvider } from "./session/session";
import { type SignInState, signInAtStart } from "./session/sign-in";
import { Shell } from "./shell";

export function App() {
  const [state, setState] = useState<SignInState | null>(null);
  const [end, setEnd] = useState<SessionEnd | null>(null);
  const starts = useRef(0);

  const show = useCallback((next: SignInState) => {
    if (next.at === "signedIn") {
      returnToKeptAddress();
    }
    setState(next);
  }, []);
  const start = useCallback(
    (ended: SessionEnd | null = null) => {
      setEnd(ended);
      setState(null);
      // A link that is opened meanwhile starts again, and only the last start counts.
      const number = ++starts.current;
      void signInAtStart(start).then(next => number === starts.current && show(next));
    },
    [show],
  );
  useEffect(() => start(), [start]);
  // A link that is pasted over the address of this page changes only what is behind the "#", so nothing is loaded anew.
  useEffect(() => {
    const signInByLink = () => hasCode() && start();
    addEventListener("hashchange", signInByLink);
    return () => removeEventListener("hashchange", signInByLink);
  }, [start]);

  switch (state?.at) {
    case undefined:
      return (
        <main class="alone">
          <Loading what="the console" />
        </main>
      );
    case "failed":
      return (
        <main class="alone">
          <h1>FuncGateway</h1>
          <ProblemNote problem={state.problem} onRetry={() => start(end)} />
        </main>
      );
    case "signIn":
      return <SignInPage state={state} end={end} onSignedIn={session => show({ at: "signedIn", session })} onEnd={start} />;
    case "signedIn":
      return (
        <SessionProvider value={state.session}>
          <LocationProvider scope="/ui">
            <Shell />
          </LocationProvider>
        </SessionProvider>
      );
  }
}
