import { ExactNumber, parseExact } from "../../api/exact";
import { isObject } from "../../parts/is-object";

/** A field of the form for a call's arguments. */
export interface ArgumentField {
  name: string;
  kind: "text" | "number" | "boolean" | "choice" | "json";
  isRequired: boolean;
  description: string;
  /** For `choice`: the values as JSON. */
  choices: string[];
}

/** The fields of an inputSchema; what is not a string, number, boolean or choice is written as JSON. */
export function fieldsOf(inputSchema: unknown): ArgumentField[] {
  if (!isObject(inputSchema) || !isObject(inputSchema.properties)) {
    return [];
  }
  const required = Array.isArray(inputSchema.required) ? inputSchema.required : [];
  return Object.entries(inputSchema.properties).map(([name, schema]) => {
    const choices = isObject(schema) && Array.isArray(schema.enum) ? schema.enum.map(each => JSON.stringify(each)) : [];
    const description = isObject(schema) && typeof schema.description === "string" ? schema.description : "";
    return { name, kind: choices.length > 0 ? "choice" : kindOf(schema), isRequired: required.includes(name), description, choices };
  });
}

/** The arguments as JSON text, with numbers as they were typed. Empty fields are left out. Returns what is wrong by field if something is. */
export function writeArguments(
  fields: readonly ArgumentField[],
  values: Readonly<Record<string, string>>,
): string | Record<string, string> {
  const mistakes: Record<string, string> = {};
  const members: string[] = [];
  for (const field of fields) {
    const value = values[field.name] ?? "";
    if (value === "") {
      continue;
    }
    const written = field.kind === "text" ? JSON.stringify(value) : value.trim();
    const mistake = mistakeIn(field, written);
    if (mistake) {
      mistakes[field.name] = mistake;
    }
    members.push(`${JSON.stringify(field.name)}: ${written}`);
  }
  return Object.keys(mistakes).length > 0 ? mistakes : members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** What the fields hold for these arguments; null if some argument has no field that can hold it. */
export function valuesOf(fields: readonly ArgumentField[], args: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(args)) {
    const field = fields.find(each => each.name === name);
    const written = field ? textIn(field, value) : null;
    if (written === null) {
      return null;
    }
    values[name] = written;
  }
  return values;
}

/** Why a text cannot be the arguments of a call; null if it can. */
export function mistakeInArguments(text: string): string | null {
  try {
    return isObject(JSON.parse(text)) ? null : "This is not an object. Arguments are an object, such as {}.";
  } catch {
    return "This is not JSON.";
  }
}

/** The arguments of a text, with their numbers as they are written; null if it cannot be arguments. */
export function parseArguments(text: string): Record<string, unknown> | null {
  return mistakeInArguments(text) === null ? (parseExact(text) as Record<string, unknown>) : null;
}

// An empty field is not sent, so it cannot hold an empty text.
function textIn({ kind, choices }: ArgumentField, value: unknown): string | null {
  const json = JSON.stringify(value);
  switch (kind) {
    case "text":
      return typeof value === "string" && value !== "" && !/[\r\n]/.test(value) ? value : null;
    case "number":
      return typeof value === "number" || value instanceof ExactNumber ? String(value) : null;
    case "boolean":
      return typeof value === "boolean" ? json : null;
    case "choice":
      return choices.includes(json) ? json : null;
    default:
      return json;
  }
}

function mistakeIn(field: ArgumentField, written: string): string | null {
  if (field.kind === "number") {
    return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(written)
      ? null
      : "This is not a number. To try the call with another kind of value, write the arguments as JSON.";
  }
  try {
    JSON.parse(written);
    return null;
  } catch {
    return "This is not JSON.";
  }
}

function kindOf(schema: unknown): ArgumentField["kind"] {
  const type: unknown = isObject(schema) ? schema.type : undefined;
  const types = (Array.isArray(type) ? type : [type]).filter(each => each !== "null");
  switch (types.length === 1 ? types[0] : undefined) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
}
