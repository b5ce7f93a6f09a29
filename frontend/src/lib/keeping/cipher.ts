/** Encryption with a key that is this browser's and cannot be taken out of it. */

import { database } from "./database";

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12; // NIST SP 800-38D: random, so far fewer than 2³² of them under one key
const NAME = "recordings";

/** `bound` names what the bytes are and where they belong: they open nowhere else. */
export async function seal(bytes: BufferSource, bound: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return { iv, data: await crypto.subtle.encrypt(parameters(iv, bound), await theKey(), bytes) };
}

/** Throws where the bytes were changed, or sealed for something else. */
export async function unseal({ iv, data }: Sealed, bound: string): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(parameters(iv, bound), await theKey(), data);
}

async function theKey(): Promise<CryptoKey> {
  const known = await database.keys.get(NAME);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return database.transaction("rw", database.keys, async () => {
    const first = await database.keys.get(NAME); // another tab may have been quicker
    if (first) return first;
    await database.keys.add(made, NAME);
    return made;
  });
}

function parameters(iv: Uint8Array<ArrayBuffer>, bound: string): AesGcmParams {
  return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(bound) };
}
