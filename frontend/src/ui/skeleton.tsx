/** Where text will be, for the moment before it is there. Nothing a screen reader needs to hear. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className="h-4 animate-pulse rounded bg-line"
          style={{ width: `${[92, 78, 85, 60][line % 4] ?? 80}%` }}
        />
      ))}
    </div>
  );
}
