import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import * as fgw from "../../parts/commands";
import { Confirm } from "../../parts/confirm";
import { Choice } from "../../parts/field";
import { Exact } from "../../parts/time";
import { useApi } from "../../session/session";
import type { Grant, RotatedToken } from "./grant-types";

interface RotateTokenProps {
  grant: Grant;
  tag: string | null;
  onClose: () => void;
  onRotated: (token: RotatedToken) => void;
}

export function RotateToken({ grant, tag, onClose, onRotated }: RotateTokenProps) {
  const api = useApi();
  const [overlap, setOverlap] = useState("10m");
  const rotate = useAction(async () => {
    const params = { grant: grant.id };
    onRotated(
      (await api.write("post", "/api/grants/{grant}/rotate", { params, body: { overlap }, ifMatch: tag ?? undefined })) as RotatedToken,
    );
  });
  return (
    <Confirm title="Rotate the token?" confirm="Make a new token" action={rotate} command={fgw.grantRotate(grant.id)} onClose={onClose}>
      <p>The grant gets a new token, which is shown once. Servers, policies and counts stay as they are.</p>
      <Choice
        label="The present token works"
        value={overlap}
        onChange={setOverlap}
        options={[
          ["0", "no longer, as after a leak"],
          ["10m", "for 10 more minutes"],
          ["1h", "for 1 more hour"],
        ]}
      />
      {grant.oldTokenUntil && Date.parse(grant.oldTokenUntil) > Date.now() && (
        <p class="note warn">
          The token before the present one was promised until <Exact at={grant.oldTokenUntil} />. It stops at once with this rotation,
          whatever you choose here.
        </p>
      )}
    </Confirm>
  );
}
