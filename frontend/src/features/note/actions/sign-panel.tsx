import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PenLine } from "lucide-react";
import { currentLanguage } from "@/i18n/i18n";
import { shortDay, timeOfDay } from "@/lib/format";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import type { Finding, Note } from "../model/types";
import { elementId, focusOn } from "../review-context";
import { AddendumForm } from "./addendum-form";
import { useSigning } from "./use-signing";

/** The end of the note: what is still to be looked at, the signature, and what may be added after it. */
export function SignPanel({
  note,
  open,
  asking,
  onAsk,
}: {
  note: Note;
  open: readonly Finding[];
  asking: boolean;
  onAsk: (asking: boolean) => void;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  if (note.signed_at)
    return (
      <footer className="flex flex-col gap-6 border-t border-line pt-4">
        <p className="text-quiet">
          {t("sign.signed", {
            day: shortDay(note.signed_at, language),
            time: timeOfDay(note.signed_at, language),
          })}
        </p>
        <AddendumForm />
      </footer>
    );
  return (
    <footer className="flex flex-col items-start gap-4 border-t border-line pt-6">
      <Button kind="primary" onClick={() => onAsk(true)}>
        <PenLine aria-hidden />
        {t("sign.action")}
      </Button>
      {asking && (open.length > 0 ? <Refusal open={open} /> : <SignDialog onClose={() => onAsk(false)} />)}
    </footer>
  );
}

/** Why it cannot be signed yet: each finding, and the way to it. */
function Refusal({ open }: { open: readonly Finding[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="-ml-4 border-l-2 border-amber-mark pl-3.5 outline-none"
    >
      <p>{t("sign.refused", { count: open.length })}</p>
      <ul className="mt-1 flex flex-col">
        {open.map((finding) => (
          <li key={finding.id}>
            <button
              type="button"
              onClick={() => focusOn(elementId.finding(finding.id))}
              className="min-h-11 py-2 text-left text-amber underline decoration-1 underline-offset-4"
            >
              {finding.message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { busy, problem, sign } = useSigning();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("sign.title")}
      description={t("sign.text")}
    >
      {problem && (
        <p role="alert" className="mb-4 text-red">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t("action.cancel")}</Button>
        <Button kind="primary" disabled={busy} onClick={() => void sign().then((done) => done && onClose())}>
          {busy ? t("sign.busy") : t("sign.confirm")}
        </Button>
      </div>
    </Dialog>
  );
}
