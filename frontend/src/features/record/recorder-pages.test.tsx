/** The two pages that record, with the devices left out. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { speak, startLanguages } from "@/i18n/i18n";
import type { SessionOptions } from "./recording-session";
import { NewPage } from "./new-page";
import { ResumePage } from "./resume-page";

vi.setConfig({ testTimeout: 30_000 }); // looking for roles takes its time on a busy machine

/** What the pages asked of the devices. */
const asked = vi.hoisted(() => [] as (string | null)[][]);

vi.mock("./recording-session", () => ({
  RecordingSession: class {
    constructor(readonly options: SessionOptions) {}
    start(device: string) {
      asked.push(["start", this.options.resumed, device]);
      this.options.tell({ type: "ask" });
      this.options.tell({ type: "granted", at: Date.now() });
    }
    pause() {
      this.options.tell({ type: "pause", at: Date.now() });
    }
    resume(device: string) {
      asked.push(["resume", device]);
      this.options.tell({ type: "resume", at: Date.now() });
    }
    use(device: string) {
      asked.push(["use", device]);
    }
    stop() {
      this.options.tell({ type: "stop", at: Date.now() });
      this.options.tell({ type: "finished" });
      return Promise.resolve("7");
    }
    level() {
      return 0;
    }
    close() {}
  },
}));
vi.mock("./unfinished/use-kept", () => ({ useKept: () => ({ milliseconds: 65_000 }) }));

const LIST = ["post", "/v1/search", {}];
const ONE = ["get", "/v1/consultations/{consultation_id}", { params: { path: { consultation_id: "7" } } }];
const PAGES: [string, ReactNode, string, string | null][] = [
  ["/new", <NewPage key="new" />, "Empezar a grabar", null],
  ["/resume/:id", <ResumePage key="resume" />, "Seguir grabando", "earlier"],
];

let queries: QueryClient;
let router: ReturnType<typeof createMemoryRouter>;

function open(path: string, element: ReactNode) {
  const routes = [
    { path, element },
    { path: "*", element: null },
  ];
  router = createMemoryRouter(routes, { initialEntries: [path.replace(":id", "earlier")] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const user = userEvent.setup();
const press = (name: string) => user.click(screen.getByRole("button", { name }));
const choose = async (name: string) =>
  user.selectOptions(await screen.findByRole("combobox", { name: "Micrófono" }), name);

beforeAll(async () => {
  await startLanguages();
  await speak("es");
});

beforeEach(() => {
  asked.splice(0);
  queries = new QueryClient();
  for (const key of [LIST, ONE]) queries.setQueryData(key, {});
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ items: [] })));
  const input = (deviceId: string) => ({ kind: "audioinput", deviceId, label: `Micrófono ${deviceId}` });
  Object.assign(navigator, {
    mediaDevices: Object.assign(new EventTarget(), {
      enumerateDevices: () => Promise.resolve([input("a"), input("b")]),
    }),
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each(PAGES)("%s records with the microphone that is chosen, before and meanwhile", async (...page) => {
  const [path, element, begin, resumed] = page;
  open(path, element);
  if (path === "/new") await user.click(screen.getByLabelText("Verbal"));
  await choose("Micrófono a");
  expect(asked).toEqual([]);
  await press(begin);
  await choose("Micrófono b");
  await press("Pausa");
  await press("Continuar");
  expect(asked).toEqual([
    ["start", resumed, "a"],
    ["use", "b"],
    ["resume", "b"],
  ]);
});

it.each(PAGES)("%s leads to the consultation, of which all is read anew", async (path, element, begin) => {
  open(path, element);
  if (path === "/new") await user.click(screen.getByLabelText("Verbal"));
  await press(begin);
  await press("Terminar");
  await waitFor(() => expect(router.state.location.pathname).toBe("/consultations/7"));
  expect([LIST, ONE].map((key) => queries.getQueryState(key)?.isInvalidated)).toEqual([true, true]);
});

it("records nothing without consent", async () => {
  open("/new", <NewPage />);
  await press("Empezar a grabar");
  expect(screen.getByRole("alert").textContent).toMatch(/consentimiento/);
  expect(asked).toEqual([]);
});
