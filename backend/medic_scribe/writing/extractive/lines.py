"""The lines of a note while it is being written."""

import re
from dataclasses import dataclass, replace

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.wording import capital, lowered, tidy


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a line with the words behind it; the least weighty pieces go when a note grows too long.

    `joint` stands between it and the piece before. `tail` pieces ("porque …") cannot stand first.
    """

    text: str
    evidence: tuple[Evidence, ...]
    weight: float
    joint: str = ". "
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`heading` is what a question asked about ("Tabaco"); `denied` can join others after one "Niega".

    `turn` is where it was said.
    """

    topic: Topic
    parts: tuple[Part, ...]
    turn: int
    heading: str = ""
    denied: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        said = ""
        for part in self.parts:
            if not said:
                said = part.text
            else:
                said += part.joint + (
                    capital(part.text) if part.joint.startswith(".") else lowered(part.text)
                )
        return tidy(f"{self.heading}: {lowered(said)}" if self.heading else said)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(dict.fromkeys(e for part in self.parts for e in part.evidence))

    @property
    def weight(self) -> float:
        return max(part.weight for part in self.parts)

    @property
    def words(self) -> int:
        return len(self.text.split())

    def plus(self, other: "Line", joint: str = ". ") -> "Line":
        """This line with the other's pieces behind its own."""
        first, *rest = other.parts
        text = f"{other.heading}: {lowered(first.text)}" if other.heading else first.text
        return replace(self, parts=(*self.parts, replace(first, text=text, joint=joint), *rest))


_TAIL = re.compile(r",? (?=(?:porque|ya que|para que|aunque) )")


def pieces(text: str, evidence: tuple[Evidence, ...], weight: float) -> tuple[Part, ...]:
    """What is said, and apart from it the reason or purpose said behind it, which weighs less."""
    core, *tails = _TAIL.split(text, maxsplit=1)
    if not core or text.startswith("«"):
        return (Part(text, evidence, weight),)
    behind = (Part(tail, evidence, _tail_weight(tail, weight), " ", tail=True) for tail in tails)
    return (Part(core, evidence, weight), *behind)


def _tail_weight(text: str, weight: float) -> float:
    telling = re.search(
        r"\d|\b(dolor|vomit|sangr|alerg|palpitac|mare|reaccion|hinch|tiene)", f" {fold(text)} "
    )
    return weight - (2.5 if telling else 5.0)


def line(
    topic: Topic, text: str, evidence: tuple[Evidence, ...], turn: int, weight: float, heading: str = ""
) -> Line:
    return Line(topic, pieces(text, evidence, weight), turn, heading)


def denial(
    topic: Topic, things: tuple[str, ...], evidence: tuple[Evidence, ...], turn: int, weight: float
) -> Line:
    return Line(topic, (Part("", evidence, weight),), turn, denied=things)
