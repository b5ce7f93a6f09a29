import { Keyboard, LayoutTemplate, Mic, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation, useNavigate } from "react-router";
import { Button, ButtonLink } from "@/ui/button";
import { Menu } from "@/ui/menu";

interface Shown {
  onShortcuts: () => void;
}

/** The column at the left: record at the top, the list, the rest at the bottom. */
export function DeskHeader({ onShortcuts, children }: Shown & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <header className="flex items-center justify-between gap-2 px-4 pt-3 pb-1">
        <Brand />
        <ButtonLink to="/new">
          <Mic aria-hidden />
          {t("nav.new")}
        </ButtonLink>
      </header>
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      <nav aria-label={t("nav.label")} className="flex border-t border-line p-1">
        <Place to="/templates" icon={<LayoutTemplate aria-hidden />}>
          {t("nav.templates")}
        </Place>
        <Place to="/profile" icon={<UserRound aria-hidden />}>
          {t("nav.profile")}
        </Place>
        <button type="button" onClick={onShortcuts} className={PLACE}>
          <Keyboard aria-hidden />
          {t("nav.shortcuts")}
        </button>
      </nav>
    </>
  );
}

/** One line: the way back, and the few other places. */
export function PhoneHeader({ onShortcuts }: Shown) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const home = useLocation().pathname === "/";
  return (
    <header className="flex min-h-14 items-center justify-between gap-2 border-b border-line pr-1 pl-4">
      {home ? (
        <Brand />
      ) : (
        <NavLink to="/" className="-ml-2 flex min-h-11 items-center px-2 font-medium text-accent">
          ‹ {t("nav.consultations")}
        </NavLink>
      )}
      <Menu
        items={[
          { label: t("nav.templates"), onSelect: () => void navigate("/templates") },
          { label: t("nav.profile"), onSelect: () => void navigate("/profile") },
          { label: t("nav.shortcuts"), onSelect: onShortcuts },
        ]}
      >
        <Button kind="quiet">{t("nav.menu")}</Button>
      </Menu>
    </header>
  );
}

const PLACE =
  "flex min-h-11 flex-1 flex-col items-center justify-center gap-0.5 rounded-lg py-1.5 text-sm text-quiet hover:bg-line/60 hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-accent [&_svg]:size-5";

function Place({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <NavLink to={to} className={PLACE}>
      {icon}
      {children}
    </NavLink>
  );
}

function Brand() {
  return (
    <NavLink to="/" className="flex min-h-11 items-center font-semibold tracking-tight">
      Medic Scribe
    </NavLink>
  );
}
