import type { ComponentChildren } from "preact";

/** A frame around what others wrote, with who wrote it, so that nobody takes it for words of this page. Nothing is painted outside. */
export function Theirs({ by, children }: { by: string; children: ComponentChildren }) {
  return (
    <figure class="theirs">
      <figcaption>{by}</figcaption>
      <div>{children}</div>
    </figure>
  );
}
