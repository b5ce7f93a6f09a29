import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, expect, it } from "vitest";
import { speak, startLanguages } from "@/i18n/i18n";
import { Filters } from "./filters";

beforeAll(async () => {
  await startLanguages();
  await speak("es");
});

function Page() {
  const [day, setDay] = useState("2026-03-02");
  return <Filters inputRef={null} text="" onText={() => undefined} day={day} onDay={setDay} />;
}

it("gives the focus back when the day goes", async () => {
  render(<Page />);
  await userEvent.setup().click(screen.getByRole("button", { name: "Todos" }));
  expect(screen.queryByLabelText("Consultas de este día")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Día" }));
});
