import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword } from "@/api/change-password";
import { sentenceOf } from "@/api/problem";
import { leave } from "@/api/queries";
import { signOut } from "@/api/sign-out";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { NewPasswordField } from "@/ui/new-password-field";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";
import { Section } from "./section";

const LONGEST = 128;

/** Where one signs in, whoever keeps the accounts. */
export function AccountSection({ email }: { email: string | null }) {
  const { t } = useTranslation();
  const leaving = useMutation({ mutationFn: signOut, onSuccess: leave });
  return (
    <Section title={t("account.title")} {...(email && { hint: email })}>
      <PasswordForm />
      {leaving.error && <Notice tone="red">{sentenceOf(leaving.error)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button disabled={leaving.isPending} onClick={() => leaving.mutate(false)}>
          {t("account.sign_out")}
        </Button>
        <Button disabled={leaving.isPending} onClick={() => leaving.mutate(true)}>
          {t("account.sign_out_everywhere")}
        </Button>
      </div>
    </Section>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const toast = useToast();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const { mutate, isPending, error } = useMutation({ mutationFn: changePassword });

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(
      { current, new: fresh },
      {
        onSuccess: () => {
          setCurrent("");
          setFresh("");
          toast({ text: t("account.password_changed") });
        },
      },
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t("account.password_current")}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <NewPasswordField longest={LONGEST} value={fresh} onChange={setFresh} />
      </div>
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
      <Button type="submit" className="self-start" disabled={isPending}>
        {t("account.password_change")}
      </Button>
    </form>
  );
}
