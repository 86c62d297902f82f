import { Choice, TextField } from "../../parts/field";
import { toolClasses } from "../servers/model";
import { type StackFilter, verdicts, verdictWords } from "./model";

export function StackFilterFields({ filter, onChange }: { filter: StackFilter; onChange: (filter: StackFilter) => void }) {
  return (
    <div class="filters">
      <TextField label="Tool or server contains" type="search" value={filter.text} onChange={text => onChange({ ...filter, text })} />
      <Choice
        label="Class"
        value={filter.toolClass}
        onChange={toolClass => onChange({ ...filter, toolClass })}
        options={[["", "All"], ...toolClasses.map(each => [each, each] as const)]}
      />
      <Choice
        label="Verdict"
        value={filter.verdict}
        onChange={verdict => onChange({ ...filter, verdict })}
        options={[["", "All"], ...verdicts.map(each => [each, verdictWords[each] ?? each] as const)]}
      />
    </div>
  );
}
