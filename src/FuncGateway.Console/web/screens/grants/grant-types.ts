import type { Reply } from "../../api/types";

export type Grant = Reply<"/api/grants/{grant}", "get">;
export type RotatedToken = Reply<"/api/grants/{grant}/rotate", "post">;
