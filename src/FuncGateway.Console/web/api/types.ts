import type { paths } from "./openapi.generated";

type Method = "get" | "put" | "post" | "patch" | "delete";
type With<M extends Method> = { [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never }[keyof paths];

export type GetPath = With<"get">;
export type WritePath<M extends Method> = With<M>;
export type Params = Record<string, string | number>;

type Operation<P, M> = P extends keyof paths ? (M extends keyof paths[P] ? paths[P][M] : never) : never;
type Json<R> = R extends { content: { "application/json": infer T } } ? T : undefined;

/** The body of the successful answer of an operation. */
export type Reply<P, M> =
  Operation<P, M> extends { responses: infer R }
    ? R extends { 201: infer Created }
      ? Json<Created>
      : R extends { 200: infer Ok }
        ? Json<Ok>
        : undefined
    : never;

/** The request body of an operation. */
export type Body<P, M> = Operation<P, M> extends { requestBody?: { content: { "application/json": infer T } } } ? T : undefined;

/** An entry of a list. */
export type ItemOf<T> = T extends { items: (infer Item)[] } ? Item : never;
