import { marked } from "./invisible";

const longest = 300;

// An apostrophe ends single quotes, and PowerShell takes the typographic ones for it. Windows PowerShell splits an argument at a double quote,
// and a backslash before the end can hide that end. cmd.exe knows no single quotes and would run what follows one of the others.
const unsafe = /['"\u2018-\u201f\uff02\uff07&|<>]|\\$/u;

// Without quotes: neither shell changes any of these.
const bare = /^(?:--|--?[a-z][a-z-]*|[\w/.][\w/.:=+-]*)$/;

/**
 * A value that others may have written, as it can stand in a command for sh and PowerShell.
 * @param placeholder Stands for a value that is empty, too long, not seen as it is, or not safe within single quotes.
 */
export function safeOr(placeholder: string, value: string): string {
  const isSafe = value !== "" && value.length <= longest && !unsafe.test(value) && !marked(value).some(part => part.isInvisible);
  return isSafe ? value : placeholder;
}

/** An argument as it is written in sh and PowerShell. Values in it must have passed `safeOr`. */
export function quoted(word: string): string {
  return bare.test(word) ? word : `'${word}'`;
}
