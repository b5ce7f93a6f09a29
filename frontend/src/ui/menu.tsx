import { type ComponentType, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  children: ReactNode;
  items: readonly MenuItem[];
}

type Parts = ComponentType<MenuProps & { open: boolean }>;

let loaded: Parts | null = null;

/**
 * What else can be done here. `children` is the button that opens it. The button is there before the menu is
 * loaded; if it was focused or pressed by then, it still is.
 */
export function Menu(props: MenuProps) {
  const [MenuParts, setMenuParts] = useState<Parts | null>(() => loaded);
  const place = useRef<HTMLSpanElement>(null);
  const focused = useRef(false);
  const [pressed, setPressed] = useState(false);

  useEffect(() => {
    if (MenuParts) return;
    void import("./menu-parts").then((parts) => {
      loaded = parts.MenuParts;
      focused.current = place.current?.contains(document.activeElement) ?? false;
      setMenuParts(() => parts.MenuParts);
    });
  }, [MenuParts]);
  useLayoutEffect(() => {
    if (MenuParts && focused.current) place.current?.querySelector("button")?.focus();
  }, [MenuParts]);

  return (
    <span ref={place} className="contents" onClick={MenuParts ? undefined : () => setPressed(true)}>
      {MenuParts ? <MenuParts {...props} open={pressed} /> : props.children}
    </span>
  );
}
