import { useState } from "preact/hooks";
import { ApiProblem } from "../../api/problem";
import { useAction } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import * as fgw from "../../parts/commands";
import { ProblemNote } from "../../parts/states";
import { Text } from "../../parts/text";
import { useApi, useSession } from "../../session/session";
import { addressOfPolicy, type PresetName, presets } from "../servers/model";
import { OfServer } from "./of-server";
import { PresetEffect } from "./preset-effect";

interface PresetStepProps {
  server: string | null;
  onServer: (server: string) => void;
  onPublished: (server: string, policy: string) => void;
  onChanged: () => void;
}

/** Publishes the policy that is recommended for a server. */
export function PresetStep({ server, onServer, onPublished, onChanged }: PresetStepProps) {
  const session = useSession();
  if (!session.may("writePolicies")) {
    return <p class="hint">To publish a policy, the role Admin or PolicyManager is needed.</p>;
  }
  return (
    <>
      <p>A policy says what agents may call. A preset is a beginning that fits the classes of the tools; it can be changed at any time.</p>
      <OfServer server={server} onServer={onServer}>
        {chosen => (
          <Presets
            key={chosen}
            server={chosen}
            onPublished={policy => {
              onPublished(chosen, policy);
              onChanged();
            }}
          />
        )}
      </OfServer>
    </>
  );
}

function Presets({ server, onPublished }: { server: string; onPublished: (policy: string) => void }) {
  const api = useApi();
  const [preset, setPreset] = useState<PresetName>("recommended");
  const [published, setPublished] = useState<{ policy: string; warnings: { path: string; message: string }[] } | null>(null);
  const publish = useAction(async () => {
    // As text: what is published is exactly what is recommended.
    const document = await (await api.download("/api/servers/{server}/recommendation", { params: { server }, query: { preset } })).text();
    setPublished(await publishNew(document));
    onPublished(preset);
  });

  async function publishNew(document: string) {
    try {
      return await api.putDocument("/api/servers/{server}/policies/{policy}", document, {
        params: { server, policy: preset },
        mustBeNew: true,
      });
    } catch (error) {
      throw error instanceof ApiProblem && error.status === 412
        ? new ApiProblem(
            412,
            `There is a policy '${preset}' for '${server}' already. Use it, change it in its editor, or choose another preset.`,
            [],
          )
        : error;
    }
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void publish.run();
      }}
    >
      <fieldset>
        <legend>Preset</legend>
        {presets.map(([name, label, meaning]) => (
          <label key={name} class="check">
            <input type="radio" name="preset" value={name} checked={preset === name} onChange={() => setPreset(name)} />
            <span>
              <strong>{label}</strong>
              <br />
              {meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <PresetEffect server={server} preset={preset} />
      {publish.problem && <ProblemNote problem={publish.problem} />}
      <div class="buttons">
        <button type="submit" class="main" disabled={publish.isRunning}>
          Publish it as the policy “{preset}”
        </button>
      </div>
      {published && (
        <div class="note good" role="status">
          <p>
            Published: <a href={addressOfPolicy(server, published.policy)}>{published.policy}</a>
          </p>
          {published.warnings.map(warning => (
            <p key={warning.path + warning.message}>
              <code>{warning.path}</code> <Text value={warning.message} lines={12} />
            </p>
          ))}
        </div>
      )}
      <CommandLine command={fgw.policySuggest(server, preset)} />
      <CommandLine command={fgw.policyPublish(server, preset)} />
    </form>
  );
}
