/** One mistake in what was sent. */
export interface FieldProblem {
  /** JSON Pointer to the field. */
  path: string;
  message: string;
}

/** What a screen does about a failed request. */
export type ProblemKind = "offline" | "signedOut" | "forbidden" | "notFound" | "conflict" | "invalid" | "unavailable";

/** A request that the gateway refused, or that did not reach it. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problems: FieldProblem[],
  ) {
    super(message);
  }

  static offline(): ApiProblem {
    return new ApiProblem(0, "The gateway cannot be reached. What is shown may be out of date.", []);
  }

  get kind(): ProblemKind {
    switch (this.status) {
      case 0:
        return "offline";
      case 401:
        return "signedOut";
      case 403:
        return "forbidden";
      case 404:
        return "notFound";
      case 409:
      case 412:
        return "conflict";
      default:
        return this.status >= 500 || this.status === 429 ? "unavailable" : "invalid";
    }
  }
}

/** The answer of a request; null if there is no such resource. */
export async function orNull<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === "notFound") {
      return null;
    }
    throw error;
  }
}
