import { jsonLanguage } from "@codemirror/lang-json";

export type SyntaxTree = ReturnType<typeof jsonLanguage.parser.parse>;
export type SyntaxNode = SyntaxTree["topNode"];

/** A stretch of a text. */
export interface Span {
  from: number;
  to: number;
}

/** A member of an object: its name as parsed, and where its parts are. */
export interface Member extends Span {
  name: string;
  nameNode: SyntaxNode;
  /** Null while it is being written. */
  value: SyntaxNode | null;
}

const values = new Set(["True", "False", "Null", "Number", "String", "Object", "Array"]);

export function parseTree(text: string): SyntaxTree {
  return jsonLanguage.parser.parse(text);
}

export function rootOf(tree: SyntaxTree): SyntaxNode | null {
  return valueIn(tree.topNode);
}

/** The members of an object in order, also of one that is being written. Empty for any other node. */
export function membersOf(node: SyntaxNode | null, text: string): Member[] {
  const members: Member[] = [];
  for (let each = node?.name === "Object" ? node.firstChild : null; each; each = each.nextSibling) {
    const nameNode = each.name === "Property" ? each.firstChild : null;
    if (nameNode?.name === "PropertyName") {
      members.push({ name: stringOf(nameNode, text), nameNode, value: valueIn(each), from: each.from, to: each.to });
    }
  }
  return members;
}

/** The items of a list in order. Empty for any other node. */
export function itemsOf(node: SyntaxNode | null): SyntaxNode[] {
  const items: SyntaxNode[] = [];
  for (let each = node?.name === "Array" ? node.firstChild : null; each; each = each.nextSibling) {
    if (values.has(each.name)) {
      items.push(each);
    }
  }
  return items;
}

/** The member of that name; the last one, as in parsing, if the name is repeated. */
export function memberOf(node: SyntaxNode | null, name: string, text: string): Member | undefined {
  return membersOf(node, text).findLast(each => each.name === name);
}

/** The value at a path of names and indices; null if there is none. */
export function valueAt(root: SyntaxNode | null, path: readonly string[], text: string): SyntaxNode | null {
  let node = root;
  for (const segment of path) {
    node = node?.name === "Array" ? (itemsOf(node)[Number(segment)] ?? null) : (memberOf(node, segment, text)?.value ?? null);
  }
  return node;
}

/** A string or a name as parsed; as written if it cannot be parsed. */
export function stringOf(node: SyntaxNode, text: string): string {
  const written = text.slice(node.from, node.to);
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}

/** Whether a node is a value, and not a bracket, a comma or a mistake. */
export function isValue(node: SyntaxNode): boolean {
  return values.has(node.name);
}

function valueIn(parent: SyntaxNode): SyntaxNode | null {
  for (let each = parent.firstChild; each; each = each.nextSibling) {
    if (isValue(each)) {
      return each;
    }
  }
  return null;
}
