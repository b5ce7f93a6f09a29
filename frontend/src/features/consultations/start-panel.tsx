import { FileAudio, Mic, BookOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/button";
import { SampleButton } from "./sample-button";

/** The first minute: one sentence, and three ways to begin. */
export function StartPanel() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center gap-8 px-6 py-12">
      <h1 className="text-3xl leading-tight font-semibold tracking-tight">{t("start.sentence")}</h1>
      <div className="flex flex-col items-stretch gap-3 sm:items-start">
        <ButtonLink to="/new" kind="primary" className="min-h-14 px-6! text-lg">
          <Mic aria-hidden />
          {t("start.record")}
        </ButtonLink>
        <ButtonLink to="/new?from=file">
          <FileAudio aria-hidden />
          {t("start.upload")}
        </ButtonLink>
        <SampleButton icon={<BookOpen aria-hidden />} />
      </div>
    </div>
  );
}
