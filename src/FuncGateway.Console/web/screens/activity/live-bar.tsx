interface LiveBarProps {
  isLive: boolean;
  /** Whether the newest entries could not be loaded. */
  isFailing: boolean;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** Says whether new entries appear by themselves, and stops or continues that. */
export function LiveBar({ isLive, isFailing, isPaused, onPause }: LiveBarProps) {
  return (
    <>
      <button type="button" aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        Pause
      </button>
      <span role="status" class={isLive && !isFailing ? "live" : "hint"}>
        {isLive ? liveText(isFailing) : isPaused ? "Paused: no new entries appear" : "Older entries are shown"}
      </span>
    </>
  );
}

function liveText(isFailing: boolean): string {
  return isFailing ? "New entries appear again once they can be loaded" : "Live: new entries appear on top";
}
