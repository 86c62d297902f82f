import { Badge } from "../../parts/badges";
import { Text } from "../../parts/text";
import type { Settings } from ".";

const hosts: Record<Settings["host"], string> = { local: "on this machine", functions: "Azure Functions" };

/** Version and address of the gateway, and whether what it depends on answers. */
export function Health({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="gateway">
      <h2 id="gateway">Gateway</h2>
      <dl class="facts">
        <dt>Version</dt>
        <dd>{settings.version}</dd>
        <dt>Runs</dt>
        <dd>{hosts[settings.host]}</dd>
        <dt>Address</dt>
        <dd>
          <code>{settings.address}</code>
        </dd>
        {settings.health.map(({ part, ok, detail }) => (
          <Part key={part} part={part} ok={ok} detail={detail} />
        ))}
      </dl>
    </section>
  );
}

const parts: Record<string, string> = { storage: "Storage", secrets: "Secrets", durable: "Durable functions" };

function Part({ part, ok, detail }: Settings["health"][number]) {
  return (
    <>
      <dt>{parts[part] ?? part}</dt>
      <dd>
        {ok ? <Badge tone="good" sign="✓" label="works" /> : <Badge tone="bad" sign="✕" label="does not work" />}{" "}
        <Text value={detail} fold={300} />
      </dd>
    </>
  );
}
