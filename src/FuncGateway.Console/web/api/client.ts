import { parseExact } from "./exact";
import { ApiProblem, type FieldProblem } from "./problem";
import type { Body, GetPath, Params, Reply, WritePath } from "./types";

/** Adds what the signed-in person's requests need: the header of a bearer token, or that of a session's changes. */
export type Authorize = (headers: Headers, isChange: boolean) => Promise<void>;

type Query = Record<string, string | number | boolean | null | undefined>;

export interface Options {
  /** Values of the path's parameters. */
  params?: Params;
  query?: Query;
  signal?: AbortSignal;
}

export interface WriteOptions<P, M> extends Options {
  body?: Body<P, M>;
  /** The entity tag that the resource must still have. */
  ifMatch?: string;
  /** Whether the resource must not exist yet. */
  mustBeNew?: boolean;
}

const maxRemembered = 64;

/** Sends requests to the admin API. Remembers the latest answers by entity tag, so that polling an unchanged resource costs a 304. */
export class ApiClient {
  private readonly remembered = new Map<string, { tag: string; data: unknown }>();

  constructor(
    private readonly authorize: Authorize,
    private readonly onSignedOut: () => void,
  ) {}

  async get<P extends GetPath>(path: P, options: Options = {}): Promise<Reply<P, "get">> {
    return (await this.getTagged(path, options)).data;
  }

  /** Returns the same object as before if the resource has not changed. */
  async getTagged<P extends GetPath>(path: P, options: Options = {}): Promise<{ data: Reply<P, "get">; tag: string | null }> {
    const url = urlOf(path, options);
    const known = this.remembered.get(url);
    const headers = new Headers();
    if (known) {
      headers.set("If-None-Match", known.tag);
    }
    const response = await this.send(url, { method: "GET", headers, signal: options.signal ?? null }, known ? [304] : []);
    if (response.status === 304 && known) {
      return { data: known.data as Reply<P, "get">, tag: known.tag };
    }
    const data = parseExact(await response.text()) as Reply<P, "get">;
    const tag = response.headers.get("ETag");
    this.remember(url, tag, data);
    return { data, tag };
  }

  async write<M extends "post" | "put" | "patch" | "delete", P extends WritePath<M>>(
    method: M,
    path: P,
    options: WriteOptions<P, M> = {},
  ): Promise<Reply<P, M>> {
    const headers = new Headers();
    if (options.body !== undefined) {
      headers.set("Content-Type", "application/json");
    }
    if (options.ifMatch) {
      headers.set("If-Match", options.ifMatch);
    }
    if (options.mustBeNew) {
      headers.set("If-None-Match", "*");
    }
    const init = {
      method: method.toUpperCase(),
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    };
    const response = await this.send(urlOf(path, options), init);
    const text = await response.text();
    return (text === "" ? undefined : parseExact(text)) as Reply<P, M>;
  }

  /** Sends a policy document as it was written: the gateway keeps its bytes, and refuses repeated names, which parsing here would lose. */
  async putDocument<P extends WritePath<"put">>(
    path: P,
    document: string,
    options: Options & { ifMatch?: string; mustBeNew?: boolean } = {},
  ): Promise<Reply<P, "put">> {
    const headers = new Headers({ "Content-Type": "application/json" });
    if (options.ifMatch) {
      headers.set("If-Match", options.ifMatch);
    }
    if (options.mustBeNew) {
      headers.set("If-None-Match", "*");
    }
    const response = await this.send(urlOf(path, options), { method: "PUT", headers, body: document, signal: options.signal ?? null });
    return (await response.json()) as Reply<P, "put">;
  }

  /** Sends a question whose body is JSON text already, such as one with a policy document as it was written. */
  async postText<P extends WritePath<"post">>(path: P, body: string, options: Options = {}): Promise<Reply<P, "post">> {
    const headers = new Headers({ "Content-Type": "application/json" });
    const response = await this.send(urlOf(path, options), { method: "POST", headers, body, signal: options.signal ?? null });
    return parseExact(await response.text()) as Reply<P, "post">;
  }

  /** Returns a resource as the gateway wrote it: parsing would lose how numbers are written. */
  async getText(path: GetPath, options: Options = {}): Promise<{ text: string; tag: string | null }> {
    const response = await this.download(path, options);
    return { text: await response.text(), tag: response.headers.get("ETag") };
  }

  /** Returns the response to a GET as it is, for downloads. */
  async download(path: GetPath, options: Options = {}): Promise<Response> {
    return this.send(urlOf(path, options), { method: "GET", headers: new Headers(), signal: options.signal ?? null });
  }

  private async send(url: string, init: RequestInit & { headers: Headers }, alsoAccepted: number[] = []): Promise<Response> {
    init.headers.set("Accept", "application/json, application/problem+json");
    await this.authorize(init.headers, init.method !== "GET");
    let response: Response;
    try {
      response = await fetch(url, { ...init, credentials: "same-origin", redirect: "error", cache: "no-store" });
    } catch (error) {
      throw init.signal?.aborted ? error : ApiProblem.offline();
    }
    if (response.ok || alsoAccepted.includes(response.status)) {
      return response;
    }
    if (response.status === 401) {
      this.onSignedOut();
    }
    throw await problemOf(response);
  }

  private remember(url: string, tag: string | null, data: unknown) {
    this.remembered.delete(url);
    if (tag) {
      this.remembered.set(url, { tag, data });
    }
    const oldest = this.remembered.size > maxRemembered ? this.remembered.keys().next().value : undefined;
    if (oldest !== undefined) {
      this.remembered.delete(oldest);
    }
  }
}

function urlOf(path: string, options: Options): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(options.params?.[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return text === "" ? filled : `${filled}?${text}`;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body = (await response.json()) as { detail?: string; title?: string; problems?: FieldProblem[] | null };
    return new ApiProblem(response.status, body.detail ?? body.title ?? response.statusText, body.problems ?? []);
  } catch {
    return new ApiProblem(response.status, `The gateway answered HTTP ${response.status} without a reason.`, []);
  }
}
