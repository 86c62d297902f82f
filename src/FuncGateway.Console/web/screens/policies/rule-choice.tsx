import { useRef } from "preact/hooks";
import { type ButtonChoice, hasPlainName } from "../../editor/choose";
import type { RuleChoice, ToolRule } from "../../editor/rules";

const labels: readonly (readonly [RuleChoice, string])[] = [
  ["allow", "Allow"],
  ["deny", "Deny"],
  ["hide", "Hide"],
  ["limit", "Limit"],
  ["approve", "Approve"],
];

export function labelOf(choice: RuleChoice): string {
  return labels.find(([each]) => each === choice)?.[1] ?? "Custom";
}

interface RuleChoiceProps {
  tool: string;
  rule: ToolRule;
  isDisabled: boolean;
  onChoose: (choice: ButtonChoice) => void;
  onShow: () => void;
}

/** The buttons of a tool: one is chosen. Arrow keys move between them without choosing, so that no rule is replaced by passing over it. */
export function RuleChoiceButtons({ tool, rule, isDisabled, onChoose, onShow }: RuleChoiceProps) {
  const group = useRef<HTMLDivElement>(null);
  const shown = rule.choice === "custom" ? [...labels, ["custom", "Custom"] as const] : labels;
  const isFixed = rule.source === "hidePattern";

  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const buttons = [...(group.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = buttons.indexOf(event.target as HTMLElement);
    if (step && at >= 0) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  }

  return (
    <div class="choices" role="radiogroup" aria-label={`Rule of ${tool}`} ref={group}>
      {shown.map(([choice, label]) => (
        // biome-ignore lint/a11y/useSemanticElements: native radio buttons choose as soon as an arrow key reaches them.
        <button
          key={choice}
          type="button"
          role="radio"
          aria-checked={rule.choice === choice}
          tabIndex={rule.choice === choice ? 0 : -1}
          disabled={isDisabled || !hasPlainName(tool) || (isFixed && choice !== "hide")}
          onKeyDown={move}
          onClick={() => (choice === "custom" ? onShow() : onChoose(choice))}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
