import { describe, expect, it, vi } from "vitest";
import { KeptRecording } from "@/lib/keeping/kept-recording";
import { Microphone } from "./microphone";
import { RecordingSession } from "./recording-session";

describe("a page that is left while the browser asks for the microphone", () => {
  it("has the microphone closed and records nothing", async () => {
    let permit: (microphone: Microphone) => void = () => undefined;
    const close = vi.fn();
    vi.spyOn(Microphone, "open").mockReturnValue(
      new Promise((resolve) => {
        permit = resolve;
      }),
    );
    const begin = vi.spyOn(KeptRecording, "begin");
    const tell = vi.fn();
    const wish = { title: "", template: "soap", instruction: "" };
    const session = new RecordingSession({ tell, wish, resumed: null, onMade: vi.fn() });

    const started = session.start("");
    session.close();
    permit({ close } as unknown as Microphone);
    await started;

    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(begin).not.toHaveBeenCalled();
    expect(tell).not.toHaveBeenCalledWith(expect.objectContaining({ type: "granted" }));
  });
});
