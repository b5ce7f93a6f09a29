"""What the clinician asked, and what was answered, until he speaks again."""

from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.writing.extractive.meaning.subjects import Named
from medic_scribe.writing.extractive.meaning.whose import Somebody
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES


@dataclass(frozen=True, slots=True)
class Exchange:
    """The clinician's questions (none where the patient speaks unasked) and what was answered, turn by turn.

    `early` of the answers come before the plan. `late` where the answer comes only after something else: then
    its question always stands before it. `said` are the clinician's words just before. `for_another` where no
    patient speaks: "¿Tú tomas algo?" asks of the companion. `examined` once the clinician examines, and
    `remote` where he cannot, since they speak by telephone or video.
    `somebody` whom the questions ask the patient about; `drug` was named last.
    """

    questions: tuple[Clause, ...]
    answers: tuple[Turn, ...]
    early: int
    about: Named | None = None
    late: bool = False
    before: Clause | None = None
    said: frozenset[str] = frozenset()
    for_another: bool = False
    examined: bool = False
    remote: bool = False
    somebody: Somebody | None = None
    drug: Named | None = None

    def of_companion(self, questions: Sequence[Clause]) -> bool:
        """Whether the questions are about the companion himself, who answers in the patient's place."""
        return self.for_another and any(question.says(_ASKS_YOURSELF) for question in questions)


_ASKS_YOURSELF = (
    r"^ (y |pero |a ver |oiga |senora )*(tu|usted|vos) (?!(eres|sos|es|l[aeo]s?|que|como|cuando|not\w+|cre\w+"
    r"|v[eis]\w*|sab\w+|piens\w+|sient\w+|d[aio]\w*|tra[ej]\w*|h[ai]\w+) )"
)


def evades(turn: Turn) -> bool:
    """Whether the turn begins with a question or an anecdote of its own and leaves the clinician's open."""
    first, *rest = turn.clauses
    if any(LEAD_NO.match(c.folded) or LEAD_YES.match(c.folded) for c in rest if c.end - c.begin <= 4):
        return False  # "¿Y con quién, doctor? No."
    return first.asked or first.says(_ASIDE)


_ASIDE = r"\b(antes de que (me|se) olvide|por cierto|se acuerda de)\b"
