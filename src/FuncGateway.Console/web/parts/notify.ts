import { useEffect, useState } from "preact/hooks";

const key = "funcgateway.notify";
const changed = "funcgateway.notify.changed";

/** Whether this browser shows a notification for each new approval; `denied` where the person refused that to the site. */
export type NotifyState = "on" | "off" | "denied" | "unsupported";

export function notifyState(): NotifyState {
  if (!("Notification" in globalThis)) {
    return "unsupported";
  }
  if (Notification.permission === "denied") {
    return "denied";
  }
  return Notification.permission === "granted" && stored() === "on" ? "on" : "off";
}

/** The state, also when it is changed elsewhere on this page or in another tab. */
export function useNotifyState(): NotifyState {
  const [state, setState] = useState(notifyState);
  useEffect(() => {
    const update = () => setState(notifyState());
    addEventListener(changed, update);
    addEventListener("storage", update);
    return () => {
      removeEventListener(changed, update);
      removeEventListener("storage", update);
    };
  }, []);
  return state;
}

/** Switches notifications on, for which the browser asks the person, or off. */
export async function setNotify(on: boolean): Promise<void> {
  if (on && Notification.permission === "default") {
    await Notification.requestPermission();
  }
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // Without storage it cannot be switched on.
  }
  dispatchEvent(new Event(changed));
}

/** Shows a notification. One with the same tag replaces the earlier one, also one of another tab. */
export function notify(title: string, body: string, tag: string, onOpen: () => void) {
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onOpen();
    };
  } catch {
    // Some phones show notifications of installed apps only.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
