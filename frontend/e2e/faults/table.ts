/** What was broken, how often, and what was lost: printed at the end, one line for each fault. */

export interface Outcome {
  fault: string;
  /** Seconds of sound that the microphone gave. */
  seconds: number;
  chunks: number;
  /** Bytes that it gave and the server has not, or has otherwise. */
  lost: number;
}

export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [...byFault(outcomes)].map(([fault, all]) => [
    fault,
    String(all.length),
    all.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0),
    String(all.reduce((sum, { chunks }) => sum + chunks, 0)),
    String(all.reduce((sum, { lost }) => sum + lost, 0)),
  ]);
  const lines = [["broken", "times", "seconds", "chunks", "bytes lost"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function byFault(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) groups.set(outcome.fault, [...(groups.get(outcome.fault) ?? []), outcome]);
  return groups;
}
