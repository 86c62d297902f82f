import { Choice, TextField } from "../../parts/field";
import type { ServerDraft } from "./draft";

type Webhook = ServerDraft["webhook"];

/** The webhook that hears of approvals and changed tools of a server, in place of the gateway's own. */
export function WebhookFields({ webhook, onChange }: { webhook: Webhook; onChange: (webhook: Webhook) => void }) {
  return (
    <details class="webhook" open={webhook.url !== ""}>
      <summary>A webhook for this server</summary>
      <p class="hint">Hears of approvals and changed tools, in place of the gateway's own webhook.</p>
      <TextField
        label="Webhook URL"
        value={webhook.url}
        maxLength={2048}
        onChange={url => onChange({ ...webhook, url })}
        hint="An https URL, or @secret:NAME of a secret that contains one. Empty: the gateway's own webhook, if there is one."
      />
      {webhook.url !== "" && (
        <>
          <Choice
            label="Format"
            value={webhook.format}
            onChange={format => onChange({ ...webhook, format })}
            options={[
              ["json", "JSON"],
              ["slack", "Slack"],
              ["teams", "Microsoft Teams"],
            ]}
          />
          <TextField
            label="Signing key"
            value={webhook.secret}
            onChange={secret => onChange({ ...webhook, secret })}
            hint="@secret:NAME of a secret that contains the key in base64. Empty: messages are not signed."
          />
        </>
      )}
    </details>
  );
}
