import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { type Line, without } from "../model/draft";
import type { Finding } from "../model/types";
import { elementId, focusOn, useReview } from "../review-context";
import { DismissForm } from "./dismiss-form";
import { EvidenceQuotes } from "./evidence-quotes";
import { useFindingActions } from "./use-finding-actions";

const SMALL = "min-h-11! px-3! py-1! text-sm! lg:min-h-9!";

/** The only loud thing on the page: a thin mark, one sentence, and what can be done about it. */
export function FindingMark({ finding, section, line }: { finding: Finding; section?: string; line?: Line }) {
  const { t } = useTranslation();
  const { select, point, pointAway, locked } = useReview();
  const [dismissing, setDismissing] = useState(false);
  const actions = useFindingActions(finding);
  const id = elementId.finding(finding.id);
  const me = { kind: "finding", id: finding.id, evidence: finding.evidence } as const;
  return (
    <div
      id={id}
      tabIndex={-1}
      role="group"
      aria-label={t("finding.one")}
      data-finding={finding.code}
      onFocus={() => select(me)}
      onMouseMove={(event) => point(event, me)}
      onMouseLeave={pointAway}
      className={line ? "pb-2" : "-ml-4 border-l-2 border-amber-mark pl-3.5"}
    >
      <p className="text-amber">{finding.message}</p>
      {dismissing ? (
        <DismissForm
          busy={actions.busy}
          onDismiss={(reason) => actions.dismiss(reason)}
          onCancel={() => {
            setDismissing(false);
            focusOn(id); // its button goes
          }}
        />
      ) : (
        !locked && (
          <div className="-ml-3 flex flex-wrap items-center gap-1">
            <Fix {...{ finding, section, line, actions }} />
            <Button
              kind="quiet"
              className={SMALL}
              disabled={actions.busy}
              onClick={() => setDismissing(true)}
            >
              {t("finding.dismiss")}
            </Button>
            {!line && <EvidenceQuotes evidence={finding.evidence} />}
          </div>
        )
      )}
      {actions.problem && (
        <p role="alert" className="text-sm text-red">
          {actions.problem}
        </p>
      )}
    </div>
  );
}

function Fix({
  finding,
  section,
  line,
  actions,
}: {
  finding: Finding;
  section: string | undefined;
  line: Line | undefined;
  actions: ReturnType<typeof useFindingActions>;
}) {
  const { t } = useTranslation();
  const { editor, player, write } = useReview();
  const [start, end] = finding.span ?? [];
  if (line)
    return (
      <>
        <Button className={SMALL} onClick={() => write(line.key)}>
          {t("line.edit")}
        </Button>
        <Button kind="quiet" className={SMALL} onClick={() => editor.change(without(editor.draft, line.key))}>
          {t("line.remove")}
        </Button>
      </>
    );
  if (start !== undefined && end !== undefined)
    return (
      <>
        <Button className={SMALL} onClick={() => player.playClips([{ start, end }])}>
          {t("finding.listen")}
        </Button>
        <Button kind="quiet" className={SMALL} disabled={actions.busy} onClick={actions.resolve}>
          {t("finding.heard")}
        </Button>
      </>
    );
  return (
    <Button className={SMALL} disabled={actions.busy} onClick={() => actions.add(section)}>
      {t("finding.add")}
    </Button>
  );
}
