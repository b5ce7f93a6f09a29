import { ArrowDown } from "lucide-react";
import { memo, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useTranscript } from "@/api/use-transcript";
import { useHeard } from "@/lib/live/transcript";
import { Button } from "@/ui/button";
import { type Row, rowsOf } from "./rows";
import { useAnnouncement } from "./use-announcement";
import { useStickToEnd } from "./use-stick-to-end";

/**
 * What is said, as it is understood. Nothing moves under whoever reads further up. The page around it is drawn
 * anew with every chunk, an hour of words is not.
 */
export const LiveTranscript = memo(function LiveTranscript({ consultationId }: { consultationId: string }) {
  const { t } = useTranslation();
  const { data: read } = useTranscript(consultationId);
  const heard = useHeard(consultationId);
  const rows = useMemo(() => rowsOf(read?.utterances ?? [], heard), [read, heard]);
  const place = useRef<HTMLDivElement>(null);
  const { unseen, toEnd } = useStickToEnd(place, rows);
  const newest = rows.findLast(({ provisional }) => !provisional);
  const announced = useAnnouncement(newest ? `${t(`speaker.${newest.speaker}`)}: ${newest.text}` : "");

  return (
    <section aria-labelledby="live-transcript" className="relative flex flex-col gap-2">
      <h2 id="live-transcript" className="text-sm font-semibold text-quiet">
        {t("transcript.title")}
      </h2>
      <div
        ref={place}
        tabIndex={0}
        role="group"
        aria-label={t("live.label")}
        className="h-[34dvh] min-h-36 overflow-y-auto overscroll-contain"
      >
        {rows.length === 0 ? (
          <p className="text-quiet">{t("live.empty")}</p>
        ) : (
          <ol>
            {rows.map((row) => (
              <LiveRow key={`${row.id}${row.provisional ? "?" : ""}`} {...row} />
            ))}
          </ol>
        )}
      </div>
      {unseen && (
        <Button className="absolute bottom-2 self-center shadow-lg" onClick={toEnd}>
          <ArrowDown aria-hidden />
          {t("live.new_text")}
        </Button>
      )}
      <p role="status" className={heard.behind ? "text-sm text-quiet" : "sr-only"}>
        {heard.behind ? t("live.behind", { seconds: Math.round(heard.behind) }) : ""}
      </p>
      <p role="status" className="sr-only">
        {announced}
      </p>
    </section>
  );
});

const LiveRow = memo(function LiveRow({ id, speaker, text, provisional, newSpeaker }: Row) {
  const { t } = useTranslation();
  return (
    <li data-live-utterance={id} className={newSpeaker ? "mt-3 first:mt-0" : ""}>
      {newSpeaker && <p className="text-sm font-semibold text-quiet">{t(`speaker.${speaker}`)}</p>}
      <p className={`leading-relaxed ${provisional ? "text-quiet italic" : ""}`}>{text}</p>
    </li>
  );
});
