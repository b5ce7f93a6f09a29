import { changeConsultation } from "@/api/change-consultation";
import type { Wish } from "@/lib/keeping/kept-recording";

/** Tells the server what a consultation is called and how its note looks, where that changed after it was made. */
export async function tellWish(
  consultationId: string,
  { patient_label = "", template }: Wish,
): Promise<void> {
  await changeConsultation(consultationId, { patient_label, ...(template && { template }) });
}
