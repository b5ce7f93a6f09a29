#!/usr/bin/env node
// Draws the icons that phones want from public/icon.svg. Run it when the drawing changes.
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url);
const drawing = await readFile(new URL("icon.svg", folder), "utf8");
const ACCENT = "#0b5f50";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
// A mask cuts the corners off: the drawing stays within the middle four fifths.
for (const [name, size, share] of [
  ["icon-180", 180, 1],
  ["icon-192", 192, 1],
  ["icon-512", 512, 1],
  ["icon-maskable-512", 512, 0.8],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const background = share < 1 || name === "icon-180" ? ACCENT : "transparent";
  await page.setContent(
    `<body style="margin:0;background:${background};display:grid;place-items:center;height:100vh">
       <div style="width:${size * share}px;height:${size * share}px">${drawing}</div>`,
  );
  await writeFile(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
