import schema from "../../../../samples/policy.schema.json";

/** A JSON Schema, as far as the policy's schema uses the language. */
export interface Schema {
  $ref?: string;
  type?: string;
  description?: string;
  enum?: readonly string[];
  anyOf?: readonly Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: readonly string[];
  items?: Schema;
}

const root = schema as unknown as Schema & { definitions: Record<string, Schema> };

/** The schemas that a value at a path may follow. `present` is the document's value, which rules out forms that its other members do not fit. */
export function schemasAt(path: readonly string[], present: unknown): Schema[] {
  let schemas = expand(root);
  let value = present;
  for (const segment of path) {
    schemas = schemas.filter(each => fits(each, value)).flatMap(each => stepInto(each, segment));
    value = isObjectOrList(value) ? value[segment] : undefined;
  }
  return schemas;
}

/** The forms that an object at a path may have. */
export function objectFormsAt(path: readonly string[], present: unknown): Schema[] {
  const value = path.reduce<unknown>((each, segment) => (isObjectOrList(each) ? each[segment] : undefined), present);
  const forms = schemasAt(path, present).filter(each => each.type === "object");
  const fitting = forms.filter(each => fits(each, value));
  return fitting.length > 0 ? fitting : forms;
}

function stepInto(schema: Schema, segment: string): Schema[] {
  const more = schema.additionalProperties;
  const next = schema.items ?? schema.properties?.[segment] ?? (typeof more === "object" ? more : undefined);
  return next ? expand(next) : [];
}

/** Follows references and alternatives. A description beside a reference is about the place, and wins. */
export function expand(schema: Schema): Schema[] {
  if (schema.$ref) {
    const target = root.definitions[schema.$ref.replace("#/definitions/", "")];
    return target ? expand(schema.description ? { ...target, description: schema.description } : target) : [];
  }
  return schema.anyOf
    ? schema.anyOf.flatMap(each => expand(schema.description && !each.description ? { ...each, description: schema.description } : each))
    : [schema];
}

function fits(schema: Schema, value: unknown): boolean {
  if (!isObjectOrList(value) || Array.isArray(value) || !schema.properties) {
    return true;
  }
  return Object.entries(value).every(([name, each]) => {
    const accepted = schema.properties?.[name];
    if (!accepted) {
      return schema.additionalProperties !== false;
    }
    return !accepted.enum || typeof each !== "string" || each === "" || accepted.enum.includes(each);
  });
}

function isObjectOrList(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
