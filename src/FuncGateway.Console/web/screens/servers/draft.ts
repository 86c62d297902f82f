import type { Server, ServerBody } from "./model";

/** A header that is sent to the server with every request. The key keeps the row while its name is typed. */
export interface HeaderDraft {
  key: number;
  name: string;
  value: string;
}

/** A server as it is being typed. */
export interface ServerDraft {
  id: string;
  name: string;
  upstreamUrl: string;
  headers: HeaderDraft[];
  onChange: "notify" | "hide";
  trusted: boolean;
  recordArguments: "none" | "sealed";
  /** For how many days, as typed. */
  recordArgumentsDays: string;
  /** The webhook for approvals of this server; none if its URL is empty. */
  webhook: { url: string; secret: string; format: string };
}

/** Stands for a stored value that is not shown. Sent back, it keeps the value. */
export const stored = "(set)";

let lastKey = 0;

export function newHeader(name: string, value = ""): HeaderDraft {
  lastKey++;
  return { key: lastKey, name, value };
}

export const emptyDraft: ServerDraft = {
  id: "",
  name: "",
  upstreamUrl: "",
  headers: [],
  onChange: "notify",
  trusted: false,
  recordArguments: "none",
  recordArgumentsDays: "7",
  webhook: { url: "", secret: "", format: "json" },
};

export function draftOf(server: Server): ServerDraft {
  const webhook = server.approvalWebhook;
  return {
    id: server.id,
    name: server.name,
    upstreamUrl: server.upstreamUrl,
    headers: Object.entries(server.headers).map(([name, value]) => newHeader(name, value)),
    onChange: server.onChange,
    trusted: server.trusted,
    recordArguments: server.recordArguments,
    recordArgumentsDays: String(server.recordArgumentsDays ?? emptyDraft.recordArgumentsDays),
    webhook: { url: webhook?.url ?? "", secret: webhook?.secret ?? "", format: webhook?.format ?? "json" },
  };
}

export function bodyOf(draft: ServerDraft): ServerBody {
  const { url, secret, format } = draft.webhook;
  const body: ServerBody = {
    name: draft.name.trim(),
    upstreamUrl: draft.upstreamUrl.trim(),
    headers: Object.fromEntries(draft.headers.map(header => [header.name.trim(), header.value])),
    onChange: draft.onChange,
    trusted: draft.trusted,
    recordArguments: draft.recordArguments,
  };
  if (draft.recordArguments === "sealed") {
    body.recordArgumentsDays = Number(draft.recordArgumentsDays);
  }
  if (url.trim() !== "") {
    body.approvalWebhook = secret.trim() === "" ? { url: url.trim(), format } : { url: url.trim(), secret: secret.trim(), format };
  }
  return body;
}

/** What would be lost or refused without a word; null if nothing is. */
export function mistakeIn(draft: ServerDraft): string | null {
  const names = draft.headers.map(header => header.name.trim().toLowerCase());
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined ? null : `The header '${repeated}' is there twice. Accepted: each name once.`;
}

/** An id made of a name, such as `job-queue` of `Job Queue`. */
export function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
}
