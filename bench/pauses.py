"""`python -m bench.pauses`: learns where speakers pause and where their sentences end, in some minutes.

The sentences of invented consultations lose marks as a recogniser would lose them, and what is learnt is
which of the gaps had one (`writing/extractive/data/pauses.tsv`) and which ended a sentence (`stops.tsv`). The
tables say how much is found in consultations left out of the learning.
"""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from medic_scribe.clinical import Token, read
from medic_scribe.clinical.text import CLOSING
from medic_scribe.writing.extractive.turns.pauses import unmarked_gaps
from medic_scribe.writing.extractive.turns.stops import ends_sentence, open_gaps

BACKEND = Path(__file__).parents[1] / "backend"
DATA = BACKEND / "tests" / "data"
FOLDERS = [DATA / name for name in ("consultations", "fitting")]
DIALOGUES = DATA / "dialogues"
WORTH = BACKEND / "medic_scribe" / "writing" / "extractive" / "data"
LOST, TIMES = 0.6, 2  # share of the marks that are lost, and how often each text is so spoilt
AS_COMMA, SMALL = 0.4, 0.93  # of the lost ends: those heard as pauses, those behind which no capital is left
ROUNDS, STEP = 6, 0.1  # of the learning
FOLDS = 4
SEEN = 5  # a sign seen in fewer gaps is not kept
LEAST = 0.1  # a sign worth less is not kept either
HEADER = """\
# What each sign of a {mark} ({module}.py, which says how much is enough) is worth. Learnt by
# bench/pauses.py from invented consultations; not to be edited by hand.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    signs: Sequence[str]
    marked: bool


def main() -> None:
    texts = [_utterances(path) for folder in FOLDERS for path in sorted(folder.glob("*.json"))]
    texts += [talk for path in sorted(DIALOGUES.glob("*.txt")) for talk in _talks(path)]
    _learn_mark("pauses", "pause", texts, pause_gaps)
    _learn_mark("stops", "sentence's end", texts, stop_gaps)


def _learn_mark(
    module: str, mark: str, texts: Sequence[Sequence[str]], gaps_of: Callable[[str, random.Random], list[Gap]]
) -> None:
    chance = _chance()
    spoilt = [[gap for said in text for _ in range(TIMES) for gap in gaps_of(said, chance)] for text in texts]
    scored: list[tuple[float, bool]] = []
    for fold in track(range(FOLDS), "leaving out some…", transient=True):
        worth = learn([gap for n, gaps in enumerate(spoilt) if n % FOLDS != fold for gap in gaps])
        scored += [(_score(gap, worth), gap.marked) for gaps in spoilt[fold::FOLDS] for gap in gaps]
    table = Table(f"a {mark} where the score is over", "of them right", "of the lost marks found")
    for least in (-0.5, 0.0, 0.3, 0.5, 1.0):
        found = [marked for score, marked in scored if score > least]
        share = sum(found) / sum(marked for _, marked in scored)
        table.add_row(f"{least}", f"{sum(found) / max(1, len(found)):.2f}", f"{share:.2f}")
    Console().print(table)
    worth = learn([gap for gaps in spoilt for gap in gaps])
    rows = sorted(worth.items(), key=lambda row: (-abs(row[1]), row[0]))
    header = HEADER.format(mark=mark, module=module)
    (WORTH / f"{module}.tsv").write_text(header + "".join(f"{sign}\t{value:.2f}\n" for sign, value in rows))


def learn(gaps: Sequence[Gap]) -> dict[str, float]:
    """Logistic regression by descent, gap by gap; a sign that was often seen moves less (AdaGrad)."""
    chance = _chance()
    worth: defaultdict[str, float] = defaultdict(float)
    moved: defaultdict[str, float] = defaultdict(lambda: 1.0)
    seen = Counter(sign for gap in gaps for sign in gap.signs)
    gaps = [Gap([sign for sign in gap.signs if seen[sign] >= SEEN], gap.marked) for gap in gaps]
    for _ in range(ROUNDS):
        chance.shuffle(gaps)
        for gap in gaps:
            error = gap.marked - 1 / (1 + math.exp(-_score(gap, worth)))
            for sign in gap.signs:
                moved[sign] += error * error
                worth[sign] += STEP * error / math.sqrt(moved[sign])
    return {sign: value for sign, value in worth.items() if abs(value) >= LEAST}


def _chance() -> random.Random:
    return random.Random(1)  # noqa: S311 - the same each time


def _score(gap: Gap, worth: Mapping[str, float]) -> float:
    return sum(worth.get(sign, 0.0) for sign in gap.signs)


def pause_gaps(said: str, chance: random.Random) -> list[Gap]:
    """The gaps of a sentence that has lost some of its marks."""
    whole = read(said).tokens
    spoilt = [_with_mark(token, "") if chance.random() < LOST else token for token in whole]
    return [Gap(signs, bool(whole[place - 1].closes)) for place, signs in unmarked_gaps(spoilt)]


def stop_gaps(said: str, chance: random.Random) -> list[Gap]:
    """The gaps of sentences of which some have lost their marks, or have a comma for an end."""
    whole = read(said).tokens
    spoilt: list[Token] = []
    small = False
    for token in whole:
        spoilt.append(_small(token) if small else token)
        small = False
        if token.closes and chance.random() < LOST:
            ends = ends_sentence(token.closes) and token is not whole[-1]
            spoilt[-1] = _with_mark(spoilt[-1], "," if ends and chance.random() < AS_COMMA else "")
            small = ends and chance.random() < SMALL
    return [Gap(signs, ends_sentence(whole[place - 1].closes)) for place, signs in open_gaps(spoilt)]


def _with_mark(token: Token, mark: str) -> Token:
    return replace(token, text=token.text.rstrip(CLOSING) + mark)


def _small(token: Token) -> Token:
    """The token as a recogniser writes it that goes on with the sentence."""
    bare = token.text.removeprefix(token.opens)
    return replace(token, text=bare[:1].lower() + bare[1:])


def _utterances(path: Path) -> list[str]:
    return [utterance["text"] for utterance in json.loads(path.read_text(encoding="utf-8"))["utterances"]]


def _talks(path: Path) -> list[list[str]]:
    """What is said in each consultation of a file, whose form is in `dialogues/README.md`."""
    talks = path.read_text(encoding="utf-8").split("\n\n")
    return [[line.split(": ", 1)[1] for line in talk.splitlines()] for talk in talks]


if __name__ == "__main__":
    main()
