/** Random moments that can be had again: the seed is printed with what was done. */

export interface Chance {
  /** A whole number, both ends included. */
  between: (least: number, most: number) => number;
}

/** Mulberry32, by Tommy Ettinger: small, and good enough for picking moments. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  /** From 0 to just below 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { between: (least, most) => least + Math.floor(next() * (most - least + 1)) };
}
