/** The two languages. Spanish first, and at once; English is loaded when it is spoken. */

import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import es from "./es.json";

export const LANGUAGES = ["es", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "medic-scribe.language";

export async function startLanguages(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: preferred(),
    fallbackLng: false,
    resources: { es: { translation: es } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await speak(preferred());
}

export function currentLanguage(): Language {
  return isLanguage(i18n.language) ? i18n.language : "es";
}

export async function speak(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, "translation")) {
    i18n.addResourceBundle(language, "translation", (await import("./en.json")).default);
  }
  await i18n.changeLanguage(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** What was chosen here before, else the first of the browser's that we speak. */
function preferred(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "es";
}

export default i18n;
