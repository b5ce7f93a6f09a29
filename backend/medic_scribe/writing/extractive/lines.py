"""The lines of a note while it is being written."""

from dataclasses import dataclass, field

from medic_scribe.writing.contract import Evidence, Topic


@dataclass(frozen=True, slots=True)
class Line:
    """`text` has no full stop yet. `denied` are things that can join others after one "Niega".

    `turn` is where it was said; `weight` how much a clinician would miss it.
    """

    topic: Topic
    text: str
    evidence: tuple[Evidence, ...]
    turn: int
    weight: float = 1.0
    denied: tuple[str, ...] = field(default=())
