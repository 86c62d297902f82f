import { formatJson } from "./format";
import { itemsOf, memberOf, membersOf, parseTree, rootOf, type Span, type SyntaxNode, valueAt } from "./syntax";

/** A replacement in a text. What is outside stays byte for byte. */
export interface Edit extends Span {
  insert: string;
}

/** An edit of a text, made from that text. Null if there is nothing to change. */
export type Step = (text: string) => Edit | null;

/** The edits that steps make, each of the text that the ones before it leave. */
export function stepsTaken(text: string, steps: readonly Step[]): Edit[] {
  const edits: Edit[] = [];
  let current = text;
  for (const step of steps) {
    const edit = step(current);
    if (edit) {
      edits.push(edit);
      current = applyEdit(current, edit);
    }
  }
  return edits;
}

function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
}

/**
 * Sets a member of the object at a path: in its place if it exists, else as the last one, laid out as those before it.
 * @param value JSON text.
 */
export function setMember(text: string, path: readonly string[], name: string, value: string): Edit | null {
  const object = objectAt(text, path);
  if (!object) {
    return null;
  }
  const present = memberOf(object, name, text);
  if (present?.value) {
    const indent = indentAt(text, present.from);
    return { from: present.value.from, to: present.value.to, insert: laidOut(text, value, indent, path.length + 1) };
  }
  return addEntry(
    text,
    object,
    membersOf(object, text).at(-1),
    indent => `${JSON.stringify(name)}: ${laidOut(text, value, indent, path.length + 1)}`,
  );
}

/** Removes a member of the object at a path, with its comma. Null if there is none. */
export function removeMember(text: string, path: readonly string[], name: string): Edit | null {
  const object = objectAt(text, path);
  const members = membersOf(object, text);
  const index = members.findLastIndex(each => each.name === name);
  return object && index >= 0 ? removeEntry(object, members, index) : null;
}

/** Adds an item to the list at a path. */
export function addItem(text: string, path: readonly string[], value: string): Edit | null {
  const list = valueAt(rootOf(parseTree(text)), path, text);
  const last = itemsOf(list).at(-1);
  if (list?.name !== "Array") {
    return null;
  }
  return last ? addEntry(text, list, last, () => value) : { from: list.from, to: list.to, insert: `[${value}]` };
}

/** Removes an item of the list at a path, with its comma. */
export function removeItem(text: string, path: readonly string[], index: number): Edit | null {
  const list = valueAt(rootOf(parseTree(text)), path, text);
  return list && itemsOf(list)[index] ? removeEntry(list, itemsOf(list), index) : null;
}

function objectAt(text: string, path: readonly string[]): SyntaxNode | null {
  const node = valueAt(rootOf(parseTree(text)), path, text);
  return node?.name === "Object" ? node : null;
}

function addEntry(text: string, container: SyntaxNode, last: Span | undefined, write: (indent: string) => string): Edit {
  if (last) {
    const indent = indentAt(text, last.from);
    const hasOwnLine = lineStart(text, last.from) + indent.length === last.from && text.includes("\n");
    return { from: last.to, to: last.to, insert: hasOwnLine ? `,\n${indent}${write(indent)}` : `, ${write(indent)}` };
  }
  const inside = { from: container.from + 1, to: container.to - 1 };
  if (!text.includes("\n")) {
    return { ...inside, insert: ` ${write("")} ` };
  }
  const outer = indentAt(text, container.from);
  const indent = outer + unitOf(text);
  return { ...inside, insert: `\n${indent}${write(indent)}\n${outer}` };
}

function removeEntry(container: SyntaxNode, entries: readonly Span[], index: number): Edit {
  const entry = entries[index] as Span;
  const before = entries[index - 1];
  const after = entries[index + 1];
  if (before) {
    return { from: before.to, to: entry.to, insert: "" };
  }
  return after ? { from: entry.from, to: after.from, insert: "" } : { from: container.from + 1, to: container.to - 1, insert: "" };
}

function laidOut(text: string, value: string, indent: string, depth: number): string {
  return formatJson(value, { unit: unitOf(text), indent, depth, isInline: !text.includes("\n") });
}

function lineStart(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

function indentAt(text: string, position: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, position), position))?.[0] ?? "";
}

// The indentation of the first member of the document that has a line of its own.
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
}
