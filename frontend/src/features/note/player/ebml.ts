/** The little of EBML (RFC 8794) and Matroska (RFC 9559) that a browser's recording is made of. */

export type Bytes = Uint8Array<ArrayBuffer>;

export const ID = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cuePositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
};

const ENTERED = new Set([ID.segment, ID.cluster]); // their size is often unknown

export interface Element {
  id: number;
  /** Where it begins, where its content does, and where it ends. */
  begin: number;
  body: number;
  end: number;
}

/** One after the other, and those within a segment and its clusters. What is cut off or none is the end. */
export function* elementsOf(bytes: Bytes): Generator<Element> {
  for (let begin = 0; begin < bytes.length;) {
    const sizeAt = begin + lengthAt(bytes, begin);
    const body = sizeAt + lengthAt(bytes, sizeAt);
    const id = unsignedAt(bytes, begin, sizeAt);
    const end = ENTERED.has(id) ? body : body + lessMarker(bytes, sizeAt, body);
    if (end < body || end > bytes.length) return;
    yield { id, begin, body, end };
    begin = end;
  }
}

/** Of the number at this place, in bytes: as many as there are zero bits before its first one, and one. */
export function lengthAt(bytes: Bytes, place: number): number {
  return Math.clz32(bytes[place] ?? 0) - 23;
}

/** A number that says itself how long it is: without the bit that does. */
export function lessMarker(bytes: Bytes, begin: number, end: number): number {
  const first = (bytes[begin] ?? 0) & (0xff >> (end - begin));
  return first * 256 ** (end - begin - 1) + unsignedAt(bytes, begin + 1, end);
}

export function unsignedAt(bytes: Bytes, begin: number, end: number): number {
  return bytes.subarray(begin, end).reduce((number, byte) => number * 256 + byte, 0);
}

/** All numbers in it are written with eight bytes, so that how long it is can be told before. */
export function element(id: number, ...content: Bytes[]): Bytes[] {
  const idBytes = eight(id).subarray(Math.clz32(id) / 8 + 4);
  const size = eight(sizeOf(content));
  size[0] = 1;
  return [idBytes, size, ...content];
}

export function unsigned(id: number, value: number): Bytes[] {
  return element(id, eight(value));
}

export function float(id: number, value: number): Bytes[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return element(id, bytes);
}

export function sizeOf(parts: readonly Bytes[]): number {
  return parts.reduce((size, { length }) => size + length, 0);
}

function eight(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
