import { createRoot } from "react-dom/client";
import { api } from "@/api/client";
import { queries } from "@/api/queries";
import { App } from "@/app/app";
import { startLanguages } from "@/i18n/i18n";
import "@/app/styles.css";

// Every page needs it: asked for while the languages are made ready.
void queries.query(api.queryOptions("get", "/v1/profile", {})).catch(() => undefined);
void startLanguages().then(() => {
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App />);
});
