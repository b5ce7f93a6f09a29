import { defineConfig } from "vitest/config";

/** The built app in a real browser, on the real server with the real speech model. Build it first. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: "e2e/server.ts",
    environment: "node",
    fileParallelism: false, // two cores: the model needs both
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { concurrent: false },
    expect: { poll: { timeout: 15_000 } },
  },
});
