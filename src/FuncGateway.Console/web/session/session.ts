import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiClient } from "../api/client";
import { ApiProblem } from "../api/problem";
import type { Reply } from "../api/types";

export type Me = Reply<"/api/me", "get">;
export type Right = Me["rights"][number];
export type SignInWays = Reply<"/api/sign-in", "get">;

/** The header that a change needs which is authenticated by the session's cookie. */
const csrfHeader = "X-FuncGateway-Csrf";

/** A signed-in person, and the client that sends requests as that person. */
export interface Session {
  me: Me;
  api: ApiClient;
  may: (right: Right) => boolean;
  signOut: () => Promise<void>;
  /** Has something done once the session has ended and before the page shows that. Returns how to undo this. */
  onSignedOut: (act: () => void) => () => void;
}

/** How a session ended: by the person on this page, or by the gateway, which does not accept it any more. */
export type SessionEnd = "signedOut" | "refused";

/** How requests are authenticated. */
export interface Credentials {
  /** Null where the session's cookie is enough. */
  bearer: (() => Promise<string>) | null;
  signOut: () => Promise<void>;
}

/** Asks who the credentials belong to. Rejects with a problem of kind `signedOut` if they are not valid. */
export async function openSession(credentials: Credentials, onEnd: (end: SessionEnd) => void): Promise<Session> {
  let csrf: string | null = null;
  let isOpen = false;
  // Between the end of the session and the answer that says so, other requests of the page are refused. That must not replace the page: what is done when a person signs out would be left out.
  let isLeaving = false;
  let isRefused = false;
  // Several requests may be refused at the same time.
  function end(how: SessionEnd) {
    if (isOpen) {
      isOpen = false;
      onEnd(how);
    }
  }
  const api = new ApiClient(
    async (headers, isChange) => {
      if (credentials.bearer) {
        headers.set("Authorization", `Bearer ${await credentials.bearer()}`);
      } else if (isChange && csrf) {
        headers.set(csrfHeader, csrf);
      }
    },
    () => {
      isRefused = true;
      if (!isLeaving) {
        end("refused");
      }
    },
  );
  const acts = new Set<() => void>();
  const me = await api.get("/api/me");
  csrf = me.csrf;
  isOpen = true;
  return {
    me,
    api,
    may: right => me.rights.includes(right),
    signOut: async () => {
      isLeaving = true;
      try {
        if (me.signedInBy === "session") {
          await endSession(api);
        }
      } catch (error) {
        isLeaving = false;
        if (isRefused) {
          end("refused");
        }
        throw error;
      }
      for (const act of acts) {
        act();
      }
      await credentials.signOut();
      end("signedOut");
    },
    onSignedOut: act => {
      acts.add(act);
      return () => acts.delete(act);
    },
  };
}

async function endSession(api: ApiClient) {
  try {
    await api.write("delete", "/api/session");
  } catch (error) {
    throw error instanceof ApiProblem && error.kind === "offline"
      ? new ApiProblem(0, "The gateway cannot be reached. You are still signed in: try again.", [])
      : error;
  }
}

/** A client for the requests that need no sign-in. */
export const anonymous = new ApiClient(
  async () => undefined,
  () => undefined,
);

const Context = createContext<Session | null>(null);

export const SessionProvider = Context.Provider;

/** The session of the screens; there is always one where they are shown. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) {
    throw new Error("There is no session here.");
  }
  return session;
}

export function useApi(): ApiClient {
  return useSession().api;
}
