import { lazy, Suspense, useEffect } from "react";
import { supabaseProject } from "@/api/supabase/project";
import { forgetWhatWasShown } from "@/api/queries";
import { Skeleton } from "@/ui/skeleton";

/** By whoever keeps the accounts here. */
const Panel = lazy(async () => ({
  default: (await supabaseProject())
    ? (await import("./supabase/accounts-panel")).AccountsPanel
    : (await import("./local-panel")).LocalPanel,
}));

/** In place of the page that was asked for, which is shown once one is in. */
export function SignInPage() {
  useEffect(forgetWhatWasShown, []);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-6 py-12">
      <p className="font-semibold tracking-tight text-accent">Medic Scribe</p>
      <Suspense fallback={<Skeleton lines={4} />}>
        <Panel />
      </Suspense>
    </main>
  );
}
