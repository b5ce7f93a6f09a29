import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import type { Schemas } from "@/api/client";
import { clock, timeOfDay } from "@/lib/format";
import { useProgressSentence } from "@/lib/use-progress-sentence";
import { Button } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { Progress } from "@/ui/progress";
import type { ToDelete } from "./delete-dialog";

type Consultation = Schemas["ConsultationView"];

const COLOURS: Record<Consultation["status"], string> = {
  recording: "text-red",
  transcribing: "text-quiet",
  writing: "text-quiet",
  ready: "text-accent",
  signed: "text-quiet",
  failed: "text-red",
};

export function ConsultationRow({
  consultation,
  onDelete,
}: {
  consultation: Consultation;
  onDelete: (target: ToDelete) => void;
}) {
  const { t, i18n } = useTranslation();
  const progress = useProgressSentence(consultation);
  const { id, status, seconds, created_at } = consultation;
  const time = timeOfDay(created_at, i18n.language);
  const label = consultation.patient_label || t("list.unnamed", { time });
  return (
    <li className="group relative flex items-start rounded-lg hover:bg-line/50 has-[[aria-current=page]]:bg-accent-soft">
      <NavLink to={`/consultations/${id}`} className="min-w-0 flex-1 rounded-lg px-3 py-2">
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate font-medium">{label}</span>
          <span className="text-sm text-quiet">{time}</span>
        </span>
        {progress ? (
          <Progress text={progress.text} share={progress.share} quiet />
        ) : (
          <span className="flex justify-between gap-3 text-sm">
            <span className={COLOURS[status]}>{t(`status.${status}`)}</span>
            {seconds !== null && <span className="text-quiet">{clock(seconds)}</span>}
          </span>
        )}
      </NavLink>
      <Menu items={[{ label: t("list.delete"), danger: true, onSelect: () => onDelete({ id, label }) }]}>
        <Button
          kind="quiet"
          className="px-2! text-sm! text-quiet! lg:sr-only lg:group-hover:not-sr-only lg:group-hover:px-2! lg:focus-visible:not-sr-only lg:focus-visible:px-2! lg:data-[state=open]:not-sr-only lg:data-[state=open]:px-2!"
          aria-label={t("list.more_about", { label })}
        >
          {t("list.options")}
        </Button>
      </Menu>
    </li>
  );
}
