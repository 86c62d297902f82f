import { isObject } from "../parts/is-object";

const deepest = 4;
const most = 200;

/** The paths of a tool's arguments as conditions name them, from its inputSchema. */
export function argumentPaths(inputSchema: unknown): string[] {
  const paths: string[] = [];
  collect(inputSchema, "args", 0, paths);
  return paths;
}

function collect(schema: unknown, path: string, depth: number, paths: string[]) {
  if (!isObject(schema) || depth > deepest || paths.length >= most) {
    return;
  }
  if (isObject(schema.properties)) {
    for (const [name, each] of Object.entries(schema.properties)) {
      const inner = /^[A-Za-z_][\w-]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
      paths.push(inner);
      collect(each, inner, depth + 1, paths);
    }
  }
  if (isObject(schema.items)) {
    paths.push(`${path}[*]`);
    collect(schema.items, `${path}[*]`, depth + 1, paths);
  }
}
