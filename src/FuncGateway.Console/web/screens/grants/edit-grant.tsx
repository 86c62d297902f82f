import { useCallback, useState } from "preact/hooks";
import { useLoad } from "../../api/poll";
import type { Body } from "../../api/types";
import { useAction } from "../../parts/action";
import { Confirm } from "../../parts/confirm";
import { TextField } from "../../parts/field";
import { Show } from "../../parts/states";
import { useSession } from "../../session/session";
import { type AccessDraft, AccessFields, accessOf, noPolicy } from "./access-fields";
import { type Expiry, ExpiryField, expiryOf, timeOf } from "./expiry-field";
import type { Grant } from "./grant-types";

type Change = Body<"/api/grants/{grant}", "patch">;

interface EditGrantProps {
  grant: Grant;
  tag: string | null;
  onClose: () => void;
  onChanged: () => void;
}

/** Changes label, servers, policies and expiry. Without the role Admin, only the policy of a grant for one server. */
export function EditGrant({ grant: latest, tag: latestTag, onClose, onChanged }: EditGrantProps) {
  const { api, may } = useSession();
  // What was read when the dialog opened: a change by somebody else in the meantime must not be overwritten.
  const [{ grant, tag }] = useState({ grant: latest, tag: latestTag });
  const [label, setLabel] = useState(grant.label);
  const [access, setAccess] = useState<AccessDraft[]>(() =>
    grant.access.map(each => ({ server: each.server, policy: each.policy ?? noPolicy })),
  );
  const [expiry, setExpiry] = useState<Expiry>(() => expiryOf(grant.expiresAt));
  const isAdmin = may("administer");

  const save = useAction(async () => {
    const body = isAdmin ? changesOf(grant, label.trim(), access, expiry) : { policy: accessOf(access)[0]?.policy ?? null };
    await api.write("patch", "/api/grants/{grant}", { params: { grant: grant.id }, body, ifMatch: tag ?? undefined });
    onChanged();
  });
  const load = useCallback(
    async (signal: AbortSignal) => (await api.get("/api/servers", { signal })).items.flatMap(({ id }) => id ?? []),
    [api],
  );

  return (
    <Confirm title="Change the grant" confirm="Save" action={save} onClose={onClose}>
      {isAdmin && <TextField label="Label" value={label} onChange={setLabel} required maxLength={100} />}
      <Show what="the servers" of={useLoad(load)}>
        {servers => <AccessFields value={access} onChange={setAccess} servers={servers} policiesOnly={!isAdmin} />}
      </Show>
      {isAdmin && <ExpiryField value={expiry} onChange={setExpiry} />}
    </Confirm>
  );
}

/** Only what differs, so that the audit log names what a person changed. */
function changesOf(grant: Grant, label: string, drafts: readonly AccessDraft[], expiry: Expiry): Change {
  const change: Change = {};
  if (label !== grant.label) {
    change.label = label;
  }
  const access = accessOf(drafts);
  if (JSON.stringify(access) !== JSON.stringify(grant.access.map(({ server, policy }) => ({ server, policy })))) {
    change.access = access;
  }
  const before = expiryOf(grant.expiresAt);
  if (expiry.after !== before.after || expiry.date !== before.date) {
    change.expiresAt = timeOf(expiry);
  }
  return change;
}
