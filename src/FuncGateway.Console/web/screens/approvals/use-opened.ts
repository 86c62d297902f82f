import { useEffect, useRef } from "preact/hooks";
import { useApi } from "../../session/session";
import type { Approval } from "./words";

/** Tells the gateway once that a person looks at an approval that waits, as soon as the page is visible. */
export function useOpened(approval: Approval | undefined) {
  const api = useApi();
  const told = useRef(false);
  const id = approval?.state === "pending" ? approval.id : null;
  useEffect(() => {
    if (id === null || told.current) {
      return;
    }
    function tell() {
      if (!document.hidden && !told.current && id !== null) {
        told.current = true;
        // Nothing depends on it.
        api.write("post", "/api/approvals/{approval}/opened", { params: { approval: id } }).catch(() => undefined);
      }
    }
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [api, id]);
}
