import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  insertCompletionText,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import { argumentPaths } from "./arguments";
import { type Cursor, cursorAt } from "./place";
import { expand, objectFormsAt, type Schema, schemasAt } from "./schema";
import { itemsOf, membersOf, stringOf } from "./syntax";

/** A tool of the server, for names and the paths of its arguments. */
export interface KnownTool {
  name: string;
  inputSchema: unknown;
}

/** Completes the names and values that the policy's schema has, the server's tools, and the paths of their arguments. */
export function policyCompletion(tools: () => readonly KnownTool[]): CompletionSource {
  return context => {
    const text = context.state.doc.toString();
    const tree = syntaxTree(context.state);
    const cursor = cursorAt(tree.resolveInner(context.pos, -1), context.pos, text);
    const word = context.matchBefore(/[\w$*.-]*/);
    if (!cursor || !(context.explicit || cursor.node || (word && word.from < word.to))) {
      return null;
    }
    const from = cursor.node ? cursor.node.from + 1 : (word?.from ?? context.pos);
    if (from > context.pos) {
      return null;
    }
    const present = parsed(text);
    const options = cursor.kind === "name" ? names(cursor, present, text, tools()) : valuesFor(cursor, present, text, tools(), context);
    return options.length === 0 ? null : ({ from, options, validFor: /^[^"]*$/ } satisfies CompletionResult);
  };
}

function names(cursor: Cursor, present: unknown, text: string, tools: readonly KnownTool[]): Completion[] {
  const taken = new Set(
    membersOf(cursor.container, text)
      .filter(each => each.nameNode.from !== cursor.node?.from)
      .map(each => each.name),
  );
  const found = new Map<string, Completion>();
  for (const form of objectFormsAt(cursor.path, present)) {
    for (const [name, schema] of Object.entries(form.properties ?? {})) {
      if (!taken.has(name) && !found.has(name)) {
        const isRequired = form.required?.includes(name) ?? false;
        found.set(name, {
          ...memberCompletion(name, schema),
          boost: isRequired ? 1 : 0,
          detail: isRequired ? "required" : undefined,
        } as Completion);
      }
    }
  }
  if (cursor.path.length === 1 && cursor.path[0] === "tools") {
    for (const { name } of tools) {
      if (!taken.has(name)) {
        found.set(name, { ...memberCompletion(name, { type: "object" }), type: "function", detail: "tool" });
      }
    }
  }
  return [...found.values()];
}

function memberCompletion(name: string, schema: Schema): Completion {
  const forms = expand(schema);
  const starts = forms.some(each => each.type === "object")
    ? "{}"
    : forms.some(each => each.type === "array")
      ? "[]"
      : forms.every(each => each.type === "string")
        ? '""'
        : "";
  return {
    label: name,
    type: "property",
    info: schema.description ?? forms[0]?.description,
    apply: (view, _, from, to) => insertMember(view, JSON.stringify(name), starts, from, to),
  } as Completion;
}

function valuesFor(cursor: Cursor, present: unknown, text: string, tools: readonly KnownTool[], context: CompletionContext): Completion[] {
  const options: Completion[] = [];
  const schemas = schemasAt(cursor.path, present);
  for (const value of new Set(schemas.flatMap(each => each.enum ?? []))) {
    options.push(valueCompletion(JSON.stringify(value), value, schemas.find(each => each.enum?.includes(value))?.description));
  }
  if (cursor.path[0] === "hide" && cursor.path.length === 2) {
    const hidden = new Set(itemsOf(cursor.container).map(item => stringOf(item, text)));
    options.push(
      ...tools
        .filter(({ name }) => !hidden.has(name))
        .map(({ name }) => ({ ...valueCompletion(JSON.stringify(name), name), detail: "tool" })),
    );
  }
  const last = cursor.path.at(-1);
  if (cursor.path[0] === "tools" && (last === "path" || last === "increment_from")) {
    const tool = tools.find(each => each.name === cursor.path[1]);
    options.push(...argumentPaths(tool?.inputSchema).map(path => ({ ...valueCompletion(JSON.stringify(path), path), detail: "argument" })));
  }
  if (context.explicit && !cursor.node && options.length === 0) {
    const starts = new Set(schemas.map(each => ({ object: "{}", array: "[]" })[each.type ?? ""]).filter(each => each !== undefined));
    options.push(...[...starts].map(each => valueCompletion(each, each)));
  }
  return options;
}

function valueCompletion(written: string, label: string, info?: string): Completion {
  return { label, type: "enum", ...(info ? { info } : {}), apply: (view, _, from, to) => insertValue(view, written, from, to) };
}

// The quotes around the cursor are replaced too.
function quoted(view: EditorView, from: number, to: number): { from: number; to: number } {
  const text = view.state.doc.toString();
  const hasOpening = text[from - 1] === '"';
  const rest = hasOpening ? /^(?:[^"\\\n]|\\.)*"/.exec(text.slice(to)) : null;
  return { from: hasOpening ? from - 1 : from, to: to + (rest?.[0].length ?? 0) };
}

function insertValue(view: EditorView, written: string, from: number, to: number) {
  const span = quoted(view, from, to);
  view.dispatch(insertCompletionText(view.state, written, span.from, span.to));
}

function insertMember(view: EditorView, name: string, starts: string, from: number, to: number) {
  const span = quoted(view, from, to);
  const rest = view.state.doc.sliceString(span.to);
  if (/^\s*:/.test(rest)) {
    view.dispatch(insertCompletionText(view.state, name, span.from, span.to));
    return;
  }
  const comma = /^\s*"/.test(rest) ? "," : "";
  const inserted = `${name}: ${starts}${comma}`;
  const cursor = span.from + inserted.length - comma.length - (starts === "" ? 0 : 1);
  view.dispatch({
    changes: { from: span.from, to: span.to, insert: inserted },
    selection: { anchor: cursor },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

// Text that is being written is seldom JSON; then no form is ruled out.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
