import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";

/**
 * Values in the query of the screen's address, so that a filtered list can be linked to and *Back* returns to it. Empty ones are left out.
 * @returns The values by name, and a function that changes some of them.
 */
export function useQuery(): [Readonly<Record<string, string>>, (changes: Record<string, string>) => void] {
  const { query, path, route } = useLocation();
  const latest = useRef(query);
  latest.current = query;
  const change = useCallback(
    (changes: Record<string, string>) => {
      latest.current = { ...latest.current, ...changes };
      const kept = new URLSearchParams(Object.entries(latest.current).filter(([, value]) => value !== ""));
      const text = kept.toString();
      route(text === "" ? path : `${path}?${text}`, true);
    },
    [path, route],
  );
  return [query, change];
}

const pause = 400;

/** The value of a text field that is applied when the person stops typing. */
export function useTyped(applied: string, apply: (value: string) => void): [string, (value: string) => void] {
  const [typed, setTyped] = useState(applied);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(apply);
  latest.current = apply;
  useEffect(() => setTyped(applied), [applied]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = useCallback((value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(value.trim()), pause);
  }, []);
  return [typed, type];
}
