import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, type KeyBinding, keymap } from "@codemirror/view";

const scope = "editor search-panel";

const keys: KeyBinding[] = [
  { key: "Mod-f", run: openSearchPanel, scope, preventDefault: true },
  { key: "F3", run: findNext, shift: findPrevious, scope, preventDefault: true },
  { key: "Mod-g", run: findNext, shift: findPrevious, scope, preventDefault: true },
  { key: "Escape", run: closeSearchPanel, scope },
];

const labels = EditorState.phrases.of({
  next: "Next",
  previous: "Previous",
  all: "Select all",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close the search",
});

const font = { font: "inherit", color: "var(--text)", border: "1px solid var(--muted)", borderRadius: "6px", padding: "0.15rem 0.5rem" };

const style = EditorView.theme({
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)", fontFamily: "system-ui, sans-serif" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "0.3rem 2.5rem 0.3rem 0.5rem" },
  ".cm-panel.cm-search label": { display: "inline-block", fontSize: "inherit", whiteSpace: "normal" },
  ".cm-panel.cm-search [name=close]": { width: "2rem", height: "2rem", cursor: "pointer" },
  ".cm-panel :focus-visible": { outline: "3px solid var(--focus)" },
  ".cm-textfield": { ...font, backgroundColor: "var(--ground)", maxWidth: "100%" },
  ".cm-button": { ...font, background: "var(--ground)", cursor: "pointer" },
  ".cm-button:active": { backgroundImage: "none" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-ground)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent)" },
  ".cm-searchMatch-selected, .cm-searchMatch-selected *": { color: "var(--on-accent)" },
});

/** Finds a text in the document. The browser's own search sees only the lines that are drawn. */
export const textSearch = [search({ top: true }), keymap.of(keys), labels, style];
