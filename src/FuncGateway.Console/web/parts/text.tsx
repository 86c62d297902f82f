import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { marked, markedWithEdges } from "./invisible";

export const foldAt = 600;

interface TextProps {
  value: string;
  /** How many characters are shown at first. */
  fold?: number;
  /** For texts of several lines: how many are shown at first. Without it, a line feed is an invisible character like others. */
  lines?: number;
  /** Whether white space at the edges is named, as other characters are that nobody sees. */
  hasEdges?: boolean;
  /** Set inside of links and buttons, where no button may be: what is longer ends with "…" then. */
  isCut?: boolean;
}

/**
 * Text that others wrote: a tool's name, an argument, a label. It cannot change the direction of what is around it, invisible characters are
 * shown by their code points, and what is long is folded.
 */
export function Text({ value, fold = foldAt, lines = 0, hasEdges = false, isCut = false }: TextProps) {
  const [open, setOpen] = useState(false);
  const end = endOf(value, fold, lines);
  const isLong = end < value.length;
  const shown = isLong && !open ? value.slice(0, end) : value;
  const parts = hasEdges ? markedWithEdges(shown, lines > 0, shown.length < value.length) : marked(shown, lines > 0);
  return (
    <bdi class="text">
      {parts.map((part, index) =>
        part.isInvisible ? (
          <mark key={index} class="invisible" title="Not visible by itself">
            {part.text}
          </mark>
        ) : (
          breakable(part.text)
        ),
      )}
      {isLong && isCut && "…"}
      {isLong && !isCut && (
        <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(current => !current)}>
          {open ? "Show less" : `… show all ${value.length.toLocaleString("en")} characters`}
        </button>
      )}
    </bdi>
  );
}

/** How many characters of a text are shown at first. */
export function endOf(value: string, fold: number, lines: number): number {
  const end = Math.min(value.length, lines > 0 ? endOfLines(value, lines) : value.length);
  return end <= fold ? end : beforePair(value, fold);
}

function endOfLines(value: string, lines: number): number {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = value.indexOf("\n", end + 1);
    if (end < 0) {
      return value.length;
    }
  }
  return end;
}

/** A place to cut a text: the given one, or the one before it if that is between the halves of a surrogate pair. */
export function beforePair(value: string, length: number): number {
  const last = value.charCodeAt(length - 1);
  return last >= 0xd800 && last < 0xdc00 ? length - 1 : length;
}

const longWord = /\S{200}/;
const piece = /.{1,100}[\p{M}\p{Cf}\p{Emoji_Modifier}]*/gsu;

// Browsers take minutes to lay out a word of 100,000 letters, unless there are places to break it.
function breakable(text: string): ComponentChildren {
  return longWord.test(text)
    ? (text.match(piece) ?? [text]).flatMap((each, index) => (index === 0 ? [each] : [<wbr key={index} />, each]))
    : text;
}
