/** A part of a text: shown as it is, or the name of an invisible character in its place. */
export interface MarkedPart {
  text: string;
  isInvisible: boolean;
}

// Controls other than tab and line feed, what Unicode says to ignore (joiners, bidirectional marks, fillers, variation selectors, tags), separators and
// spaces other than the usual one, unassigned and private characters, and halves of surrogate pairs. Emoji keep their joiners and selectors.
const emoji = String.raw`\p{Extended_Pictographic}(?:\u{FE0F}|\p{Emoji_Modifier})?`;
const hidden = String.raw`(?![\t\n ])[\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u{2800}]`;
const invisible = new RegExp(String.raw`(?:${emoji}(?:\u{200D}${emoji})*)|(?<hidden>${hidden})`, "gu");

/** Splits a text at its invisible characters. */
export function marked(text: string): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let from = 0;
  for (const match of text.matchAll(invisible)) {
    const hidden = match.groups?.hidden;
    if (hidden !== undefined) {
      if (match.index > from) {
        parts.push({ text: text.slice(from, match.index), isInvisible: false });
      }
      parts.push({ text: nameOf(hidden), isInvisible: true });
      from = match.index + hidden.length;
    }
  }
  if (from < text.length) {
    parts.push({ text: text.slice(from), isInvisible: false });
  }
  return parts;
}

/** The invisible characters of a text by their names, each once. */
export function invisibleIn(text: string): string[] {
  return [...new Set(marked(text).flatMap(part => (part.isInvisible ? [part.text] : [])))];
}

/** A text that others wrote, short and with its invisible characters named, for places that show plain text only. */
export function plain(text: string, length = 60): string {
  const cut = Array.from(text).slice(0, length).join("");
  const shown = marked(cut)
    .map(part => (part.isInvisible ? `[${part.text}]` : part.text))
    .join("");
  return cut.length < text.length ? `${shown}…` : shown;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
