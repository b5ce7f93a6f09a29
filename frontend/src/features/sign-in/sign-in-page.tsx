import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { forgetWhatWasShown } from "@/api/queries";
import { usePageTitle } from "@/lib/use-page-title";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useSignIn } from "./use-sign-in";

/** In place of the page that was asked for, which is shown once one is in. */
export function SignInPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, isPending, error } = useSignIn();
  usePageTitle(t("sign_in.title"));
  useEffect(forgetWhatWasShown, []);

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate({ email, password });
  }

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-6 py-12">
      <p className="font-semibold tracking-tight text-accent">Medic Scribe</p>
      <h1 className="mt-1 text-2xl font-semibold">{t("sign_in.title")}</h1>
      <form onSubmit={submit} className="mt-6 flex flex-col gap-4">
        <TextField
          label={t("sign_in.email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t("sign_in.password")}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
        <Button type="submit" kind="primary" disabled={isPending}>
          {t(isPending ? "sign_in.busy" : "sign_in.action")}
        </Button>
      </form>
      <p className="mt-6 text-sm text-quiet">{t("sign_in.no_account")}</p>
    </main>
  );
}
