import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Action } from "../../parts/action";
import { CommandLine } from "../../parts/command-line";
import type { Command } from "../../parts/commands";
import { Field } from "../../parts/field";
import { GrantChoice } from "../../parts/grant-choice";
import { ProblemNote } from "../../parts/states";

const usualDays = 7;
const mostDays = 30;

/** Which recorded requests of a server are meant. */
export interface Traffic {
  days: number;
  /** The id of the only grant; empty for all. */
  grant: string;
}

interface TrafficFormProps {
  server: string;
  /** What the form is for. */
  hint: string;
  /** What the button says. */
  label: string;
  action: Action<[Traffic]>;
  /** Why it cannot be asked at the moment; empty if it can. */
  obstacle: string;
  command: (traffic: Traffic) => Command;
  /** What was found. */
  children: ComponentChildren;
}

/** Asks a question about recorded traffic of a server. */
export function TrafficForm({ server, hint, label, action, obstacle, command, children }: TrafficFormProps) {
  const [days, setDays] = useState(String(usualDays));
  const [grant, setGrant] = useState("");
  const traffic = { days: Number(days), grant };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void action.run(traffic);
      }}
    >
      <p class="hint">{hint}</p>
      <div class="filters">
        <Field label="Days back">
          {ids => (
            <input
              {...ids}
              type="number"
              min={1}
              max={mostDays}
              step={1}
              required
              value={days}
              onInput={event => setDays(event.currentTarget.value)}
            />
          )}
        </Field>
        <GrantChoice value={grant} onChange={setGrant} server={server} />
      </div>
      <div class="buttons">
        <button type="submit" class="main" disabled={action.isRunning || obstacle !== ""}>
          {label}
        </button>
        <span role="status">{action.isRunning ? "Reading the audit log …" : obstacle}</span>
      </div>
      {action.problem && <ProblemNote problem={action.problem} />}
      <div role="status">{children}</div>
      <CommandLine command={command(traffic)} />
    </form>
  );
}

/** The members of a question that say which traffic is meant, as JSON. */
export function writeTraffic({ days, grant }: Traffic): string {
  return `"days":${days}${grant === "" ? "" : `,"grant":${JSON.stringify(grant)}`}`;
}
