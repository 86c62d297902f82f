import type { ApiClient } from "../../api/client";
import { type Draft, readDraft } from "./drafts";
import { emptyDocument, loadLive, loadPreset, loadRevisions, loadTools, type PolicyName, type Revision, type Tool } from "./live";

/** What the editor starts from. */
export interface Start {
  serverName: string;
  live: Revision | null;
  /** Null if the server was never scanned. */
  tools: Tool[] | null;
  /** The highest number of a revision that there ever was; 0 if there was none. */
  lastRevision: number;
  /** What a new policy begins with, and what an existing one was loaded as. */
  text: string;
  draft: Draft | null;
}

/** @param preset What a new policy begins with; the document that allows nothing if undefined. */
export async function loadStart(api: ApiClient, name: PolicyName, preset: string | undefined, signal: AbortSignal): Promise<Start> {
  const { server } = name;
  const [{ name: serverName }, live, tools, revisions] = await Promise.all([
    api.get("/api/servers/{server}", { params: { server }, signal }),
    loadLive(api, name, signal),
    loadTools(api, server, signal),
    loadRevisions(api, name, signal),
  ]);
  const text = live?.text ?? (preset ? await loadPreset(api, server, preset, signal) : emptyDocument);
  const draft = readDraft(name);
  return { serverName, live, tools, lastRevision: revisions[0]?.revision ?? 0, text, draft: draft?.text === text ? null : draft };
}
