import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const SERVER = process.env.MEDIC_SCRIBE_SERVER ?? "http://localhost:8000";

/** Names a build, so that what an older app kept on a device is not misread. */
const BUILD = String(Date.now());

export default defineConfig({
  define: { __BUILD__: JSON.stringify(BUILD) },
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      registerType: "prompt",
      filename: "sw.js",
      manifestFilename: "manifest.json",
      injectRegister: false,
      includeAssets: ["icon.svg", "icon-180.png"],
      manifest: {
        id: "/",
        name: "Medic Scribe",
        short_name: "Medic Scribe",
        description: "De la conversación de una consulta a una nota clínica con sus pruebas.",
        lang: "es",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#fbfbf9",
        theme_color: "#fbfbf9",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
        shortcuts: [{ name: "Nueva consulta", url: "/new" }],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,woff2,svg}"],
        // A visit to the API must reach it: what it answers is a patient's and is kept by nobody on the way.
        navigateFallbackDenylist: [
          /^\/(api|v1|ws|metrics|healthz|readyz|openapi\.json|transcribe-and-summarize)(\/|$)/,
        ],
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: { target: "es2022", assetsInlineLimit: 0 },
  server: {
    proxy: {
      "/api": SERVER,
      "/ws": { target: SERVER, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/app/test-setup.ts"],
    restoreMocks: true,
  },
});
