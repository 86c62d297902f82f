import { type ComponentChildren, createContext } from "preact";
import { useContext, useState } from "preact/hooks";

/** Told when a person shows a covered value (1), and when it is covered again (-1). */
export const OnShown = createContext<(change: 1 | -1) => void>(() => undefined);

/** A value that is covered until it is asked for. */
export function Covered({ length, children }: { length: number; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const onShown = useContext(OnShown);
  function toggle() {
    setOpen(!open);
    onShown(open ? -1 : 1);
  }
  return (
    <>
      {open ? children : <span>••• ({length.toLocaleString("en")} characters)</span>}{" "}
      <button type="button" class="fold" aria-pressed={open} onClick={toggle}>
        {open ? "Cover" : "Show"}
      </button>
    </>
  );
}
