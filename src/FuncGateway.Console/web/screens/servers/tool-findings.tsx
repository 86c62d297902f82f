import { Badge } from "../../parts/badges";
import { Text } from "../../parts/text";
import type { Tool } from "./model";

const looks: Record<string, { tone: string; sign: string }> = {
  error: { tone: "bad", sign: "✕" },
  warning: { tone: "warn", sign: "!" },
  note: { tone: "info", sign: "i" },
};

/** What a person should know about a definition before agents use it. */
export function ToolFindings({ findings }: { findings: Tool["findings"] }) {
  if (findings.length === 0) {
    return null;
  }
  return (
    <>
      <h3>Findings</h3>
      <ul class="plain">
        {findings.map((finding, index) => (
          <li key={index} class="card">
            <p class="badges">
              <Badge tone={looks[finding.level]?.tone ?? "plain"} sign={looks[finding.level]?.sign ?? "i"} label={finding.level} />
              <strong>
                {finding.code} {finding.name}
              </strong>
            </p>
            <p>
              <Text value={finding.message} />
            </p>
            <dl class="facts">
              <dt>Where</dt>
              <dd>
                <Text value={finding.where} fold={200} />
              </dd>
              <dt>Found</dt>
              <dd>
                <Text value={finding.evidence} fold={400} />
              </dd>
              <dt>Explained in</dt>
              <dd>
                <code>{finding.page}</code>
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
