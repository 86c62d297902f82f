import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import { Dialog } from "../../parts/dialog";
import { ProblemNote } from "../../parts/states";
import { useApi } from "../../session/session";
import { loadPreset, presets } from "./live";

type Preset = (typeof presets)[number];

interface PresetButtonsProps {
  server: string;
  isDirty: boolean;
  onReplace: (text: string, preset: string) => void;
}

/** Replaces the text by what the gateway recommends for the server's tools. */
export function PresetButtons({ server, isDirty, onReplace }: PresetButtonsProps) {
  const api = useApi();
  const [asked, setAsked] = useState<Preset | null>(null);
  const replace = useAction(async ([preset, label]: Preset) => {
    onReplace(await loadPreset(api, server, preset), label);
    setAsked(null);
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would put the label on a line of its own. */}
      <div class="presets" role="group" aria-labelledby="presets">
        <span id="presets">Preset:</span>
        {presets.map(preset => (
          <button
            key={preset[0]}
            type="button"
            disabled={replace.isRunning}
            onClick={() => (isDirty ? setAsked(preset) : void replace.run(preset))}
          >
            {preset[1]}
          </button>
        ))}
      </div>
      {replace.problem && !asked && <ProblemNote problem={replace.problem} />}
      {asked && (
        <Dialog title={`Replace your text by the preset ${asked[1]}?`} onClose={() => setAsked(null)}>
          <p>The text has changes that are not published. Undo brings them back.</p>
          {replace.problem && <ProblemNote problem={replace.problem} />}
          <div class="buttons">
            <button type="button" class="main" disabled={replace.isRunning} onClick={() => void replace.run(asked)}>
              Replace
            </button>
            <button type="button" onClick={() => setAsked(null)}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
