import { foldAfter, linesOfText, namesUpTo, openUpTo } from "./json";
import { countRows, entriesOf, isPlain, type Json } from "./json-values";
import { endOf, foldAt } from "./text";

/** What is folded at first when a JSON value is laid out as a tree. */
export interface Folds {
  texts: number;
  entries: number;
}

export function foldsIn(value: Json): Folds {
  return walk(value, countRows(value) > openUpTo, true);
}

function walk(value: Json, isClosed: boolean, isRoot: boolean): Folds {
  if (isPlain(value)) {
    return { texts: typeof value === "string" && endOf(value, foldAt, linesOfText) < value.length ? 1 : 0, entries: 0 };
  }
  if (isClosed && !isRoot) {
    return { texts: 0, entries: countRows(value) };
  }
  const folds = { texts: 0, entries: 0 };
  entriesOf(value).forEach(([name, each], index) => {
    const found = index < foldAfter ? walk(each, isClosed, false) : { texts: 0, entries: 1 + countRows(each) };
    folds.texts += found.texts + (!Array.isArray(value) && endOf(name, namesUpTo, 0) < name.length ? 1 : 0);
    folds.entries += found.entries;
  });
  return folds;
}
