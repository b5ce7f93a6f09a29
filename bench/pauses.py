"""`python -m bench.pauses`: learns where speakers pause (`writing/extractive/pauses.tsv`), in some minutes.

The sentences of invented consultations lose marks as a recogniser would lose them, and what is learnt is
which of the gaps had one. The table says how much is found in consultations left out of the learning.
"""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from medic_scribe.clinical import Token, read
from medic_scribe.clinical.text import CLOSING
from medic_scribe.writing.extractive.pauses import unmarked_gaps

BACKEND = Path(__file__).parents[1] / "backend"
DATA = BACKEND / "tests" / "data"
FOLDERS = [DATA / name for name in ("consultations", "fitting")]
DIALOGUES = DATA / "dialogues"
WORTH = BACKEND / "medic_scribe" / "writing" / "extractive" / "pauses.tsv"
LOST, TIMES = 0.6, 2  # share of the marks that are lost, and how often each text is so spoilt
ROUNDS, STEP = 6, 0.1  # of the learning
FOLDS = 4
SEEN = 5  # a sign seen in fewer gaps is not kept
LEAST = 0.1  # a sign worth less is not kept either
HEADER = """\
# What each sign of a pause (pauses.py, which says how much is enough for a comma) is worth. Learnt by
# bench/pauses.py from invented consultations; not to be edited by hand.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    signs: Sequence[str]
    paused: bool


def main() -> None:
    chance = random.Random(1)  # noqa: S311 - the same each time
    texts = [_utterances(path) for folder in FOLDERS for path in sorted(folder.glob("*.json"))]
    texts += [talk for path in sorted(DIALOGUES.glob("*.txt")) for talk in _talks(path)]
    spoilt = [[gap for said in text for _ in range(TIMES) for gap in _gaps(said, chance)] for text in texts]
    scored: list[tuple[float, bool]] = []
    for fold in track(range(FOLDS), "leaving out some…", transient=True):
        worth = learn([gap for n, gaps in enumerate(spoilt) if n % FOLDS != fold for gap in gaps], chance)
        scored += [(_score(gap, worth), gap.paused) for gaps in spoilt[fold::FOLDS] for gap in gaps]
    table = Table("a comma where the score is over", "of them right", "of the lost marks found")
    for least in (-0.5, 0.0, 0.3, 0.5, 1.0):
        found = [paused for score, paused in scored if score > least]
        share = sum(found) / sum(paused for _, paused in scored)
        table.add_row(f"{least}", f"{sum(found) / max(1, len(found)):.2f}", f"{share:.2f}")
    Console().print(table)
    worth = learn([gap for gaps in spoilt for gap in gaps], chance)
    rows = sorted(worth.items(), key=lambda row: (-abs(row[1]), row[0]))
    WORTH.write_text(HEADER + "".join(f"{sign}\t{value:.2f}\n" for sign, value in rows))


def learn(gaps: Sequence[Gap], chance: random.Random) -> dict[str, float]:
    """Logistic regression by descent, gap by gap; a sign that was often seen moves less (AdaGrad)."""
    worth: defaultdict[str, float] = defaultdict(float)
    moved: defaultdict[str, float] = defaultdict(lambda: 1.0)
    seen = Counter(sign for gap in gaps for sign in gap.signs)
    gaps = [Gap([sign for sign in gap.signs if seen[sign] >= SEEN], gap.paused) for gap in gaps]
    for _ in range(ROUNDS):
        chance.shuffle(gaps)
        for gap in gaps:
            error = gap.paused - 1 / (1 + math.exp(-_score(gap, worth)))
            for sign in gap.signs:
                moved[sign] += error * error
                worth[sign] += STEP * error / math.sqrt(moved[sign])
    return {sign: value for sign, value in worth.items() if abs(value) >= LEAST}


def _score(gap: Gap, worth: Mapping[str, float]) -> float:
    return sum(worth.get(sign, 0.0) for sign in gap.signs)


def _gaps(said: str, chance: random.Random) -> list[Gap]:
    """The gaps of a sentence that has lost some of its marks."""
    whole = read(said).tokens
    spoilt = [_unmarked(token) if chance.random() < LOST else token for token in whole]
    return [Gap(signs, bool(whole[place - 1].closes)) for place, signs in unmarked_gaps(spoilt)]


def _unmarked(token: Token) -> Token:
    return replace(token, text=token.text.rstrip(CLOSING))


def _utterances(path: Path) -> list[str]:
    return [utterance["text"] for utterance in json.loads(path.read_text(encoding="utf-8"))["utterances"]]


def _talks(path: Path) -> list[list[str]]:
    """What is said in each consultation of a file, whose form is in `dialogues/README.md`."""
    talks = path.read_text(encoding="utf-8").split("\n\n")
    return [[line.split(": ", 1)[1] for line in talk.splitlines()] for talk in talks]


if __name__ == "__main__":
    main()
