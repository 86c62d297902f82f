import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../../api/problem";
import type { Reply, WritePath } from "../../api/types";
import { useApi } from "../../session/session";

/** What the gateway answers to a question. Both are null until it has answered the question as it is now. */
export interface Answer<T> {
  data: T | null;
  problem: ApiProblem | null;
}

const none = { data: null, problem: null };

/**
 * Asks the gateway a question about the text in the editor, when it has not changed for a moment.
 * @param body JSON; null if there is nothing to ask.
 * @param pause How long it must not have changed, in milliseconds.
 */
export function useAnswer<P extends WritePath<"post">>(path: P, body: string | null, pause: number): Answer<Reply<P, "post">> {
  const api = useApi();
  const [state, setState] = useState<Answer<Reply<P, "post">> & { body: string | null }>({ body: null, ...none });

  useEffect(() => {
    if (body === null) {
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const data = await api.postText(path, body, { signal: abort.signal });
        setState({ body, data, problem: null });
      } catch (error) {
        if (!abort.signal.aborted) {
          setState({ body, data: null, problem: error instanceof ApiProblem ? error : new ApiProblem(500, String(error), []) });
        }
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, path, body, pause]);

  return body !== null && state.body === body ? state : none;
}
