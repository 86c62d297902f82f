import { useCallback, useEffect, useState } from "preact/hooks";
import { LocationProvider } from "preact-iso";
import { Loading, ProblemNote } from "./parts/states";
import { SignInPage } from "./screens/sign-in";
import { SessionProvider } from "./session/session";
import { type SignInState, signInAtStart } from "./session/sign-in";
import { Shell } from "./shell";

export function App() {
  const [state, setState] = useState<SignInState | null>(null);

  const start = useCallback(() => {
    setState(null);
    void signInAtStart(start).then(setState);
  }, []);
  useEffect(start, [start]);

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
          <ProblemNote problem={state.problem} onRetry={start} />
        </main>
      );
    case "signIn":
      return <SignInPage state={state} onSignedIn={session => setState({ at: "signedIn", session })} onSignedOut={start} />;
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
