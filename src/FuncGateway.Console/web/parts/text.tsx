import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { marked } from "./invisible";

const foldAt = 600;

interface TextProps {
  value: string;
  /** How many characters are shown at first. */
  fold?: number;
  /** Set inside of links and buttons, where no button may be: what is longer ends with "…" then. */
  isCut?: boolean;
}

/**
 * Text that others wrote: a tool's name, an argument, a label. It cannot change the direction of what is around it, invisible characters are
 * shown by their code points, and what is long is folded.
 */
export function Text({ value, fold = foldAt, isCut = false }: TextProps) {
  const [open, setOpen] = useState(false);
  const isLong = value.length > fold;
  const shown = isLong && !open ? cut(value, fold) : value;
  return (
    <bdi class="text">
      {marked(shown).map((part, index) =>
        part.isInvisible ? (
          <mark key={index} class="invisible" title="An invisible character">
            {part.text}
          </mark>
        ) : (
          breakable(part.text)
        ),
      )}
      {isLong && isCut && "…"}
      {isLong && !isCut && (
        <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Show less" : `… show all ${value.length.toLocaleString("en")} characters`}
        </button>
      )}
    </bdi>
  );
}

const longWord = /\S{200}/;
const piece = /.{1,100}[\p{M}\p{Cf}\p{Emoji_Modifier}]*/gsu;

// Browsers take minutes to lay out a word of 100,000 letters, unless there are places to break it.
function breakable(text: string): ComponentChildren {
  return longWord.test(text)
    ? (text.match(piece) ?? [text]).flatMap((each, index) => (index === 0 ? [each] : [<wbr key={index} />, each]))
    : text;
}

// Never between the halves of a surrogate pair.
function cut(value: string, length: number): string {
  const last = value.charCodeAt(length - 1);
  return value.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
