import { useState } from "preact/hooks";
import { useAction } from "../../parts/action";
import { ClassBadge } from "../../parts/badges";
import { Choice } from "../../parts/field";
import { ProblemNote } from "../../parts/states";
import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import { Time } from "../../parts/time";
import { useApi, useSession } from "../../session/session";
import { type Tool, toolClasses } from "./model";

const signals: Record<string, string> = {
  "name-verb": "verb of the name",
  "name-object": "object of the name",
  "name-word": "word of the name",
  "description-verb": "verb of the description",
  "description-claim": "claim of the description",
  parameter: "parameter",
  "parameter-choice": "value of a parameter",
  annotation: "annotation",
  "schema-unread": "part of the schema that was not read",
  nothing: "nothing that says what it does",
};

/** The class of a tool with its evidence. A person can set another one. */
export function ToolClassEvidence({ server, tool, onChanged }: { server: string; tool: Tool; onChanged: () => void }) {
  const set = tool.override;
  return (
    <>
      <h3>Class</h3>
      <p>
        <ClassBadge toolClass={tool.class} certain={tool.certain} />{" "}
        {set ? (
          <>
            set by <Text value={set.by} fold={80} /> <Time at={set.at} />, in place of {set.instead}.
          </>
        ) : (
          <>
            Confidence {tool.confidence.toFixed(2)} of 1.{" "}
            {!tool.certain && "The evidence is not clear, so look at this tool and set its class."}
          </>
        )}
      </p>
      <Evidence tool={tool} />
      <SetClass server={server} tool={tool} onChanged={onChanged} />
    </>
  );
}

function Evidence({ tool }: { tool: Tool }) {
  return (
    <Table
      label="Evidence for the class"
      rows={tool.reasons.map((reason, index) => ({ ...reason, key: String(index) }))}
      keyOf={reason => reason.key}
      columns={[
        { head: "Evidence", isName: true, cell: reason => signals[reason.signal] ?? reason.signal },
        { head: "Found", cell: reason => <Text value={reason.found} fold={120} /> },
        { head: "Where", cell: reason => <Text value={reason.where} fold={120} /> },
        { head: "Speaks for", cell: reason => <ClassBadge toolClass={reason.class} /> },
        { head: "Weight", isNumber: true, cell: reason => reason.weight.toFixed(2) },
      ]}
    />
  );
}

function SetClass({ server, tool, onChanged }: { server: string; tool: Tool; onChanged: () => void }) {
  const session = useSession();
  const api = useApi();
  const [wanted, setWanted] = useState<string>(tool.override ? tool.class : "");
  const [done, setDone] = useState("");
  const set = useAction(async () => {
    const params = { server, tool: tool.name };
    await api.write("put", "/api/servers/{server}/tools/{tool}/class", { params, body: { class: wanted === "" ? null : wanted } });
    setDone("Saved");
    onChanged();
  });

  if (!session.may("writePolicies")) {
    return <p class="hint">To set the class, the role Admin or PolicyManager is needed.</p>;
  }
  const classifiers = tool.override?.instead ?? tool.class;
  return (
    <form
      class="filters"
      onSubmit={event => {
        event.preventDefault();
        void set.run();
      }}
    >
      <Choice
        label="Set the class"
        value={wanted}
        onChange={value => {
          setWanted(value);
          setDone("");
        }}
        options={[["", `As classified: ${classifiers}`], ...toolClasses.map(each => [each, each] as const)]}
      />
      <div class="field">
        <button type="submit" class="main" disabled={set.isRunning}>
          Save
        </button>{" "}
        <span role="status">{done}</span>
      </div>
      {set.problem && <ProblemNote problem={set.problem} />}
    </form>
  );
}
