import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import * as fgw from "../../parts/commands";
import { Confirm } from "../../parts/confirm";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import { EditGrant } from "./edit-grant";
import type { Grant, RotatedToken } from "./grant-types";
import { RotateToken } from "./rotate-token";

interface GrantActionsProps {
  grant: Grant;
  tag: string | null;
  onChanged: () => void;
  onRotated: (token: RotatedToken) => void;
}

/** The changes to a grant that the person may make. */
export function GrantActions({ grant, tag, onChanged, onRotated }: GrantActionsProps) {
  const { may } = useSession();
  const [open, setOpen] = useState<"" | "edit" | "rotate" | "revoke">("");
  const [done, setDone] = useState("");
  const close = () => setOpen("");
  const ask = (what: typeof open) => {
    setDone("");
    setOpen(what);
  };
  const mayEdit = may("administer") || (may("writePolicies") && grant.access.length === 1);

  function changed(what: string) {
    setDone(what);
    onChanged();
  }

  return (
    <>
      {grant.state !== "revoked" && (
        <p class="buttons">
          {mayEdit && (
            <button type="button" onClick={() => ask("edit")}>
              {may("administer") ? "Change" : "Change the policy"}
            </button>
          )}
          {may("administer") && (
            <>
              {grant.state === "live" && (
                <button type="button" onClick={() => ask("rotate")}>
                  Rotate the token
                </button>
              )}
              <button type="button" class="danger" onClick={() => ask("revoke")}>
                Revoke
              </button>
            </>
          )}
        </p>
      )}
      {!may("administer") && grant.state !== "revoked" && (
        <p class="hint">
          Label, servers and expiry can be changed, and the token be rotated or revoked, with the role Admin
          {mayEdit ? "." : "; the policy of a grant for one server also with PolicyManager."}
        </p>
      )}
      <div role="status">{done && <p class="note good">{done}</p>}</div>
      {open === "edit" && <EditGrant grant={grant} tag={tag} onClose={close} onChanged={() => changed("The grant was changed.")} />}
      {open === "rotate" && <RotateToken grant={grant} tag={tag} onClose={close} onRotated={onRotated} />}
      {open === "revoke" && <Revoke grant={grant} tag={tag} onClose={close} onRevoked={() => changed("The grant was revoked.")} />}
    </>
  );
}

function Revoke({ grant, tag, onClose, onRevoked }: { grant: Grant; tag: string | null; onClose: () => void; onRevoked: () => void }) {
  const { api } = useSession();
  const revoke = useAction(async () => {
    await api.write("delete", "/api/grants/{grant}", { params: { grant: grant.id }, ifMatch: tag ?? undefined });
    onRevoked();
  });
  return (
    <Confirm
      title="Revoke this grant?"
      confirm="Revoke it for good"
      action={revoke}
      isDangerous
      command={fgw.grantRevoke(grant.id)}
      onClose={onClose}
    >
      <p>
        Every request of <Text value={grant.label} fold={100} /> is refused within 2 seconds, and its open streams end. This cannot be
        undone: the agent needs a new grant then.
      </p>
    </Confirm>
  );
}
