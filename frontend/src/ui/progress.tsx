/** A wait that moves: `share` from 0 to 1, or without one where the length is unknown. The text says which wait. */
export function Progress({
  text,
  share,
  quiet = false,
}: {
  text: string;
  share?: number | undefined;
  quiet?: boolean;
}) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className={quiet ? "text-sm text-quiet" : "text-base"}>{text}</p>
      <div
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        {percent === undefined ? (
          <div
            data-moves
            className="h-full w-2/7 animate-[slide_1.6s_ease-in-out_infinite] rounded-full bg-accent"
          />
        ) : (
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-150"
            style={{ width: `${Math.max(percent, 2)}%` }}
          />
        )}
      </div>
    </div>
  );
}
