import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Reply } from "../../api/types";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { TextField } from "../../parts/field";
import { Empty, ProblemNote, Show } from "../../parts/states";
import { useApi } from "../../session/session";
import { type AccessDraft, AccessFields, accessOf, noPolicy } from "./access-fields";
import { type Expiry, ExpiryField, never, timeOf, writtenExpiry } from "./expiry-field";

/** A new grant, with the token that no later answer has. */
export type MintedGrant = Reply<"/api/grants", "post"> & { label: string };

interface MintFormProps {
  /** The server and policy that are chosen at first. */
  server?: string;
  policy?: string;
  onMinted: (grant: MintedGrant) => void;
  onCancel?: () => void;
}

/** Asks for what a new grant needs, and mints it. */
export function MintForm(props: MintFormProps) {
  const api = useApi();
  const load = useCallback(
    async (signal: AbortSignal) => (await api.get("/api/servers", { signal })).items.flatMap(({ id }) => id ?? []),
    [api],
  );
  return (
    <Show what="the servers" of={useLoad(load)}>
      {servers =>
        servers.length === 0 ? (
          <Empty>
            A grant lets an agent reach servers, and there is none yet. <a href="/ui/servers">Add a server</a>.
          </Empty>
        ) : (
          <Form {...props} servers={servers} />
        )
      }
    </Show>
  );
}

function Form({ server, policy = "", servers, onMinted, onCancel }: MintFormProps & { servers: readonly string[] }) {
  const api = useApi();
  const [label, setLabel] = useState("");
  const first = server ?? (servers.length === 1 ? servers[0] : undefined) ?? "";
  const [access, setAccess] = useState<AccessDraft[]>([{ server: first, policy }]);
  const [expiry, setExpiry] = useState<Expiry>(never);
  const mint = useAction(async () => {
    const body = { label: label.trim(), access: accessOf(access), expiresAt: timeOf(expiry) };
    onMinted({ ...(await api.write("post", "/api/grants", { body })), label: body.label });
  });

  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void mint.run();
      }}
    >
      <TextField
        label="Label"
        value={label}
        onChange={setLabel}
        required
        maxLength={100}
        hint="Who or what uses the grant, such as the name of an agent. Approvals and the audit log show it."
      />
      <AccessFields value={access} onChange={setAccess} servers={servers} />
      <ExpiryField value={expiry} onChange={setExpiry} />
      {mint.problem && <ProblemNote problem={mint.problem} />}
      <p class="buttons">
        <button type="submit" class="main" disabled={mint.isRunning}>
          Mint the grant
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </p>
      {access.every(each => each.policy !== noPolicy) && (
        <CommandLine command={fgw.grantNew(label.trim(), access, writtenExpiry(expiry))} />
      )}
    </form>
  );
}
