import { api } from "./client";

const PAGE = 30;

export interface Wanted {
  /** Words of the label, the transcript or the note; empty for all. */
  text: string;
  /** `2026-03-02`, in the reader's zone; empty for all. */
  day: string;
}

/** One's own consultations, newest first, page by page. What is looked for goes in the body, out of every log. */
export function useConsultations({ text, day }: Wanted) {
  const query = {
    limit: PAGE,
    ...(day && { day, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  };
  return api.useInfiniteQuery(
    "post",
    "/v1/search",
    { params: { query }, body: { text } },
    {
      pageParamName: "cursor",
      initialPageParam: null, // undefined would become 0
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: (before) => before,
    },
  );
}
