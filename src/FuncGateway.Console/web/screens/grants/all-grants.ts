import type { ApiClient } from "../../api/client";
import type { ItemOf, Reply } from "../../api/types";

/** A grant in the list, with how much it is used. The API always sends every field; its description leaves some optional. */
export type ListedGrant = Required<ItemOf<Reply<"/api/grants", "get">>>;

const pageSize = 200;

/** Every grant, newest first, read page by page. */
export async function allGrants(api: ApiClient, signal: AbortSignal): Promise<ListedGrant[]> {
  const grants: ListedGrant[] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<"/api/grants", "get"> = await api.get("/api/grants", { query: { limit: pageSize, cursor }, signal });
    grants.push(...(page.items as ListedGrant[]));
    cursor = page.cursor;
  } while (cursor !== null);
  return grants;
}
