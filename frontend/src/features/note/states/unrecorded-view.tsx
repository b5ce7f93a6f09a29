import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/button";
import { NoteHeading } from "../note-heading";
import type { Consultation } from "../model/types";
import { AnotherFile } from "./another-file";
import { ReceivedPart } from "./received-part";

/** Begun, but its recording never arrived whole. */
export function UnrecordedView({ consultation, label }: { consultation: Consultation; label: string }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex w-full max-w-note flex-col gap-6 px-6 py-6">
      <NoteHeading consultation={consultation} label={label} />
      <p>{t("note.unrecorded")}</p>
      <div className="flex flex-wrap gap-3">
        <ReceivedPart id={consultation.id} />
        <AnotherFile consultation={consultation} />
        <ButtonLink to="/new" kind="quiet">
          {t("nav.new")}
        </ButtonLink>
      </div>
    </div>
  );
}
