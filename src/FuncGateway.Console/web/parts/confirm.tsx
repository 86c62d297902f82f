import type { ComponentChildren } from "preact";
import type { Action } from "./action";
import { CommandLine } from "./command-line";
import type { Command } from "./commands";
import { Dialog } from "./dialog";
import { ProblemNote } from "./states";

interface ConfirmProps {
  title: string;
  /** What the button says: the change itself, not "OK". */
  confirm: string;
  action: Action<[]>;
  isDangerous?: boolean;
  /** What does the same without the console. */
  command?: Command;
  onClose: () => void;
  /** What the change does, and what a person decides with it. */
  children: ComponentChildren;
}

/** Asks before a change is carried out. Stays open with the reason if the change fails. */
export function Confirm({ title, confirm, action, isDangerous = false, command, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={async event => {
          event.preventDefault();
          if (await action.run()) {
            onClose();
          }
        }}
      >
        {children}
        {action.problem && <ProblemNote problem={action.problem} />}
        <p class="buttons">
          <button type="submit" class={isDangerous ? "danger" : "main"} disabled={action.isRunning}>
            {confirm}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
      {command && <CommandLine command={command} />}
    </Dialog>
  );
}
