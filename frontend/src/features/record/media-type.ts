const WANTED = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** What this browser can record: Opus where it can, which is small and made for voices. */
export function recordableType(): string {
  return WANTED.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
}
