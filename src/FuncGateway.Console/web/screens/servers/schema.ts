/** An argument of a tool, as its input schema describes it. */
export interface ToolArgument {
  name: string;
  type: string;
  isRequired: boolean;
  description: string;
  fallback: string;
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A member that is a text; empty if it is none. */
export function textOf(value: unknown, name: string): string {
  const member = membersOf(value)[name];
  return typeof member === "string" ? member : "";
}

/** The arguments at the top of a tool's input schema, the required ones first. */
export function argumentsOf(definition: unknown): ToolArgument[] {
  const schema = membersOf(membersOf(definition).inputSchema);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(membersOf(schema.properties))
    .map(([name, property]) => ({
      name,
      type: typeOf(property),
      isRequired: required.includes(name),
      description: textOf(property, "description"),
      fallback: fallbackOf(property),
    }))
    .sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
}

function fallbackOf(property: unknown): string {
  const fallback = membersOf(property).default;
  return fallback === undefined || fallback === null ? "" : JSON.stringify(fallback);
}

function typeOf(property: unknown): string {
  const schema = membersOf(property);
  if (Array.isArray(schema.enum)) {
    return `one of ${schema.enum.map(value => JSON.stringify(value)).join(", ")}`;
  }
  if ("const" in schema) {
    return `always ${JSON.stringify(schema.const)}`;
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const names = types.filter(type => typeof type === "string" && type !== "null");
  if (names.length === 0) {
    return "anything that its schema accepts";
  }
  const items = names.includes("array") && schema.items !== undefined ? ` of ${typeOf(schema.items)}` : "";
  return names.join(" or ") + items;
}
