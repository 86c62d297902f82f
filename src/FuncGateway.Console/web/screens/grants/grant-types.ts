import type { Reply } from "../../api/types";

export type Grant = Reply<"/api/grants/{grant}", "get">;
// The description of the API leaves open whether the fields are there; they always are.
export type RotatedToken = Required<Reply<"/api/grants/{grant}/rotate", "post">>;
