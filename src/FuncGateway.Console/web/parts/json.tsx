import { useState } from "preact/hooks";
import { counted } from "./counted";
import { Covered, OnShown } from "./covered";
import { countRows, entriesOf, goneFrom, isCoverable, isPlain, isSameKind, type Json, memberOf, type Plain, same } from "./json-values";
import { isSecretName } from "./secrets";
import { Text } from "./text";

/** How many entries of one object or list are shown at first. */
export const foldAfter = 50;

/** With more entries than this altogether, what contains others is closed at first. */
export const openUpTo = 200;

/** How many characters of a name are shown at first. */
export const namesUpTo = 120;

/** How many lines of a text are shown at first. */
export const linesOfText = 8;

// How text would read that is not a text.
const looksLikeOther = /^(true|false|null|-?\d[\d.eE+-]*|\[\] \(empty list\)|\{\} \(empty object\)|"" \(empty text\)|".*" \(text\))$/;

/**
 * A JSON value laid out as a tree, with nothing left out: what is long is folded, and a text that looks like a secret by its name, or by that of
 * what it is in, is covered until it is asked for.
 * @param before The value that it is compared with: what differs is marked.
 */
export function JsonTree({ value, before }: { value: unknown; before?: unknown }) {
  const shown = value as Json;
  return (
    <div class="json">
      <Value
        value={shown}
        before={before as Json | undefined}
        isCompared={before !== undefined}
        isSecret={false}
        isClosed={countRows(shown) > openUpTo}
        isRoot
      />
    </div>
  );
}

interface ValueProps {
  value: Json;
  before: Json | undefined;
  isCompared: boolean;
  /** Whether its name, or that of what it is in, is one of secrets. */
  isSecret: boolean;
  /** Whether what contains others is closed at first. */
  isClosed: boolean;
  isRoot?: boolean;
}

function Value({ value, before, isCompared, isSecret, isClosed, isRoot = false }: ValueProps) {
  const [open, setOpen] = useState(isRoot || !isClosed);
  if (isPlain(value)) {
    const scalar = <Scalar value={value} />;
    return isSecret && isCoverable(value) ? <Covered length={value.length}>{scalar}</Covered> : scalar;
  }
  const entries = entriesOf(value);
  const isList = Array.isArray(value);
  const gone = isCompared && before !== undefined ? goneFrom(before, value) : [];
  if (entries.length + gone.length === 0) {
    return <code>{isList ? "[] (empty list)" : "{} (empty object)"}</code>;
  }
  return open ? (
    <Entries
      entries={entries}
      gone={gone}
      isList={isList}
      before={before}
      isCompared={isCompared}
      isSecret={isSecret}
      isClosed={isClosed}
    />
  ) : (
    <button type="button" class="fold" onClick={() => setOpen(true)}>
      Show {isList ? "the list" : "the object"}: {counted(countRows(value), "entry", "entries")}
    </button>
  );
}

interface EntriesProps extends Omit<ValueProps, "value" | "isRoot"> {
  entries: [string, Json][];
  /** The names of what is in the value before and not in this one. */
  gone: string[];
  isList: boolean;
}

function Entries({ entries, gone, isList, before, isCompared, isSecret, isClosed }: EntriesProps) {
  const [all, setAll] = useState(false);
  const covers = (name: string) => isSecret || (!isList && isSecretName(name));
  const label = (name: string) => (isList ? <code>[{name}]</code> : <Name value={name} fold={namesUpTo} />);
  const shown = all ? entries : entries.slice(0, foldAfter);
  return (
    <>
      <dl>
        {shown.map(([name, each]) => {
          const earlier = memberOf(before, name);
          const change = !isCompared ? null : earlier === undefined ? "new" : same(earlier, each) ? null : "changed";
          // What differs within two objects or two lists is marked there.
          const isInside = earlier !== undefined && isSameKind(earlier, each);
          return (
            <div key={name} class={change === "changed" && isInside ? undefined : (change ?? undefined)}>
              <dt>
                {label(name)}
                {change && <span class="change">{change}</span>}
              </dt>
              <dd>
                <Value value={each} before={earlier} isCompared={isCompared && isInside} isSecret={covers(name)} isClosed={isClosed} />
                {change === "changed" && !isInside && earlier !== undefined && (
                  <div class="before">
                    before: <Earlier value={earlier} isSecret={covers(name)} isClosed={isClosed} />
                  </div>
                )}
              </dd>
            </div>
          );
        })}
        {(all ? gone : gone.slice(0, foldAfter)).map(name => (
          <div key={`-${name}`} class="removed">
            <dt>
              {label(name)}
              <span class="change">not there any more</span>
            </dt>
            <dd>
              <Earlier value={memberOf(before, name) ?? null} isSecret={covers(name)} isClosed={isClosed} />
            </dd>
          </div>
        ))}
      </dl>
      {!all && Math.max(entries.length, gone.length) > foldAfter && (
        <button type="button" class="fold" onClick={() => setAll(true)}>
          Show all {counted(entries.length + gone.length, "entry", "entries")}
        </button>
      )}
    </>
  );
}

/** The name of a member, which others chose. */
export function Name({ value, ...text }: { value: string; fold: number; isCut?: boolean }) {
  return value === "" ? <code>"" (empty name)</code> : <Text value={value} hasEdges {...text} />;
}

function Scalar({ value }: { value: Plain }) {
  if (typeof value === "string") {
    if (value === "") {
      return <code>"" (empty text)</code>;
    }
    return looksLikeOther.test(value) ? <code>"{value}" (text)</code> : <Text value={value} lines={linesOfText} hasEdges />;
  }
  return <code>{Object.is(value, -0) ? "-0" : String(value)}</code>;
}

/** A value that is compared with: what is covered in it is not counted. */
function Earlier({ value, isSecret, isClosed }: { value: Json; isSecret: boolean; isClosed: boolean }) {
  return (
    <OnShown.Provider value={ignore}>
      <Value value={value} before={undefined} isCompared={false} isSecret={isSecret} isClosed={isClosed} />
    </OnShown.Provider>
  );
}

const ignore = () => undefined;
