import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../../api/problem";
import { type Finding, syntaxFinding } from "../../editor/findings";
import { useApi } from "../../session/session";

/** What the gateway would say about publishing a text. */
export interface Check {
  /** The text that was checked; null before the first one was. */
  text: string | null;
  findings: readonly Finding[];
  /** Why it could not be checked. */
  problem: ApiProblem | null;
}

const pause = 400;

export function errorsOf({ findings }: Check): Finding[] {
  return findings.filter(each => each.severity === "error");
}

/** Whether a text was checked and has no problems. */
export function isSound(check: Check, text: string): boolean {
  return check.text === text && check.problem === null && errorsOf(check).length === 0;
}

/** Asks the gateway's own reader about the text, when it has not changed for a moment. */
export function useCheck(server: string, text: string): Check {
  const api = useApi();
  const [check, setCheck] = useState<Check>({ text: null, findings: [], problem: null });

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const mistake = syntaxFinding(text);
      if (mistake) {
        setCheck({ text, findings: [mistake], problem: null });
        return;
      }
      try {
        const body = `{"server":${JSON.stringify(server)},"policy":${text}}`;
        const { problems, warnings } = await api.postText("/api/policies/check", body, { signal: abort.signal });
        const findings: Finding[] = [
          ...problems.map(each => ({ ...each, severity: "error" as const })),
          ...warnings.map(each => ({ ...each, severity: "warning" as const })),
        ];
        setCheck({ text, findings, problem: null });
      } catch (error) {
        if (!abort.signal.aborted) {
          setCheck({ text, findings: [], problem: error instanceof ApiProblem ? error : new ApiProblem(500, String(error), []) });
        }
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, server, text]);

  return check;
}
