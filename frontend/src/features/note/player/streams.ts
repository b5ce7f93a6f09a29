const EBML = [0x1a, 0x45, 0xdf, 0xa3]; // how each WebM stream begins
const WEBM = [0x77, 0x65, 0x62, 0x6d]; // "webm", which its header says soon after (RFC 8794, section 8.1)
const HEADER = 64; // bytes within which it does

/** The WebM streams that follow one another in a file; another kind of file is one. */
export function streamsOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const beginnings = [0];
  for (let at = bytes.indexOf(EBML[0] ?? 0, 1); at !== -1; at = bytes.indexOf(EBML[0] ?? 0, at + 1))
    if (isAt(bytes, at, EBML) && says(bytes, at)) beginnings.push(at);
  return beginnings.map((beginning, place) => bytes.subarray(beginning, beginnings[place + 1]));
}

function says(bytes: Uint8Array, at: number): boolean {
  for (let place = at; place < at + HEADER; place++) if (isAt(bytes, place, WEBM)) return true;
  return false;
}

function isAt(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, place) => bytes[at + place] === byte);
}
