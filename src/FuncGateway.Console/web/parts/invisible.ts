/** A part of a text: shown as it is, or the name of what is not seen in its place. */
export interface MarkedPart {
  text: string;
  isInvisible: boolean;
}

// Controls, what Unicode says to ignore (joiners, bidirectional marks, fillers, variation selectors, tags), separators and spaces other than the
// usual one, unassigned and private characters, and halves of surrogate pairs. Emoji keep their joiners and selectors. Of the marks on one letter,
// four are shown: more would be painted over other lines.
const emoji = String.raw`\p{Extended_Pictographic}(?:\u{FE0F}|\p{Emoji_Modifier})?`;
const hidden = String.raw`[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u{2800}]`;
const stacked = String.raw`(?<=\p{M}{4})\p{M}+`;

function unseenBut(shown: string): RegExp {
  return new RegExp(
    String.raw`(?:${emoji}(?:\u{200D}${emoji})*)|(?<stacked>${stacked})|(?<hidden>(?![${shown}])${hidden})\k<hidden>*`,
    "gu",
  );
}

const [inLine, inLines, atEdge] = [unseenBut(" "), unseenBut(" \\t\\n"), unseenBut("")];

/**
 * Splits a text at what would not be seen as it is.
 * @param hasLines Whether it is shown in lines, with its line feeds and tabs.
 */
export function marked(text: string, hasLines = false): MarkedPart[] {
  return split(text, hasLines ? inLines : inLine);
}

/**
 * Like `marked`, with the white space at the edges named too: `"5 "` is another text than `"5"`.
 * @param isCut Whether the text goes on, so that its end is no edge.
 */
export function markedWithEdges(text: string, hasLines: boolean, isCut: boolean): MarkedPart[] {
  const start = text.length - text.trimStart().length;
  const end = isCut ? text.length : Math.max(start, text.trimEnd().length);
  return [...split(text.slice(0, start), atEdge), ...marked(text.slice(start, end), hasLines), ...split(text.slice(end), atEdge)];
}

function split(text: string, unseen: RegExp): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let from = 0;
  for (const match of text.matchAll(unseen)) {
    const { hidden, stacked } = match.groups ?? {};
    const [found] = match;
    const name = stacked !== undefined ? nameOfMarks(stacked) : hidden !== undefined ? nameOfRun(hidden, found) : undefined;
    if (name !== undefined) {
      if (match.index > from) {
        parts.push({ text: text.slice(from, match.index), isInvisible: false });
      }
      parts.push({ text: name, isInvisible: true });
      from = match.index + found.length;
    }
  }
  if (from < text.length) {
    parts.push({ text: text.slice(from), isInvisible: false });
  }
  return parts;
}

/** The invisible characters of a text by their names, each once. */
export function invisibleIn(text: string): string[] {
  return [...new Set(marked(text, true).flatMap(part => (part.isInvisible ? [part.text] : [])))];
}

/** A text that others wrote, short and with its invisible characters named, for places that show plain text only. */
export function plain(text: string, length = 60): string {
  const cut = Array.from(text).slice(0, length).join("");
  const shown = marked(cut)
    .map(part => (part.isInvisible ? `[${part.text}]` : part.text))
    .join("");
  return cut.length < text.length ? `${shown}…` : shown;
}

function nameOfMarks(marks: string): string {
  const count = Array.from(marks).length;
  return count === 1 ? nameOf(marks) : `${count} more marks`;
}

function nameOfRun(character: string, run: string): string {
  const count = run.length / character.length;
  return count === 1 ? nameOf(character) : `${nameOf(character)} ×${count}`;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
