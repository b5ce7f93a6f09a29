import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { useVersion } from "@/api/use-version";
import { useVersions } from "@/api/use-versions";
import { currentLanguage } from "@/i18n/i18n";
import { shortDay, timeOfDay } from "@/lib/format";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SelectField } from "@/ui/field";
import { Skeleton } from "@/ui/skeleton";
import { TryAgain } from "@/ui/try-again";
import { differences, isChanged, onlyChanges } from "../model/differences";
import { restored } from "../model/draft";
import { sittings } from "../model/history";
import type { Version } from "../model/types";
import { useReview } from "../review-context";
import { Differences } from "./differences-view";

/** Every version, and what changed from one to the next. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { consultationId, editor, locked } = useReview();
  const list = useVersions(consultationId);
  const versions = sittings(list.data?.items ?? []);
  const [chosen, setChosen] = useState<number>();
  const place = Math.max(
    0,
    versions.findIndex(({ version }) => version === chosen),
  );
  const shown = useVersion(consultationId, versions[place]?.version);
  const before = useVersion(consultationId, versions[place + 1]?.version);
  const [newer, older] = [shown.data, before.data];
  const unread = [list, shown, before].find(({ data, error }) => error && !data);
  const isFirst = place === versions.length - 1;
  const changes = newer && (isFirst || older) ? differences(older ?? { sections: [] }, newer) : null;

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("history.title")}>
      <div className="flex flex-col gap-5">
        <SelectField
          label={t("history.version")}
          value={versions[place]?.version ?? ""}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {versions.map((version) => (
            <option key={version.version} value={version.version}>
              <VersionName version={version} />
            </option>
          ))}
        </SelectField>
        {unread && <TryAgain why={sentenceOf(unread.error)} onRetry={() => void unread.refetch()} />}
        {!changes && !unread && <Skeleton />}
        {changes && (
          <p className="text-sm text-quiet">
            {isFirst
              ? t("history.first")
              : changes.some(isChanged)
                ? t("history.changes")
                : t("history.same")}
          </p>
        )}
        {changes && <Differences changes={isFirst ? changes : onlyChanges(changes)} plain={isFirst} />}
        {newer && place > 0 && !locked && (
          <div className="flex justify-end">
            <Button
              onClick={() => {
                editor.change(restored(newer));
                onClose();
              }}
            >
              {t("history.restore")}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function VersionName({ version }: { version: Version }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const at = version.signed_at ?? version.created_at;
  const who = version.signed_at ? "signed" : version.origin === "clinician" ? "clinician" : "engine";
  return t(`history.${who}`, {
    number: version.version,
    day: shortDay(at, language),
    time: timeOfDay(at, language),
  });
}
