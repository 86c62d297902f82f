import { useState } from "preact/hooks";
import { ExactNumber } from "../api/exact";
import { Covered, OnShown } from "./covered";
import { isContainer, isCoverable, isObject, type Json, memberOf, type Plain, same } from "./json-values";
import { isSecretName } from "./secrets";
import { Text } from "./text";

const foldAfter = 50;

// How text would read that is not a text.
const looksLikeOther = /^(true|false|null|-?\d[\d.eE+-]*|\[\] \(empty list\)|\{\} \(empty object\)|"" \(empty text\))$/;

/**
 * A JSON value laid out as a tree, with nothing left out: what is long is folded, what looks like a secret by its name, or by that of what it
 * is in, is covered until it is asked for.
 * @param before The value that it is compared with: what differs is marked.
 */
export function JsonTree({ value, before }: { value: unknown; before?: unknown }) {
  return (
    <div class="json">
      <Value value={value as Json} before={before as Json | undefined} isCompared={before !== undefined} isSecret={false} />
    </div>
  );
}

interface ValueProps {
  value: Json;
  before: Json | undefined;
  isCompared: boolean;
  /** Whether its name, or that of what it is in, is one of secrets. */
  isSecret: boolean;
}

function Value({ value, before, isCompared, isSecret }: ValueProps) {
  if (value === null || typeof value !== "object" || value instanceof ExactNumber) {
    const scalar = <Scalar value={value} />;
    return isSecret && isCoverable(value) ? <Covered length={String(value).length}>{scalar}</Covered> : scalar;
  }
  const entries: [string, Json][] = Array.isArray(value) ? value.map((each, index) => [String(index), each]) : Object.entries(value);
  if (entries.length === 0) {
    return <code>{Array.isArray(value) ? "[] (empty list)" : "{} (empty object)"}</code>;
  }
  return <Entries entries={entries} isList={Array.isArray(value)} before={before} isCompared={isCompared} isSecret={isSecret} />;
}

interface EntriesProps {
  entries: [string, Json][];
  isList: boolean;
  before: Json | undefined;
  isCompared: boolean;
  isSecret: boolean;
}

function Entries({ entries, isList, before, isCompared, isSecret }: EntriesProps) {
  const [all, setAll] = useState(false);
  const covers = (name: string) => isSecret || (!isList && isSecretName(name));
  const shown = all ? entries : entries.slice(0, foldAfter);
  const gone =
    isCompared && !isList && isObject(before) ? Object.keys(before).filter(name => !entries.some(([each]) => each === name)) : [];
  return (
    <>
      <dl>
        {shown.map(([name, each]) => {
          const earlier = memberOf(before, name);
          const change = !isCompared ? null : earlier === undefined ? "new" : same(earlier, each) ? null : "changed";
          return (
            <div key={name} class={change === "changed" && isContainer(each) ? undefined : (change ?? undefined)}>
              <dt>
                {isList ? <code>[{name}]</code> : <Text value={name} fold={120} />}
                {change && <span class="change">{change}</span>}
              </dt>
              <dd>
                <Value value={each} before={earlier} isCompared={isCompared && earlier !== undefined} isSecret={covers(name)} />
                {change === "changed" && !isContainer(each) && earlier !== undefined && (
                  <p class="before">
                    before: <Earlier value={earlier} isSecret={covers(name)} />
                  </p>
                )}
              </dd>
            </div>
          );
        })}
        {gone.map(name => (
          <div key={`-${name}`} class="removed">
            <dt>
              <Text value={name} fold={120} />
              <span class="change">not there any more</span>
            </dt>
            <dd>
              <Earlier value={memberOf(before, name) ?? null} isSecret={covers(name)} />
            </dd>
          </div>
        ))}
      </dl>
      {!all && entries.length > foldAfter && (
        <button type="button" class="fold" onClick={() => setAll(true)}>
          Show all {entries.length.toLocaleString("en")} entries
        </button>
      )}
    </>
  );
}

function Scalar({ value }: { value: Plain }) {
  if (typeof value === "string") {
    if (value === "") {
      return <code>"" (empty text)</code>;
    }
    return looksLikeOther.test(value) ? <code>"{value}" (text)</code> : <Text value={value} />;
  }
  return <code>{String(value)}</code>;
}

/** A value that is compared with: what is covered in it is not counted. */
function Earlier({ value, isSecret }: { value: Json; isSecret: boolean }) {
  return (
    <OnShown.Provider value={ignore}>
      <Value value={value} before={undefined} isCompared={false} isSecret={isSecret} />
    </OnShown.Provider>
  );
}

const ignore = () => undefined;
