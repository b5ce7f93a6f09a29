import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useLocation, useNavigate } from "react-router";
import { problemOf } from "@/api/problem";
import { emailLink, onEmailLinkChange } from "@/api/supabase/email-link";
import { useProfile } from "@/api/use-profile";
import { ConsultationList } from "@/features/consultations/consultation-list";
import { isRecordingNow, onRecordingNowChange } from "@/features/record/active";
import { hasUnfinished, onUnfinishedChange } from "@/lib/keeping/mark";
import { isLanguage, speak } from "@/i18n/i18n";
import { onKeyDown } from "@/lib/shortcuts/registry";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { DESK, useMediaQuery } from "@/lib/use-media-query";
import { useLiveEvents } from "@/lib/live/use-live-events";
import { DeskHeader, PhoneHeader } from "./headers";
import { Notices } from "./notices";
import { Unreachable } from "./unreachable";
import { Waiting } from "./waiting";

const ShortcutsDialog = lazy(async () => ({ default: (await import("./shortcuts-dialog")).ShortcutsDialog }));
const UnfinishedRecordings = lazy(async () => ({
  default: (await import("@/features/record/unfinished/unfinished-recordings")).UnfinishedRecordings,
}));
const SignInPage = lazy(async () => ({
  default: (await import("@/features/sign-in/sign-in-page")).SignInPage,
}));

/** What stays while pages change: at a desk the list beside them, on a phone one thing at a time. */
export function Frame() {
  const { data: profile, error, refetch } = useProfile();
  const desk = useMediaQuery(DESK);
  useProfileLanguage(profile?.language);
  useLiveEvents(profile?.id);
  const recording = useSyncExternalStore(onRecordingNowChange, isRecordingNow);
  const cameByLink = useSyncExternalStore(onEmailLinkChange, emailLink) !== null;
  const help = useShortcutKeys();
  const main = useFocusOnNewPage();
  const { pathname } = useLocation();

  // A recording goes on whoever is signed in: it says itself that its sound waits on the device.
  if (cameByLink || (problemOf(error)?.status === 401 && !(recording && profile)))
    return (
      <Suspense fallback={<Waiting />}>
        <SignInPage />
      </Suspense>
    );
  if (!profile) return error ? <Unreachable error={error} onRetry={() => void refetch()} /> : <Waiting />;
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <SkipLink />
      <Notices open={profile.identity.open} />
      {!isOfRecording(pathname) && <Unfinished />}
      {!desk && <PhoneHeader onShortcuts={help.show} />}
      <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[19rem_minmax(0,1fr)]">
        {desk && (
          <aside className="flex min-h-0 flex-col border-r border-line bg-sunken">
            <DeskHeader onShortcuts={help.show}>
              <ConsultationList />
            </DeskHeader>
          </aside>
        )}
        <main
          ref={main}
          id="content"
          tabIndex={-1}
          className="flex min-h-0 min-w-0 flex-1 flex-col outline-none lg:overflow-y-auto"
        >
          <Outlet />
        </main>
      </div>
      {help.shown && (
        <Suspense>
          <ShortcutsDialog open onOpenChange={help.set} />
        </Suspense>
      )}
      <ScrollRestoration />
    </div>
  );
}

function isOfRecording(pathname: string): boolean {
  return pathname === "/new" || pathname.startsWith("/resume/");
}

/** Loaded only where there may be one. */
function Unfinished() {
  if (!useSyncExternalStore(onUnfinishedChange, hasUnfinished)) return null;
  return (
    <Suspense>
      <UnfinishedRecordings />
    </Suspense>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-50 -translate-y-24 rounded-lg bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
    >
      {t("app.skip")}
    </a>
  );
}

function useProfileLanguage(language: string | undefined): void {
  useEffect(() => {
    if (isLanguage(language)) void speak(language);
  }, [language]);
}

function useShortcutKeys() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [shown, set] = useState(false);
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  useShortcut("?", t("shortcut.help"), () => set(true));
  useShortcut("r", t("shortcut.record"), () => void navigate("/new"), !isOfRecording(pathname));
  return { shown, set, show: () => set(true) };
}

/** A screen reader and the next Tab begin where the new page does. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
