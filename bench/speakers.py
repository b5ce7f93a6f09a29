"""`python -m bench.speakers`: learns by which words clinician and patient are told apart, in a minute.

The sentences of invented consultations, alone and run together as a recogniser would write them, are said
by one side or the other; what is learnt is what each sign of a side is worth
(`writing/extractive/data/speakers.tsv`). The table says how many sentences of consultations left out of the
learning are given to the right side.
"""

import json
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.pauses import DIALOGUES, FOLDERS, FOLDS, WORTH, Gap, learn
from medic_scribe.clinical import Token, read
from medic_scribe.writing.extractive.turns.speakers import signs_of_side
from medic_scribe.writing.extractive.turns.stops import ends_sentence

MARK_KEPT = 0.6  # share of the questions that a recogniser writes with their mark
MOST_TOGETHER = 3  # sentences
HEADER = """\
# What each sign of the clinician is worth (speakers.py); below 0, of the patient's side. Learnt by
# bench/speakers.py from invented consultations; not to be edited by hand.
"""

Said = tuple[bool, str]  # by the clinician, what


def main() -> None:
    chance = random.Random(2)  # noqa: S311 - the same each time
    talks = [_utterances(path) for folder in FOLDERS for path in sorted(folder.glob("*.json"))]
    talks += [talk for path in sorted(DIALOGUES.glob("*.txt")) for talk in _talks(path)]
    samples = [[sample for said in talk for sample in _samples(said, chance)] for talk in talks]
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        worth = learn([sample for n, talk in enumerate(samples) if n % FOLDS != fold for sample in talk])
        found += [
            (sum(worth.get(sign, 0.0) for sign in sample.signs), sample.marked)
            for talk in samples[fold::FOLDS]
            for sample in talk
        ]
    table = Table("sentences whose score is over", "of all", "on the right side")
    for least in (0.0, 1.0, 2.0, 4.0):
        sure = [(score > 0) is clinician for score, clinician in found if abs(score) > least]
        table.add_row(f"{least}", f"{len(sure) / len(found):.2f}", f"{sum(sure) / len(sure):.2f}")
    Console().print(table)
    worth = learn([sample for talk in samples for sample in talk])
    rows = sorted(worth.items(), key=lambda row: (-abs(row[1]), row[0]))
    (WORTH / "speakers.tsv").write_text(HEADER + "".join(f"{sign}\t{value:.2f}\n" for sign, value in rows))


def _samples(said: Said, chance: random.Random) -> Iterator[Gap]:
    """The signs of each sentence, and of some that were run together, with the side that says them."""
    clinician, text = said
    sentences = _sentences(read(text).tokens)
    for tokens in (*sentences, *_run_together(sentences, chance)):
        asked = "?" in tokens[-1].closes and chance.random() < MARK_KEPT
        yield Gap(signs_of_side([token.folded for token in tokens if token.folded], asked=asked), clinician)


def _sentences(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    ends = [place for place, token in enumerate(tokens, 1) if ends_sentence(token.closes)]
    places = [0, *ends, len(tokens)]
    return [tokens[begin:end] for begin, end in pairwise(places) if any(t.folded for t in tokens[begin:end])]


def _run_together(sentences: Sequence[Sequence[Token]], chance: random.Random) -> Iterator[list[Token]]:
    place = 0
    while place < len(sentences):
        some = sentences[place : place + chance.randint(1, MOST_TOGETHER)]
        if len(some) > 1:
            yield [token for sentence in some for token in sentence]
        place += len(some)


def _utterances(path: Path) -> list[Said]:
    said = json.loads(path.read_text(encoding="utf-8"))["utterances"]
    return [(utterance["speaker"] == "clinician", utterance["text"]) for utterance in said]


def _talks(path: Path) -> list[list[Said]]:
    """What is said in each consultation of a file, whose form is in `dialogues/README.md`."""
    talks = path.read_text(encoding="utf-8").split("\n\n")
    return [[_said(line) for line in talk.splitlines()] for talk in talks]


def _said(line: str) -> Said:
    speaker, text = line.split(": ", 1)
    return speaker == "D", text


if __name__ == "__main__":
    main()
