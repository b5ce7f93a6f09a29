const LET_GO_AFTER = 60_000; // milliseconds; by then the browser has read it

/** Sound, as a file of the person's own. Its name says nothing of a patient. */
export function saveAs(sound: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sound);
  link.download = `consulta.${sound.type.split("/")[1] ?? "webm"}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LET_GO_AFTER);
}
