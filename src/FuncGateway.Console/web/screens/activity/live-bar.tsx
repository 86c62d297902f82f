interface LiveBarProps {
  isLive: boolean;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** Says whether new entries appear by themselves, and stops or continues that. */
export function LiveBar({ isLive, isPaused, onPause }: LiveBarProps) {
  return (
    <>
      <button type="button" aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        Pause
      </button>
      <span role="status" class={isLive ? "live" : "hint"}>
        {isLive ? "Live: new entries appear on top" : isPaused ? "Paused: no new entries appear" : "Older entries are shown"}
      </span>
    </>
  );
}
