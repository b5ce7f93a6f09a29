import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CredentialsForm } from "./credentials-form";
import { PanelTitle } from "./panel-title";
import { useSignIn } from "./use-sign-in";

/** Accounts that whoever runs the service makes. */
export function LocalPanel() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const { mutate, isPending, error } = useSignIn();
  return (
    <>
      <PanelTitle title={t("sign_in.title")} />
      <CredentialsForm
        email={email}
        onEmail={setEmail}
        busy={isPending}
        error={error}
        onSubmit={(password) => mutate({ email, password })}
      />
      <p className="mt-6 text-sm text-quiet">{t("sign_in.no_account")}</p>
    </>
  );
}
