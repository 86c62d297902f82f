import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import { Badge } from "../../parts/badges";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { Empty, ProblemNote } from "../../parts/states";
import { type Column, Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import type { Settings } from ".";

type Webhook = Settings["webhooks"][number];

const columns: Column<Webhook>[] = [
  {
    head: "For",
    isName: true,
    cell: ({ server }) =>
      server === null ? (
        "all servers without their own"
      ) : (
        <a href={`/ui/servers/${encodeURIComponent(server)}`}>
          <Text value={server} isCut />
        </a>
      ),
  },
  { head: "Address", cell: ({ url }) => <Text value={url} fold={80} /> },
  { head: "Format", cell: ({ format }) => format },
  { head: "Signed", cell: ({ signed }) => (signed ? "yes" : "no") },
];

/** Where the gateway says that an approval waits or a tool has changed. */
export function Webhooks({ webhooks }: { webhooks: readonly Webhook[] }) {
  const { may } = useSession();
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p>Webhooks tell people elsewhere that an approval waits or that a tool has changed.</p>
      {webhooks.length === 0 ? (
        <Empty>There are no webhooks. Set one for all servers in the settings of the gateway, or one for a server on its page.</Empty>
      ) : (
        <Table
          label="Webhooks"
          rows={webhooks}
          columns={may("administer") ? [...columns, { head: "Test", cell: webhook => <Test webhook={webhook} /> }] : columns}
          keyOf={({ id }) => id}
        />
      )}
      {webhooks.length > 0 && !may("administer") && <p class="hint">With the role Admin, you could send a test.</p>}
      {may("administer") && webhooks.map(({ id }) => <CommandLine key={id} command={fgw.webhookTest(id)} />)}
    </section>
  );
}

function Test({ webhook }: { webhook: Webhook }) {
  const { api } = useSession();
  const [result, setResult] = useState<{ delivered: boolean; problem: string | null } | null>(null);
  const test = useAction(async () => {
    setResult(null);
    setResult(await api.write("post", "/api/webhooks/{webhook}/test", { params: { webhook: webhook.id } }));
  });
  return (
    <>
      <button type="button" disabled={test.isRunning} onClick={() => void test.run()}>
        Send a test <span class="unseen">to the webhook of {webhook.server ?? "all servers"}</span>
      </button>
      <div role="status">
        {test.isRunning && <span class="hint">Sending …</span>}
        {result?.delivered && <Badge tone="good" sign="✓" label="delivered" />}
        {result && !result.delivered && (
          <>
            <Badge tone="bad" sign="✕" label="not delivered" /> <Text value={result.problem ?? ""} fold={300} />
          </>
        )}
      </div>
      {test.problem && <ProblemNote problem={test.problem} />}
    </>
  );
}
