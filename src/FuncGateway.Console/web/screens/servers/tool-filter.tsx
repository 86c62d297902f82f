import { useState } from "preact/hooks";
import { Choice, TextField } from "../../parts/field";
import { type Tool, toolClasses } from "./model";
import type { PolicyColumn } from "./policy-column";

/** Which tools are shown. */
export interface ToolFilter {
  text: string;
  toolClass: string;
  show: string;
  set: (change: Partial<Omit<ToolFilter, "set">>) => void;
}

const shows: readonly (readonly [string, string, (tool: Tool) => boolean])[] = [
  ["all", "All", () => true],
  ["changes", "New or changed", tool => tool.state !== "accepted"],
  ["findings", "With findings", tool => tool.findings.length > 0],
  ["uncertain", "Class not certain", tool => !tool.certain],
];

export function useToolFilter(show: string): ToolFilter {
  const [state, setState] = useState({ text: "", toolClass: "", show });
  return { ...state, set: change => setState(before => ({ ...before, ...change })) };
}

export function filtered(tools: readonly Tool[], filter: ToolFilter): Tool[] {
  const text = filter.text.trim().toLowerCase();
  const shown = shows.find(([key]) => key === filter.show)?.[2] ?? (() => true);
  return tools.filter(
    tool =>
      (text === "" || tool.name.toLowerCase().includes(text)) &&
      (filter.toolClass === "" || tool.class === filter.toolClass) &&
      shown(tool),
  );
}

export function ToolFilterFields({ filter, column }: { filter: ToolFilter; column: PolicyColumn | undefined }) {
  return (
    <div class="filters">
      <TextField label="Name contains" type="search" value={filter.text} onChange={text => filter.set({ text })} />
      <Choice
        label="Class"
        value={filter.toolClass}
        onChange={toolClass => filter.set({ toolClass })}
        options={[["", "All"], ...toolClasses.map(each => [each, each] as const)]}
      />
      <Choice
        label="Show"
        value={filter.show}
        onChange={show => filter.set({ show })}
        options={shows.map(([key, label]) => [key, label] as const)}
      />
      {column && (
        <Choice
          label="Verdict under policy"
          value={column.policy}
          onChange={column.choose}
          options={column.policies.map(each => [each, each] as const)}
        />
      )}
    </div>
  );
}
