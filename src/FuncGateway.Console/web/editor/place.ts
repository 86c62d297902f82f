import { parsePointer } from "../parts/pointer";
import { isValue, itemsOf, memberOf, type Span, type SyntaxNode, stringOf } from "./syntax";

/** Where in a document the cursor is: at the name of a member of an object, or at a value. */
export interface Cursor {
  kind: "name" | "value";
  /** To the object of the name, or to the value. */
  path: string[];
  /** The object of the name, or the list of the item. */
  container: SyntaxNode | null;
  /** The string that the cursor is in. */
  node: SyntaxNode | null;
}

export function cursorAt(inner: SyntaxNode, position: number, text: string): Cursor | null {
  if (inner.name === "PropertyName" && inner.parent?.parent) {
    return { kind: "name", path: pathOf(inner.parent.parent, text), container: inner.parent.parent, node: inner };
  }
  if (isValue(inner) && inner.name !== "Object" && inner.name !== "Array") {
    const container = inner.parent;
    return { kind: "value", path: pathOf(inner, text), container, node: inner.name === "String" ? inner : null };
  }
  for (let node: SyntaxNode | null = inner; node; node = node.parent) {
    const name = node.name === "Property" ? node.firstChild : null;
    if (name && position > name.to && text.slice(name.to, position).includes(":")) {
      return { kind: "value", path: [...pathOf(node, text)], container: node, node: null };
    }
    if (node.name === "Object" && isInside(node, position)) {
      return { kind: "name", path: pathOf(node, text), container: node, node: null };
    }
    if (node.name === "Array" && isInside(node, position)) {
      const index = itemsOf(node).filter(item => item.to <= position).length;
      return { kind: "value", path: [...pathOf(node, text), String(index)], container: node, node: null };
    }
  }
  return null;
}

/** The path to a value or a member. */
export function pathOf(node: SyntaxNode, text: string): string[] {
  const path: string[] = [];
  for (let each: SyntaxNode | null = node; each?.parent; each = each.parent) {
    const parent: SyntaxNode = each.parent;
    if (each.name === "Property" && each.firstChild) {
      path.unshift(stringOf(each.firstChild, text));
    } else if (parent.name === "Array") {
      const from = each.from;
      path.unshift(String(itemsOf(parent).filter(item => item.from < from).length));
    }
  }
  return path;
}

/** What a JSON Pointer, or the rule of a decision, names: a member in one line, the name of a longer one, an item. Where it leads nowhere, the nearest that exists. */
export function spanOf(root: SyntaxNode | null, pointer: string, text: string): Span {
  let node = root;
  let span: Span = root ? { from: root.from, to: Math.min(root.from + 1, root.to) } : { from: 0, to: Math.min(1, text.length) };
  for (const segment of parsePointer(pointer)) {
    const member = memberOf(node, segment, text);
    const item = itemNamed(node, segment, text);
    if (!member && !item) {
      break;
    }
    node = member ? member.value : (item ?? null);
    span = member ? oneLine(member, member.nameNode, text) : item ? oneLine(item, { from: item.from, to: item.from + 1 }, text) : span;
  }
  return span;
}

// The audit log names a limit by its counter.
function itemNamed(node: SyntaxNode | null, segment: string, text: string): SyntaxNode | undefined {
  const items = itemsOf(node);
  return /^\d+$/.test(segment)
    ? items[Number(segment)]
    : items.find(item => {
        const counter = memberOf(item, "counter", text)?.value;
        return counter && stringOf(counter, text) === segment;
      });
}

function oneLine(whole: Span, instead: Span, text: string): Span {
  return text.slice(whole.from, whole.to).includes("\n") ? { from: instead.from, to: instead.to } : { from: whole.from, to: whole.to };
}

function isInside(node: SyntaxNode, position: number): boolean {
  const isOpen = node.lastChild?.name !== "}" && node.lastChild?.name !== "]";
  return position > node.from && (isOpen || position < node.to);
}
