import { ExactNumber } from "../api/exact";
import { isSecretName } from "./secrets";

export type Json = null | boolean | number | string | ExactNumber | Json[] | { [name: string]: Json };

/** A value that contains no others. */
export type Plain = null | boolean | number | string | ExactNumber;

/** How many values of a JSON value are covered at first. */
export function countCovered(value: Json, isSecret = false): number {
  if (Array.isArray(value)) {
    return sum(value.map(each => countCovered(each, isSecret)));
  }
  if (isObject(value)) {
    return sum(Object.entries(value).map(([name, each]) => countCovered(each, isSecret || isSecretName(name))));
  }
  return isSecret && isCoverable(value as Plain) ? 1 : 0;
}

/** How many entries the objects and lists of a value have altogether. */
export function countRows(value: Json): number {
  return isPlain(value) ? 0 : sum(entriesOf(value).map(([, each]) => 1 + countRows(each)));
}

/** The names or positions in an object or a list, with what is there. */
export function entriesOf(value: Json[] | { [name: string]: Json }): [string, Json][] {
  return Array.isArray(value) ? value.map((each, index) => [String(index), each]) : Object.entries(value);
}

/** The names or positions of what is in one object or list and not in the other. */
export function goneFrom(before: Json, value: Json[] | { [name: string]: Json }): string[] {
  return isPlain(before) ? [] : entriesOf(before).flatMap(([name]) => (memberOf(value, name) === undefined ? [name] : []));
}

export function isPlain(value: Json): value is Plain {
  return value === null || typeof value !== "object" || value instanceof ExactNumber;
}

/** Whether both are objects, or both are lists. */
export function isSameKind(one: Json, other: Json): boolean {
  return !isPlain(one) && !isPlain(other) && Array.isArray(one) === Array.isArray(other);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((one, other) => one + other, 0);
}

/** Only texts: whoever chose the names must not be able to cover an amount. */
export function isCoverable(value: Plain): value is string {
  return typeof value === "string" && value !== "";
}

export function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) {
    return value[Number(name)];
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Whether two JSON values are the same, whatever the order of names. */
export function same(one: Json, other: Json): boolean {
  if (one instanceof ExactNumber || other instanceof ExactNumber) {
    return String(one) === String(other);
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, index) => same(each, other[index] as Json))
    );
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every(name => Object.hasOwn(other, name) && same(one[name] as Json, other[name] as Json))
    );
  }
  return one === other;
}
