import { Table } from "../../parts/table";
import { Text } from "../../parts/text";
import type { Tool } from "./model";
import { argumentsOf } from "./schema";

/** What a call of the tool takes. */
export function ToolArguments({ tool }: { tool: Tool }) {
  const found = argumentsOf(tool.definition);
  return (
    <>
      <h3>Arguments</h3>
      {found.length === 0 ? (
        <p>Its schema names none.</p>
      ) : (
        <Table
          label="Arguments"
          rows={found}
          keyOf={argument => argument.name}
          columns={[
            {
              head: "Name",
              isName: true,
              cell: argument => <Text value={argument.name} fold={120} />,
            },
            { head: "Required", cell: argument => (argument.isRequired ? <strong>required</strong> : "optional") },
            { head: "Type", cell: argument => <Text value={argument.type} fold={200} /> },
            {
              head: "Description",
              cell: argument => (
                <>
                  <Text value={argument.description} fold={300} lines={6} />
                  {argument.fallback && (
                    <>
                      {" "}
                      Default: <Text value={argument.fallback} fold={100} />
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
