import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { startLanguages } from "@/i18n/i18n";
import "@/app/styles.css";

void startLanguages().then(() => {
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App />);
});
