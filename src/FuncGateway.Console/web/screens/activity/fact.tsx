import type { ComponentChildren } from "preact";
import { Text } from "../../parts/text";

/** One line of a list of facts; nothing if there is no value. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return children ? (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  ) : null;
}

export function Link({ to, text }: { to: string; text: string }) {
  return (
    <a href={to}>
      <Text value={text} fold={80} isCut />
    </a>
  );
}

export function text(value: string | null | undefined) {
  return value ? <Text value={value} fold={200} /> : null;
}

export function number(value: number | null | undefined): string | null {
  return value === undefined || value === null ? null : value.toLocaleString("en");
}
