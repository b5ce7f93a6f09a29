import { CalendarDays } from "lucide-react";
import { type Ref, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isoDay } from "@/lib/format";
import { Button } from "@/ui/button";

/** Words, and one day. The day stays out of the way until it is asked for. */
export function Filters({
  inputRef,
  text,
  onText,
  day,
  onDay,
}: {
  inputRef: Ref<HTMLInputElement>;
  text: string;
  onText: (text: string) => void;
  day: string;
  onDay: (day: string) => void;
}) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <search className="flex flex-col gap-1 px-4 pt-2 pb-1">
      <div className="flex gap-1">
        <input
          ref={inputRef}
          type="search"
          className="field"
          aria-label={t("list.search")}
          placeholder={t("list.search")}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
        <Button
          ref={opener}
          kind="quiet"
          className="px-2!"
          aria-expanded={asked || day !== ""}
          onClick={() => {
            setAsked(day === "" && !asked);
            onDay("");
          }}
        >
          <CalendarDays aria-hidden />
          {t("list.day")}
        </Button>
      </div>
      {(asked || day !== "") && (
        <div className="flex items-center gap-1">
          <input
            type="date"
            className="field"
            aria-label={t("list.day_of")}
            max={isoDay(new Date())}
            value={day}
            onChange={(event) => onDay(event.target.value)}
          />
          <Button
            kind="quiet"
            className="px-2! whitespace-nowrap"
            onClick={() => {
              onDay("");
              setAsked(false);
              opener.current?.focus(); // this one goes
            }}
          >
            {t("list.all_days")}
          </Button>
        </div>
      )}
    </search>
  );
}
