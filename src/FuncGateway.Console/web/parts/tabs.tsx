import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

interface TabsProps {
  label: string;
  /** Keys with their labels. */
  tabs: readonly (readonly [string, string])[];
  selected: string;
  onSelect: (key: string) => void;
  children: ComponentChildren;
}

/** Tabs within a screen: arrow keys move between them, the content of the selected one follows. */
export function Tabs({ label, tabs, selected, onSelect, children }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = (tabs.findIndex(([key]) => key === selected) + step + tabs.length) % tabs.length;
      onSelect(tabs[next]?.[0] ?? selected);
      list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
    }
  }

  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list}>
        {tabs.map(([key, name]) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={key === selected}
            aria-controls={`${id}-panel`}
            tabIndex={key === selected ? 0 : -1}
            onClick={() => onSelect(key)}
            onKeyDown={move}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </>
  );
}
