import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the colours of the console, which follow its theme by themselves. */
export const theme = [
  EditorView.theme({
    "&": { height: "100%", backgroundColor: "var(--ground)", color: "var(--text)", fontSize: "0.9rem" },
    "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "-3px" },
    ".cm-scroller": { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, monospace', lineHeight: "1.5" },
    ".cm-content": { caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      background: "var(--info-ground)",
    },
    ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--muted)", borderRight: "1px solid var(--line)" },
    ".cm-activeLineGutter": { backgroundColor: "var(--info-ground)", color: "var(--text)" },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--good-ground)", outline: "1px solid var(--good)" },
    "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-ground)" },
    ".cm-specialChar": { color: "var(--warn)", backgroundColor: "var(--warn-ground)" },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      color: "var(--text)",
      border: "1px solid var(--muted)",
      borderRadius: "6px",
      maxWidth: "34rem",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
    ".cm-completionMatchedText": { textDecoration: "underline", fontWeight: "600" },
    ".cm-completionDetail": { fontStyle: "normal", opacity: "1", fontSize: "0.85em" },
    ".cm-tooltip.cm-completionInfo": { padding: "0.4rem 0.6rem", fontFamily: "system-ui, sans-serif", whiteSpace: "normal" },
    ".cm-diagnostic": { fontFamily: "system-ui, sans-serif", whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
    ".cm-diagnostic-error": { borderLeft: "4px solid var(--bad)" },
    ".cm-diagnostic-warning": { borderLeft: "4px solid var(--warn)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textDecorationSkipInk: "none" },
    ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)", textDecorationSkipInk: "none" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: "var(--info)" },
      { tag: tags.string, color: "var(--good)" },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--warn)" },
      { tag: [tags.brace, tags.squareBracket, tags.separator], color: "var(--text)" },
    ]),
  ),
];

/** Of what stands around the editor in its shadow root. */
export const frameStyle = `
  :host { display: block; }
  .editor { height: 100%; min-height: 0; }
  p { margin: 0; padding: 0.3rem 0.5rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.85rem; }
  .frame { display: grid; grid-template-rows: minmax(0, 1fr) auto; height: 100%; }
`;
