// @vitest-environment node
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

it("is what the API describes now; else run `npm run api`", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  const fresh = join(folder, "schema.d.ts");
  execFileSync(join(ROOT, "bin/api"), [fresh], { stdio: ["ignore", "ignore", "inherit"] });
  const same = readFileSync(fresh, "utf8") === readFileSync(join(ROOT, "src/api/schema.d.ts"), "utf8");
  rmSync(folder, { recursive: true });
  expect(same).toBe(true);
});
