import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRegisterSW } from "virtual:pwa-register/react";
import { useOnline } from "@/lib/use-online";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

/** What holds for every page: that it is open, that there is no network, that there is a newer app. */
export function Notices({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <section aria-label={t("notice.label")}>
      {open && (
        <p className="border-b border-line bg-sunken px-4 py-1.5 text-center text-sm">{t("notice.open")}</p>
      )}
      {!online && <Notice>{t("notice.offline")}</Notice>}
      <Update />
    </section>
  );
}

function Update() {
  const { t } = useTranslation();
  const [later, setLater] = useState(false);
  const {
    needRefresh: [waiting],
    updateServiceWorker,
  } = useRegisterSW();
  if (!waiting || later) return null;
  return (
    <Notice
      actions={
        <>
          <Button kind="quiet" onClick={() => setLater(true)}>
            {t("notice.update_later")}
          </Button>
          <Button kind="primary" onClick={() => void updateServiceWorker(true)}>
            {t("notice.update_now")}
          </Button>
        </>
      }
    >
      {t("notice.update")}
    </Notice>
  );
}
