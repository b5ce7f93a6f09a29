/** A pair of positions, one in each list, that hold the same thing. */
export type Match = readonly [number, number];

/** The longest common subsequence of two lists, as matching positions in order. */
export function align<T>(left: readonly T[], right: readonly T[], same: (a: T, b: T) => boolean): Match[] {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      lengths[row * width + column] = same(left[row] as T, right[column] as T)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const matches: Match[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (same(left[row] as T, right[column] as T)) matches.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return matches;
}
