import type { ReactNode } from "react";

type Tone = "plain" | "amber" | "red";

const TONES: Record<Tone, string> = {
  plain: "border-line bg-sunken",
  amber: "border-amber-mark bg-amber-soft",
  red: "border-red bg-red-soft",
};

/** Something to know here and now. `red` is for loss and danger, and is spoken at once. */
export function Notice({
  tone = "plain",
  children,
  actions,
}: {
  tone?: Tone;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div
      role={tone === "red" ? "alert" : "status"}
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-r-lg border-l-4 px-4 py-3 ${TONES[tone]}`}
    >
      <div className="min-w-0 flex-1 basis-56">{children}</div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
