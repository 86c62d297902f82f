import { useEffect } from "preact/hooks";
import { plain } from "./invisible";

const product = "FuncGateway";
const approvals = "Approvals";

let screen = "";
let waiting = "";

/**
 * Names the screen in the title of the page. Each screen does that once.
 * @param ofOthers A text that others wrote, such as a label: shortened, with its invisible characters named.
 */
export function useTitle(title: string | undefined, ofOthers = "") {
  useEffect(() => {
    if (title !== undefined) {
      screen = [title, plain(ofOthers)].filter(part => part !== "").join(" ");
      show();
    }
  }, [title, ofOthers]);
}

/** Adds to the title of every screen how many approvals wait; nothing if the text is empty. */
export function useWaitingInTitle(count: string) {
  useEffect(() => {
    waiting = count;
    show();
    return () => {
      waiting = "";
      show();
    };
  }, [count]);
}

// A number behind the name of another screen would be taken for its own.
function show() {
  const counted = waiting === "" ? screen : screen === approvals ? `${screen} (${waiting})` : `(${waiting}) ${screen}`;
  document.title = counted === "" ? product : `${counted} – ${product}`;
}
