import { lazy, type ReactNode, Suspense, useDeferredValue, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { useConsultations } from "@/api/use-consultations";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { useDebounced } from "@/lib/use-debounced";
import { Button } from "@/ui/button";
import { Skeleton } from "@/ui/skeleton";
import { TryAgain } from "@/ui/try-again";
import { byDay } from "./by-day";
import { ConsultationRow } from "./consultation-row";
import { dayTitle } from "./day-title";
import type { ToDelete } from "./delete-dialog";
import { Filters } from "./filters";

const DeleteDialog = lazy(async () => ({ default: (await import("./delete-dialog")).DeleteDialog }));
const PAUSE = 250; // milliseconds after the last letter

/** Today first. `whenEmpty` stands in for a list that has never had anything; `footer` is below any other. */
export function ConsultationList({ whenEmpty, footer }: { whenEmpty?: ReactNode; footer?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState("");
  const [day, setDay] = useState("");
  const [toDelete, setToDelete] = useState<ToDelete | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const wanted = { text: useDebounced(text.trim(), PAUSE), day };
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useConsultations(wanted);
  useShortcut("/", t("shortcut.search"), () => search.current?.focus());

  const items = useDeferredValue(data?.pages.flatMap((page) => page.items));
  const filtered = wanted.text !== "" || wanted.day !== "";
  if (items?.length === 0 && !filtered && whenEmpty) return whenEmpty;

  return (
    <>
      <Filters inputRef={search} text={text} onText={setText} day={day} onDay={setDay} />
      <div className="flex-1 overflow-y-auto px-2 pb-4" aria-busy={isPending}>
        {error && !items && (
          <div className="p-2">
            <TryAgain why={sentenceOf(error)} onRetry={() => void refetch()} />
          </div>
        )}
        {isPending && (
          <div className="p-3">
            <Skeleton lines={6} />
          </div>
        )}
        <p role="status" className={items?.length === 0 ? "p-3 text-quiet" : "sr-only"}>
          {items?.length === 0
            ? t(filtered ? "list.nothing_found" : "list.empty")
            : filtered && items
              ? t("list.found", { count: items.length })
              : ""}
        </p>
        {byDay(items ?? []).map((group) => (
          <section key={group.day} aria-label={dayTitle(group.day, i18n.language, t)}>
            <h2 className="px-3 pt-4 pb-1 text-sm font-medium text-quiet first-letter:uppercase">
              {dayTitle(group.day, i18n.language, t)}
            </h2>
            <ul>
              {group.items.map((consultation) => (
                <ConsultationRow key={consultation.id} consultation={consultation} onDelete={setToDelete} />
              ))}
            </ul>
          </section>
        ))}
        {hasNextPage && (
          <Button
            kind="quiet"
            className="mt-2 w-full"
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t(isFetchingNextPage ? "list.loading_more" : "list.more")}
          </Button>
        )}
      </div>
      {footer}
      {toDelete && (
        <Suspense>
          <DeleteDialog target={toDelete} onClose={() => setToDelete(null)} />
        </Suspense>
      )}
    </>
  );
}
