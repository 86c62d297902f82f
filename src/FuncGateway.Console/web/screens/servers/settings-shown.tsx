import { Text } from "../../parts/text";
import type { Server } from "./model";

/** What is set for a server, for people who may not change it. */
export function SettingsShown({ server }: { server: Server }) {
  const headers = Object.entries(server.headers);
  return (
    <>
      <p class="hint">To change or remove the server, the role Admin is needed.</p>
      <dl class="facts">
        <dt>Authentication</dt>
        <dd>
          {headers.length === 0
            ? "none"
            : headers.map(([name, value]) => (
                <div key={name}>
                  <Text value={name} fold={130} />: <Text value={value} fold={200} />
                </div>
              ))}
        </dd>
        <dt>When a definition changes</dt>
        <dd>{server.onChange === "hide" ? "The tool is hidden until it is accepted." : "Notify."}</dd>
        <dt>Its hints</dt>
        <dd>{server.trusted ? "are taken as true." : "are not trusted."}</dd>
        <dt>Arguments of calls</dt>
        <dd>
          {server.recordArguments === "sealed" ? `are recorded, encrypted, for ${server.recordArgumentsDays} days.` : "are not recorded."}
        </dd>
        <dt>Webhook</dt>
        <dd>
          {server.approvalWebhook
            ? `${server.approvalWebhook.url} (${server.approvalWebhook.format})`
            : "that of the gateway, if there is one"}
        </dd>
      </dl>
    </>
  );
}
