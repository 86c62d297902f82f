import { marked } from "../parts/invisible";
import { itemsOf, membersOf, parseTree, rootOf, type SyntaxNode } from "./syntax";

export interface Layout {
  /** One step of indentation. */
  unit: string;
  /** Indentation of the line that the value begins in. */
  indent: string;
  /** How deep in its document the value is. */
  depth: number;
  /** Whether everything goes into one line. */
  isInline: boolean;
}

const width = 100;
const usual: Layout = { unit: "  ", indent: "", depth: 0, isInline: false };

/**
 * Lays JSON out for reading: short objects and lists in one line, the rest line by line. Numbers stay as they are written, and strings keep the
 * escapes of what could not be seen. Text that is not JSON is returned as it is.
 */
export function formatJson(text: string, layout: Layout = usual): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const root = rootOf(parseTree(text));
  return root ? print(root, text, layout, 0) : text;
}

/** @param before How many characters are before the value in its line, without the indentation. */
function print(node: SyntaxNode, text: string, layout: Layout, before: number): string {
  const line = inline(node, text);
  const mustBreak = node.name === "Object" && layout.depth < 2 && membersOf(node, text).length > 0;
  const fits = !mustBreak && layout.indent.length + before + line.length <= width;
  if (layout.isInline || fits || (node.name !== "Object" && node.name !== "Array")) {
    return line;
  }

  const inner: Layout = { ...layout, indent: layout.indent + layout.unit, depth: layout.depth + 1 };
  const entries =
    node.name === "Array"
      ? itemsOf(node).map(item => print(item, text, inner, 0))
      : membersOf(node, text).map(member => {
          const name = `${readable(text.slice(member.nameNode.from, member.nameNode.to))}: `;
          return name + (member.value ? print(member.value, text, inner, name.length) : "null");
        });
  const [open, close] = node.name === "Array" ? "[]" : "{}";
  return `${open}\n${entries.map(entry => inner.indent + entry).join(",\n")}\n${layout.indent}${close}`;
}

function inline(node: SyntaxNode, text: string): string {
  switch (node.name) {
    case "Object": {
      const members = membersOf(node, text).map(
        ({ nameNode, value }) => `${readable(text.slice(nameNode.from, nameNode.to))}: ${value ? inline(value, text) : "null"}`,
      );
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
    }
    case "Array": {
      const items = itemsOf(node);
      const list = items.map(item => inline(item, text)).join(", ");
      return items.some(item => item.name === "Object" || item.name === "Array") ? `[ ${list} ]` : `[${list}]`;
    }
    default:
      return node.name === "String" ? readable(text.slice(node.from, node.to)) : text.slice(node.from, node.to);
  }
}

const escapes = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\./g;

// Writes characters instead of their escapes, but for quotes, backslashes, controls and what cannot be seen.
function readable(string: string): string {
  return string.replace(escapes, escaped => {
    const character = String(JSON.parse(`"${escaped}"`));
    const mustStay = /["\\\t\n]/.test(character) || marked(character).some(part => part.isInvisible);
    return mustStay ? escaped : character;
  });
}
