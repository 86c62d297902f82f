import type { PolicyName } from "./live";

/** Text that was not published, kept in this tab until it is published or dropped. */
export interface Draft {
  text: string;
  /** The revision that it is based on, with its entity tag; null for a new policy. */
  revision: number | null;
  tag: string | null;
}

export function readDraft(name: PolicyName): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function keepDraft(name: PolicyName, draft: Draft) {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
  } catch {
    // Without storage, the text lasts as long as the page.
  }
}

export function dropDraft(name: PolicyName) {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // As above.
  }
}

function keyOf({ server, policy }: PolicyName): string {
  return `funcgateway.draft:${server}/${policy}`;
}
