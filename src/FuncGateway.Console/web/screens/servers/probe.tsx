import { counted } from "../../parts/counted";
import { Text } from "../../parts/text";
import type { Probe } from "./model";
import { StdioHint } from "./stdio-hint";

/** What the server answered when it was saved. */
export function ProbeNote({ probe }: { probe: Probe | null | undefined }) {
  if (!probe) {
    return (
      <p class="note good" role="status">
        Saved.
      </p>
    );
  }
  return probe.reached ? <Reached probe={probe} /> : <NotReached probe={probe} />;
}

function Reached({ probe }: { probe: Probe }) {
  return (
    <div class="note good" role="status">
      <strong>Saved and reached</strong>
      <p>
        <Text value={probe.name ?? "The server"} fold={80} /> <Text value={probe.version ?? ""} fold={40} /> speaks protocol{" "}
        <Text value={probe.protocol ?? "unknown"} fold={40} />. It has {counted(probe.tools ?? 0, "tool")},{" "}
        {counted(probe.resources ?? 0, "resource")}, {counted(probe.templates ?? 0, "resource template")} and{" "}
        {counted(probe.prompts ?? 0, "prompt")}.
      </p>
      {probe.warning && (
        <p>
          <Text value={probe.warning} />
        </p>
      )}
    </div>
  );
}

function NotReached({ probe }: { probe: Probe }) {
  return (
    <div class="note warn" role="status">
      <strong>{probe.authentication ? "Saved, but the server asks for a credential" : "Saved, but the server could not be reached"}</strong>
      {probe.warning && (
        <p>
          <Text value={probe.warning} />
        </p>
      )}
      <p>
        {probe.authentication
          ? "Add the header with the credential, or correct it, and save again."
          : "Correct what is wrong and save again. If it is right and the server only does not run yet, nothing needs to be done."}
      </p>
      {!probe.authentication && <StdioHint />}
    </div>
  );
}
