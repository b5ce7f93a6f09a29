import { useState } from "react";
import { useTranslation } from "react-i18next";
import { emailLink } from "@/api/supabase/email-link";
import { refusalOf } from "@/api/supabase/refusal";
import { Notice } from "@/ui/notice";
import { ForgottenForm } from "./forgotten-form";
import { NewPasswordForm } from "./new-password-form";
import { SignInForm } from "./sign-in-form";
import { SignUpForm } from "./sign-up-form";

export type Step = "sign-in" | "sign-up" | "forgotten" | "new-password";

/** Said above the form: what was done, or why it could not be. */
interface Said {
  text: string;
  tone: "plain" | "red";
}

export interface StepProps {
  email: string;
  onEmail: (email: string) => void;
  onStep: (step: Step, told?: string) => void;
}

/** Accounts at Supabase: sign in, sign up, and set a forgotten password anew. */
export function AccountsPanel() {
  const { t } = useTranslation();
  const [link] = useState(emailLink);
  const [email, setEmail] = useState("");
  const [step, setStep] = useState<Step>(link?.kind === "password" ? "new-password" : "sign-in");
  const [said, setSaid] = useState<Said | null>(() => {
    if (link?.kind === "confirmed") return { text: t("sign_in.confirmed"), tone: "plain" };
    if (link?.kind === "failed") return { text: refusalOf(link.code).detail, tone: "red" };
    return null;
  });

  function go(next: Step, told?: string) {
    setStep(next);
    setSaid(told ? { text: told, tone: "plain" } : null);
  }

  const shared: StepProps = { email, onEmail: setEmail, onStep: go };
  const notice = said && (
    <div className="mt-4">
      <Notice tone={said.tone}>{said.text}</Notice>
    </div>
  );
  if (step === "new-password" && link?.kind === "password")
    return <NewPasswordForm link={link} {...shared} />;
  if (step === "sign-up") return <SignUpForm {...shared} />;
  if (step === "forgotten") return <ForgottenForm {...shared} />;
  return <SignInForm {...shared}>{notice}</SignInForm>;
}
