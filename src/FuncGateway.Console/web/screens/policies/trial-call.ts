import type { Reply } from "../../api/types";

/** What can be tried. */
export type Kind = "tool" | "resource" | "prompt";

/** A call to try. */
export interface TrialCall {
  kind: Kind;
  /** The tool or prompt, or the URI of the resource. */
  name: string;
  /** JSON, not used for a resource. */
  arguments: string;
}

export type Witness = NonNullable<Reply<"/api/policies/diff", "post">["changes"][number]["witness"]>;

export const kinds: readonly (readonly [Kind, string])[] = [
  ["tool", "Tool"],
  ["resource", "Resource"],
  ["prompt", "Prompt"],
];

/** The call as the API takes it. */
export function writeCall({ kind, name, arguments: args }: TrialCall): string {
  const written = JSON.stringify(name);
  switch (kind) {
    case "resource":
      return `{"method":"resources/read","uri":${written}}`;
    case "prompt":
      return `{"method":"prompts/get","name":${written},"arguments":${args}}`;
    default:
      return `{"name":${written},"arguments":${args}}`;
  }
}

/** The call that a witness is; null if it is not about a call, or if its arguments are too long to be sent. */
export function callOf(subject: string, witness: Witness | null): TrialCall | null {
  const kind = kinds.find(([each]) => each === subject)?.[0];
  const args = kind === "resource" ? {} : witness?.arguments;
  return !kind || !witness || args === undefined || args === null ? null : { kind, name: witness.name, arguments: writeArgumentsOf(args) };
}

/** Arguments that the gateway sent, as text. */
export function writeArgumentsOf(args: unknown): string {
  return JSON.stringify(args, null, 2);
}
