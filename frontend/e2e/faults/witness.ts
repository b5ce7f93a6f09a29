/** What MediaRecorder gave, kept outside the browser as it comes: what the server must have in the end. */
import type { BrowserContext } from "playwright-core";

export interface Witness {
  /** Blobs in the order in which they came, of all streams. */
  readonly blobs: Buffer[];
  watch: (context: BrowserContext) => Promise<void>;
  /** Resolves once there are so many. */
  has: (count: number) => Promise<void>;
  sound: () => Buffer;
}

export function newWitness(): Witness {
  const blobs: Witness["blobs"] = [];
  const waiting = new Set<() => void>();
  return {
    blobs,
    async watch(context) {
      await context.exposeBinding("witness", (_, base64: string) => {
        blobs.push(Buffer.from(base64, "base64"));
        for (const look of waiting) look();
      });
      await context.addInitScript(() => {
        const told = (window as unknown as { witness: (base64: string) => Promise<void> }).witness;
        let before: Promise<void> = Promise.resolve(); // so that they are told in order
        window.MediaRecorder = class extends MediaRecorder {
          constructor(stream: MediaStream, options?: MediaRecorderOptions) {
            super(stream, options);
            this.addEventListener("dataavailable", ({ data }) => {
              if (data.size === 0) return;
              before = before.then(async () => {
                const bytes = new Uint8Array(await data.arrayBuffer());
                await told(btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), "")));
              });
            });
          }
        };
      });
    },
    has: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (blobs.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    sound: () => Buffer.concat(blobs),
  };
}
