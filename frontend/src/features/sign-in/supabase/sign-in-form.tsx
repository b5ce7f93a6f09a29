import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "@/api/supabase/accounts";
import { Button } from "@/ui/button";
import { CredentialsForm } from "../credentials-form";
import { PanelTitle } from "../panel-title";
import { useEntry } from "../use-entry";
import type { StepProps } from "./accounts-panel";

export function SignInForm({ email, onEmail, onStep, children }: StepProps & { children: ReactNode }) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({ mutationFn: signIn, onSuccess: useEntry() });
  return (
    <>
      <PanelTitle title={t("sign_in.title")} />
      {children}
      <CredentialsForm
        email={email}
        onEmail={onEmail}
        busy={isPending}
        error={error}
        onSubmit={(password) => mutate({ email, password })}
      />
      <div className="mt-4 flex flex-wrap justify-between gap-2">
        <Button kind="quiet" onClick={() => onStep("forgotten")}>
          {t("sign_in.forgotten")}
        </Button>
        <Button kind="quiet" onClick={() => onStep("sign-up")}>
          {t("sign_in.sign_up")}
        </Button>
      </div>
    </>
  );
}
