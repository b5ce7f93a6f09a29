import { describe, expect, it } from "vitest";
import {
  byId,
  clipOf,
  clipsOf,
  joined,
  marksOf,
  quoteOf,
  restingOn,
  runsOf,
  utteranceAt,
  wordTimes,
} from "./evidence";
import type { Utterance } from "./types";

function utterance(id: number, start: number, text: string, heard = text): Utterance {
  const words = heard.split(" ").map((word, index) => ({
    text: word,
    start: start + index * 0.5,
    end: start + index * 0.5 + 0.4,
    confidence: 0.9,
  }));
  return {
    id,
    speaker: "patient",
    start,
    end: start + words.length * 0.5,
    text,
    words,
    edited: text !== heard,
    heard: text === heard ? null : heard,
  };
}

const span = (utterance_id: number, first: number, last: number) => ({ utterance_id, first, last });

describe("when words were said", () => {
  it("takes the times of the words as they were heard", () => {
    expect(wordTimes(utterance(0, 10, "tomo metformina"))).toEqual([
      { start: 10, end: 10.4 },
      { start: 10.5, end: 10.9 },
    ]);
  });

  it("keeps a word’s time when its spelling was corrected", () => {
    const corrected = utterance(0, 10, "tomo enalapril siempre", "tomo en_april siempre");
    expect(wordTimes(corrected)[1]).toEqual({ start: 10.5, end: 10.9 });
  });

  it("finds the words again around some that were put in", () => {
    const corrected = utterance(0, 10, "tomo la metformina de 850 siempre", "tomo metformina siempre");
    const times = wordTimes(corrected);
    expect(times).toHaveLength(6);
    expect(times[2]).toEqual({ start: 10.5, end: 10.9 });
    expect(times[5]).toEqual({ start: 11, end: 11.4 });
    for (const [index, time] of times.entries()) {
      expect(time.end).toBeGreaterThanOrEqual(time.start);
      expect(time.start).toBeGreaterThanOrEqual(times[index - 1]?.start ?? 0);
    }
  });

  it("shares out the time of an utterance that has no word times", () => {
    const plain: Utterance = { ...utterance(0, 10, "uno dos"), words: [], end: 14 };
    expect(wordTimes(plain)).toEqual([
      { start: 10, end: 12 },
      { start: 12, end: 14 },
    ]);
  });

  it("copes with a text that was emptied of all that was heard", () => {
    expect(wordTimes(utterance(0, 10, "nada", "una cosa distinta"))).toHaveLength(1);
  });
});

describe("what to play for a statement", () => {
  const utterances = byId([utterance(0, 0, "a b c d"), utterance(1, 2.2, "e f"), utterance(2, 60, "g h")]);

  it("is the span of its words", () => {
    expect(clipOf(span(0, 1, 3), utterances)).toEqual({ start: 0.5, end: 1.4 });
  });

  it("joins neighbours and keeps what is far apart, in the recording’s order", () => {
    expect(clipsOf([span(2, 0, 1), span(0, 2, 4), span(1, 0, 2)], utterances)).toEqual([
      { start: 1, end: 3.1 },
      { start: 60, end: 60.4 },
    ]);
  });

  it("is the whole utterance where the words are not there any more", () => {
    expect(clipOf(span(2, 5, 9), utterances)).toEqual({ start: 60, end: 61 });
  });

  it("is nothing where the utterance is not there", () => {
    expect(clipsOf([span(9, 0, 1)], utterances)).toEqual([]);
  });
});

describe("what to mark", () => {
  it("joins ranges that touch and leaves out empty ones", () => {
    const marks = marksOf([span(3, 4, 6), span(3, 0, 4), span(3, 8, 9), span(4, 2, 2)]);
    expect([...marks]).toEqual([
      [
        3,
        [
          { first: 0, last: 6 },
          { first: 8, last: 9 },
        ],
      ],
    ]);
  });

  it("sets the text in runs that read as before", () => {
    const runs = runsOf("No, fiebre  no. Vómitos tampoco.", [{ first: 1, last: 3 }]);
    expect(runs).toEqual([
      { text: "No,", marked: false },
      { text: "fiebre no.", marked: true },
      { text: "Vómitos tampoco.", marked: false },
    ]);
  });

  it("says neighbours in one piece, in order", () => {
    expect(joined([span(4, 0, 2), span(3, 2, 5), span(3, 0, 2)])).toEqual([span(3, 0, 5), span(4, 0, 2)]);
  });

  it("quotes the words", () => {
    expect(quoteOf(span(0, 1, 3), byId([utterance(0, 0, "a b c d")]))).toBe("b c");
  });
});

describe("the way back", () => {
  it("finds the statements that rest on an utterance", () => {
    const one = { key: "a", evidence: [span(1, 0, 2)] };
    const two = { key: "b", evidence: [span(2, 0, 2), span(1, 3, 4)] };
    expect(restingOn(1, [one, two])).toEqual([one, two]);
    expect(restingOn(2, [one, two])).toEqual([two]);
    expect(restingOn(7, [one, two])).toEqual([]);
  });

  it("finds what is being said", () => {
    const said = [utterance(0, 1, "a"), utterance(1, 5, "b")];
    expect(utteranceAt(0.5, said)).toBeNull();
    expect(utteranceAt(4.9, said)?.id).toBe(0);
    expect(utteranceAt(70, said)?.id).toBe(1);
  });
});
