import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { ChangeSet, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { type KnownTool, policyCompletion } from "./completion";
import type { Edit } from "./edits";
import { diagnosticsOf, type Finding } from "./findings";
import { spanOf } from "./place";
import { textSearch } from "./search";
import { parseTree, rootOf, type Span } from "./syntax";
import { frameStyle, theme } from "./theme";

interface Setup {
  root: ShadowRoot;
  text: string;
  label: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
  tools: () => readonly KnownTool[];
}

/** The editor as the screen uses it. */
export class EditorControl {
  private readonly view: EditorView;
  private readonly root: ShadowRoot;

  constructor(setup: Setup) {
    this.root = setup.root;
    const style = new CSSStyleSheet();
    style.replaceSync(frameStyle);
    setup.root.adoptedStyleSheets = [style];
    const { frame, place } = makeFrame(setup.isReadOnly);
    setup.root.append(frame);
    this.view = new EditorView({ parent: place, root: setup.root, state: stateOf(setup) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Makes edits, each of the text that the ones before it leave, as one step that can be undone. */
  apply(edits: readonly Edit[]) {
    const { state } = this.view;
    const changes = edits.reduce(
      (before, edit) => before.compose(ChangeSet.of({ from: edit.from, to: edit.to, insert: edit.insert }, before.newLength)),
      ChangeSet.empty(state.doc.length),
    );
    this.view.dispatch({ changes, userEvent: "input.button" });
  }

  /** Replaces the whole text, as one step that can be undone. */
  replace(text: string) {
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  undo() {
    undo(this.view);
    this.view.focus();
  }

  redo() {
    redo(this.view);
    this.view.focus();
  }

  setFindings(findings: readonly Finding[]) {
    this.view.dispatch(setDiagnostics(this.view.state, diagnosticsOf(this.text, findings)));
  }

  /** Scrolls to what a JSON Pointer names, without moving the focus. */
  reveal(pointer: string) {
    const text = this.text;
    this.scrollTo(spanOf(rootOf(parseTree(text)), pointer, text), false);
  }

  /** Moves the focus to a stretch of the text. */
  goTo(span: Span) {
    this.scrollTo(span, true);
  }

  /** Moves the focus to what a JSON Pointer names. */
  goToPointer(pointer: string) {
    const text = this.text;
    this.scrollTo(spanOf(rootOf(parseTree(text)), pointer, text), true);
  }

  destroy() {
    this.view.destroy();
    this.root.replaceChildren();
  }

  private scrollTo(span: Span, isFocused: boolean) {
    this.view.dispatch({
      selection: { anchor: span.from, head: span.to },
      effects: EditorView.scrollIntoView(span.from, { y: "center" }),
    });
    if (isFocused) {
      this.view.focus();
    }
  }
}

function makeFrame(isReadOnly: boolean): { frame: HTMLElement; place: HTMLElement } {
  const frame = document.createElement("div");
  frame.className = "frame";
  const place = document.createElement("div");
  place.className = "editor";
  const keys = document.createElement("p");
  keys.id = "keys";
  keys.textContent = isReadOnly
    ? "Read-only. Ctrl+F finds."
    : "Ctrl+F finds, Ctrl+Space completes, Ctrl+Z undoes. Tab indents; Escape and then Tab leaves the editor.";
  frame.append(place, keys);
  return { frame, place };
}

function stateOf({ text, label, isReadOnly, onChange, tools }: Setup): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      drawSelection(),
      bracketMatching(),
      json(),
      lintGutter(),
      theme,
      textSearch,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "keys", tabindex: "0" }),
      EditorView.updateListener.of(update => {
        if (update.docChanged) {
          onChange(update.state.doc.toString());
        }
      }),
      isReadOnly ? readOnly : writing(tools),
    ],
  });
}

const readOnly = [EditorState.readOnly.of(true), keymap.of([...lintKeymap])];

function writing(tools: () => readonly KnownTool[]) {
  return [
    history(),
    indentOnInput(),
    closeBrackets(),
    autocompletion({ override: [policyCompletion(tools)], icons: false }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
  ];
}
