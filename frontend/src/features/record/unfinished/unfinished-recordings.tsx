import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { refreshConsultations } from "@/api/refresh-consultations";
import { sentenceOf } from "@/api/problem";
import { clock, timeOfDay } from "@/lib/format";
import { Button, ButtonLink } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { RecordingRow } from "@/lib/keeping/database";
import { saveAs } from "../save-as";
import { useAllKept } from "./use-kept";
import { useUnfinished } from "./use-unfinished";

const ForgetDialog = lazy(async () => ({ default: (await import("./forget-dialog")).ForgetDialog }));

/** What was recorded on this device and is not yet whole on the server: go on, finish, or take it away. */
export function UnfinishedRecordings() {
  return (useAllKept() ?? []).map((row) => <UnfinishedRecording key={row.id} row={row} />);
}

function UnfinishedRecording({ row }: { row: RecordingRow }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [forgetting, setForgetting] = useState(false);
  const [asked, setAsked] = useState(false);
  const { state, finish, sound } = useUnfinished(row.id, (consultationId) => {
    void refreshConsultations(queries);
    if (asked) void navigate(`/consultations/${consultationId}`);
  });
  const about = {
    at: timeOfDay(new Date(row.begunAt), i18n.language),
    length: clock(row.milliseconds / 1000),
  };
  const download = (
    <Button onClick={() => void sound().then((found) => found && saveAs(found))}>
      {t("unfinished.download")}
    </Button>
  );

  switch (state.phase) {
    case "elsewhere":
      return <Notice>{t("unfinished.elsewhere", about)}</Notice>;
    case "finishing":
      return <Notice>{t(state.waiting ? "unfinished.waiting" : "unfinished.sending", about)}</Notice>;
    case "failed":
      return (
        <>
          <Notice
            tone="amber"
            actions={
              <>
                {download}
                <Button kind="quiet" onClick={() => setForgetting(true)}>
                  {t("unfinished.forget")}
                </Button>
              </>
            }
          >
            <p>{t("unfinished.failed", about)}</p>
            <p>{sentenceOf(state.error)}</p>
          </Notice>
          {forgetting && (
            <Suspense>
              <ForgetDialog id={row.id} onClose={() => setForgetting(false)} />
            </Suspense>
          )}
        </>
      );
    case "offered":
      return (
        <Notice
          tone="amber"
          actions={
            <>
              <ButtonLink to={`/resume/${row.id}`} kind="primary">
                {t("unfinished.resume")}
              </ButtonLink>
              <Button
                onClick={() => {
                  setAsked(true);
                  void finish();
                }}
              >
                {t("unfinished.finish")}
              </Button>
              {download}
            </>
          }
        >
          {t("unfinished.offered", about)}
        </Notice>
      );
  }
}
