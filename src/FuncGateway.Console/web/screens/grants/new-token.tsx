import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Clients } from "../../parts/clients";
import { Copyable } from "../../parts/copy";

interface NewTokenProps {
  token: string;
  mcpUrls: Record<string, string>;
  /** What a person should know about the token, beside that it is shown once. */
  children?: ComponentChildren;
}

/** A token, the only time it is shown, and how to give it to an agent. */
export function NewToken({ token, mcpUrls, children }: NewTokenProps) {
  const servers = Object.entries(mcpUrls).map(([id, url]) => ({ id, url }));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        Token
      </h3>
      <div class="note warn">
        <strong>Copy it now.</strong> The token is not shown again: the gateway keeps only a hash of it. Whoever has it can call what the
        grant allows.
        {children}
      </div>
      <Copyable text={token} label="the token" />
      <h3>Connect a client</h3>
      <Clients servers={servers} token={token} />
    </>
  );
}
