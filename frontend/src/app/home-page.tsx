import { Mic } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ConsultationList } from "@/features/consultations/consultation-list";
import { StartPanel } from "@/features/consultations/start-panel";
import { DESK, useMediaQuery } from "@/lib/use-media-query";
import { usePageTitle } from "@/lib/use-page-title";
import { ButtonLink } from "@/ui/button";

/** At a desk the list is beside it; on a phone it is the page, with the record button under the thumb. */
export function HomePage() {
  const { t } = useTranslation();
  const desk = useMediaQuery(DESK);
  usePageTitle("");
  if (desk) return <StartPanel />;
  return (
    <div className="flex flex-1 flex-col">
      <h1 className="sr-only">{t("nav.consultations")}</h1>
      <ConsultationList whenEmpty={<StartPanel />} footer={<RecordBar />} />
    </div>
  );
}

function RecordBar() {
  const { t } = useTranslation();
  return (
    <div className="sticky bottom-0 mt-auto border-t border-line bg-paper px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))]">
      <ButtonLink to="/new" kind="primary" className="min-h-14 w-full text-lg">
        <Mic aria-hidden />
        {t("nav.new")}
      </ButtonLink>
    </div>
  );
}
