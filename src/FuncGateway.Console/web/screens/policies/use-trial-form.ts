import { useState } from "preact/hooks";
import { type ArgumentField, fieldsOf, mistakeInArguments, parseArguments, valuesOf, writeArguments } from "./argument-text";
import type { Tool } from "./live";
import type { Kind, TrialCall } from "./trial-call";

interface Entered {
  /** By the names of the fields. */
  values: Record<string, string>;
  /** The arguments as JSON; null while the fields are filled in. */
  written: string | null;
}

export interface TrialForm extends Entered {
  kind: Kind;
  name: string;
  /** Of a tool that is known; null for everything else. */
  fields: readonly ArgumentField[] | null;
  mistakes: Readonly<Record<string, string>>;
  /** What is wrong with the arguments as JSON; null if nothing is. */
  mistake: string | null;
  /** The call as entered; null if the arguments have mistakes. */
  call: TrialCall | null;
  chooseKind: (kind: Kind) => void;
  chooseName: (name: string) => void;
  setValue: (field: string, value: string) => void;
  write: (text: string) => void;
  switchToJson: () => void;
  /** Replaces the arguments. */
  fill: (args: string) => void;
  /** Says what is wrong with each field. */
  showMistakes: () => void;
}

/** The call that a person enters: in the fields of the tool's inputSchema where it has one, or as JSON. */
export function useTrialForm(tools: readonly Tool[], first: TrialCall): TrialForm {
  const [kind, setKind] = useState(first.kind);
  const [name, setName] = useState(first.name);
  const [{ values, written }, setEntered] = useState(() => enteredOf(fieldsOfCall(tools, first), first.arguments));
  const [mistakes, setMistakes] = useState<Record<string, string>>({});
  const fields = fieldsOfCall(tools, { kind, name });
  const isJson = written !== null || fields === null;
  const mistake = isJson ? mistakeInArguments(written ?? "{}") : null;
  const sent = isJson ? (written ?? "{}") : writeArguments(fields, values);

  function clear() {
    setEntered({ values: {}, written: null });
    setMistakes({});
  }

  return {
    kind,
    name,
    fields,
    values,
    written,
    mistakes,
    mistake,
    call: typeof sent === "string" && mistake === null ? { kind, name, arguments: sent } : null,
    chooseKind: next => {
      setKind(next);
      clear();
    },
    chooseName: next => {
      setName(next);
      clear();
    },
    setValue: (field, value) => setEntered(before => ({ ...before, values: { ...before.values, [field]: value } })),
    write: text => setEntered(before => ({ ...before, written: text })),
    switchToJson: () => setEntered({ values, written: written !== null ? null : typeof sent === "string" ? sent : "{}" }),
    fill: args => {
      setEntered(enteredOf(fields, args));
      setMistakes({});
    },
    showMistakes: () => setMistakes(typeof sent === "string" ? {} : sent),
  };
}

function fieldsOfCall(tools: readonly Tool[], { kind, name }: Pick<TrialCall, "kind" | "name">): ArgumentField[] | null {
  const known = kind === "tool" ? tools.find(each => each.name === name) : undefined;
  return known ? fieldsOf((known.definition as { inputSchema?: unknown }).inputSchema) : null;
}

function enteredOf(fields: readonly ArgumentField[] | null, args: string): Entered {
  const parsed = parseArguments(args);
  const values = parsed && valuesOf(fields ?? [], parsed);
  return values ? { values, written: null } : { values: {}, written: args };
}
