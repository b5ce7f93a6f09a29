import { useTranslation } from "react-i18next";
import { useToast } from "@/ui/toast";

/** Puts text on the clipboard and says so, or says that it could not. */
export function useCopy(): (text: string, said: string) => void {
  const { t } = useTranslation();
  const toast = useToast();
  return (text, said) => {
    void copied(text).then((done) => toast({ text: done ? said : t("copy.failed") }));
  };
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedTheOldWay(text);
  }
}

/** Where the page is served without TLS on a local network, browsers have no `clipboard`. */
function copiedTheOldWay(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  document.body.append(area);
  area.select();
  // The only way there; nothing replaces it outside secure contexts.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
