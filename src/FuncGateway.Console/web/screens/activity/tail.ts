import type { ApiClient } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Entry, Filters } from "./model";

export type Stream = "calls" | "admin";

/** The newest entries, newest first. */
export interface Newest {
  entries: readonly Entry[];
  /** Continues to older ones; null if there is none. */
  older: string | null;
  /** Whether the gateway records nothing. */
  isOff: boolean;
}

const pageSize = 100;
const maxShown = 200;
const maxNew = 200;

/** Follows the log: the newest page, then what was stored since the last time: new entries, and those that have ended, once more. */
export class Tail {
  private newest: Newest | null = null;
  private after: string | null = null;

  constructor(
    private readonly api: ApiClient,
    private readonly stream: Stream,
    private readonly filters: Filters,
  ) {}

  /** Returns the same object as before if nothing has changed. */
  async next(signal: AbortSignal): Promise<Newest> {
    if (!this.newest || !this.after) {
      return this.restart(signal);
    }
    try {
      return await this.follow(this.newest, this.after, signal);
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === "invalid") {
        // The place is not accepted any more, such as after a long pause.
        return this.restart(signal);
      }
      throw error;
    }
  }

  // The place of the present is asked for first, so that nothing is missed in between.
  private async restart(signal: AbortSignal): Promise<Newest> {
    this.after = (await this.get({ after: "now" }, signal)).cursor ?? null;
    const page = await this.get({ limit: pageSize }, signal);
    this.newest = { entries: page.items, older: page.cursor ?? null, isOff: page.off === true };
    return this.newest;
  }

  private async follow(known: Newest, after: string, signal: AbortSignal): Promise<Newest> {
    const added = await this.get({ after, limit: maxNew }, signal);
    // The end of an entry that is on an older page belongs there.
    const oldest = known.older === null ? undefined : known.entries.at(-1);
    const entries = merged(known.entries, oldest ? added.items.filter(each => Date.parse(each.at) >= Date.parse(oldest.at)) : added.items);
    if (added.items.length === maxNew || entries.length > maxShown) {
      return this.restart(signal);
    }
    this.after = added.cursor ?? after;
    this.newest = entries === known.entries ? known : { ...known, entries };
    return this.newest;
  }

  private get(place: { after?: string; limit?: number }, signal: AbortSignal) {
    return this.api.get("/api/audit", { query: { ...this.filters, stream: this.stream, ...place }, signal });
  }
}

// Newest first, each entry once, in its latest form. The same array if nothing has changed.
function merged(known: readonly Entry[], found: readonly Entry[]): readonly Entry[] {
  const byId = new Map(known.map(each => [each.id, each]));
  let isChanged = false;
  for (const each of found) {
    const before = byId.get(each.id);
    if (!before || JSON.stringify(before) !== JSON.stringify(each)) {
      byId.set(each.id, each);
      isChanged = true;
    }
  }
  return isChanged ? [...byId.values()].sort(newestFirst) : known;
}

function newestFirst(one: Entry, other: Entry): number {
  return Date.parse(other.at) - Date.parse(one.at) || (other.id < one.id ? -1 : 1);
}
