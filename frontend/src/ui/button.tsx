import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from "react";
import { Link, type LinkProps } from "react-router";

export type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

const BASE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 py-2 text-base font-medium no-underline transition-colors duration-150 disabled:opacity-55 aria-disabled:opacity-55 select-none [&_svg]:size-[1.15em] [&_svg]:shrink-0";

const KINDS: Record<ButtonKind, string> = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong",
  secondary: "border border-edge bg-raised text-ink enabled:hover:bg-sunken [a&]:hover:bg-sunken",
  quiet: "text-accent enabled:hover:bg-accent-soft [a&]:hover:bg-accent-soft",
  danger: "bg-red text-on-red enabled:hover:opacity-90",
};

interface Look {
  kind?: ButtonKind;
  children: ReactNode;
}

export function buttonClass(kind: ButtonKind = "secondary", more = ""): string {
  return `${BASE} ${KINDS[kind]} ${more}`;
}

/** With its element for what opens beside it: a menu places itself by it. */
export const Button = forwardRef<HTMLButtonElement, Look & ButtonHTMLAttributes<HTMLButtonElement>>(
  function Button({ kind = "secondary", className = "", type = "button", ...rest }, ref) {
    return <button ref={ref} type={type} className={buttonClass(kind, className)} {...rest} />;
  },
);

export function ButtonLink({
  kind = "secondary",
  className = "",
  ...rest
}: Look & LinkProps & { className?: string }) {
  return <Link className={buttonClass(kind, className)} {...rest} />;
}
