import { useEffect, useState } from "preact/hooks";
import { type Action, useAction } from "../parts/action";
import { TextField } from "../parts/field";
import { Empty, ProblemNote } from "../parts/states";
import { useTitle } from "../parts/title";
import { keepAddress } from "../session/return-address";
import type { Session, SessionEnd } from "../session/session";
import { type SignInState, signInWithKey } from "../session/sign-in";

interface SignInPageProps {
  state: Extract<SignInState, { at: "signIn" }>;
  /** How the session before ended; null if there was none. */
  end: SessionEnd | null;
  onSignedIn: (session: Session) => void;
  onEnd: (end: SessionEnd) => void;
}

/** Offers the ways to sign in that this gateway has. After signing in, the screen of the address is shown. */
export function SignInPage({ state, end, onSignedIn, onEnd }: SignInPageProps) {
  const { ways, entra, problem } = state;
  const [key, setKey] = useState("");
  const signIn = useAction(async () => onSignedIn(await signInWithKey(key.trim(), ways, onEnd)));
  const refused = signIn.problem ?? problem;
  useTitle("Sign in");
  useEffect(keepAddress, []);
  return (
    <main class="alone">
      <h1>Sign in to FuncGateway</h1>
      {end === "refused" && !refused && (
        <p class="note warn" role="status">
          The session has ended, for example because the gateway was restarted. After signing in, this page is shown again.
        </p>
      )}
      {refused && <ProblemNote problem={refused} title="Not signed in" />}
      {entra && (
        <button type="button" class="main" onClick={() => void entra.start()}>
          Sign in with Microsoft
        </button>
      )}
      {ways.ways.includes("code") && refused?.kind !== "signedOut" && (
        <p>
          Open the link that the gateway printed when it started. It works once, for 10 minutes; start the gateway again for a new one, or
          sign in with its admin key.
        </p>
      )}
      {ways.ways.includes("key") && <KeyForm value={key} onChange={setKey} signIn={signIn} />}
      {ways.ways.length === 0 && <Empty>Sign-in is off: the gateway has neither an admin key nor Microsoft Entra settings.</Empty>}
    </main>
  );
}

interface KeyFormProps {
  value: string;
  onChange: (value: string) => void;
  signIn: Action<[]>;
}

function KeyForm({ value, onChange, signIn }: KeyFormProps) {
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void signIn.run();
      }}
    >
      <TextField
        label="Admin key"
        type="password"
        value={value}
        onChange={onChange}
        required
        hint="What a local gateway prints at its start says where the key is."
      />
      <button type="submit" class="main" disabled={signIn.isRunning}>
        Sign in
      </button>
    </form>
  );
}
