import { setNotify, useNotifyState } from "../../parts/notify";

/** Asks the browser for its permission to show a notification for each new approval. */
export function NotifyMe() {
  const state = useNotifyState();
  switch (state) {
    case "unsupported":
      return null;
    case "denied":
      return <p class="hint">This browser blocks notifications of this page. Allow them in its settings to be told of new approvals.</p>;
    case "on":
      return (
        <p class="buttons">
          <button type="button" onClick={() => void setNotify(false)}>
            Stop notifying me
          </button>
          <span class="hint">
            A notification is shown for each new approval while the console is open in a tab, also in the background.
          </span>
        </p>
      );
    case "off":
      return (
        <p class="buttons">
          <button type="button" onClick={() => void setNotify(true)}>
            Notify me
          </button>
          <span class="hint">Shows a notification for each new approval while the console is open in a tab.</span>
        </p>
      );
  }
}
