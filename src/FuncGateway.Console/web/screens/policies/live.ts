import type { ApiClient } from "../../api/client";
import { orNull } from "../../api/problem";
import type { ItemOf, Reply } from "../../api/types";
import { formatJson } from "../../editor/format";
import { parseTree, rootOf, valueAt } from "../../editor/syntax";

export type Tool = ItemOf<Reply<"/api/servers/{server}/tools", "get">>;
export type RevisionSummary = ItemOf<Reply<"/api/servers/{server}/policies/{policy}/revisions", "get">>;

/** A policy's server and id. */
export interface PolicyName {
  server: string;
  policy: string;
}

/** A revision with its document, laid out for reading. */
export interface Revision extends RevisionSummary {
  text: string;
  tag: string | null;
}

export const presets = [
  ["read-only", "Read-only"],
  ["recommended", "Recommended"],
  ["strict", "Strict"],
] as const;

export const emptyDocument = formatJson('{"version":"1","default":"deny","tools":{}}');

/** The revision in force; null if the server has no such policy. */
export function loadLive(api: ApiClient, name: PolicyName, signal?: AbortSignal): Promise<Revision | null> {
  return orNull(loadDocument(api, "/api/servers/{server}/policies/{policy}", { ...name }, signal));
}

export function loadRevision(api: ApiClient, name: PolicyName, number: number, signal?: AbortSignal): Promise<Revision> {
  return loadDocument(api, "/api/servers/{server}/policies/{policy}/revisions/{number}", { ...name, number }, signal);
}

/** The revisions of a policy, newest first; empty if there never was one. */
export async function loadRevisions(api: ApiClient, name: PolicyName, signal?: AbortSignal): Promise<RevisionSummary[]> {
  const found = await orNull(
    api.get("/api/servers/{server}/policies/{policy}/revisions", { params: { ...name }, ...(signal ? { signal } : {}) }),
  );
  return (found?.items ?? []).toSorted((one, other) => other.revision - one.revision);
}

/** The tools of the server's newest snapshot; null if it was never scanned. */
export async function loadTools(api: ApiClient, server: string, signal: AbortSignal): Promise<Tool[] | null> {
  return (await orNull(api.get("/api/servers/{server}/tools", { params: { server }, signal })))?.items ?? null;
}

export async function loadPreset(api: ApiClient, server: string, preset: string, signal?: AbortSignal): Promise<string> {
  const options = { params: { server }, query: { preset }, ...(signal ? { signal } : {}) };
  return formatJson((await api.getText("/api/servers/{server}/recommendation", options)).text);
}

type DocumentPath = "/api/servers/{server}/policies/{policy}" | "/api/servers/{server}/policies/{policy}/revisions/{number}";

async function loadDocument(
  api: ApiClient,
  path: DocumentPath,
  params: Record<string, string | number>,
  signal?: AbortSignal,
): Promise<Revision> {
  const { text, tag } = await api.getText(path, { params, ...(signal ? { signal } : {}) });
  const { document: _, ...summary } = JSON.parse(text) as Reply<DocumentPath, "get">;
  const document = valueAt(rootOf(parseTree(text)), ["document"], text);
  return { ...summary, text: document ? formatJson(text.slice(document.from, document.to)) : "", tag };
}
