import type { ApiClient } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Reply } from "../../api/types";

/** Returns the accepted definition of a tool; null if no kept snapshot has it. */
export async function loadAccepted(
  api: ApiClient,
  server: string,
  tool: string,
  signal: AbortSignal,
): Promise<Reply<"/api/servers/{server}/tools/{tool}/accepted", "get"> | null> {
  try {
    return await api.get("/api/servers/{server}/tools/{tool}/accepted", { params: { server, tool }, signal });
  } catch (error) {
    if (error instanceof ApiProblem && error.kind === "notFound") {
      return null;
    }
    throw error;
  }
}
