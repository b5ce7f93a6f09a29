import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { Recorder } from "./machine";

/** Why it does not record: what happened, what is safe, what to do. */
export function RecorderTrouble({ state, onDownload }: { state: Recorder; onDownload: () => void }) {
  const { t } = useTranslation();
  if (state.phase === "refused") return <Notice tone="red">{t(`refused.${state.reason}`)}</Notice>;
  if (state.phase !== "failed") return null;
  return (
    <Notice tone="red" actions={<Button onClick={onDownload}>{t("record.download")}</Button>}>
      <p>{sentenceOf(state.error)}</p>
      <p className="mt-1">{t("record.failed_safe")}</p>
    </Notice>
  );
}
