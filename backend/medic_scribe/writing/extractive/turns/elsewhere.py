"""What is said in the middle of a consultation of somebody who is not there: a telephone call, another bed.

From what opens it to what comes back to the patient, nothing is his.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.tables import patterns

_CUES = patterns("elsewhere")
# "Ella no. La que se cayó fue la de la 410", "el de la doce sí": whom it happened to instead.
_BED = r"cama|camilla|box|sala|habitacion|cuarto"
_ANOTHER_DID = re.compile(
    r" (?:(?:y|pero) )?(?P<who>"
    r"(?:el|la|los|las) que (?:\w+ ){1,4}(?:fue|era|es|fueron|eran|son) (?:el|la|los|las)"
    r"(?: senora?| paciente| enferm[oa]| chic[oa]| nin[oa]| abuel[oa]| muchach[oa])?"
    rf" (?:vecin[oa]s?|companer[oa]s?|del? (?:la |el |al )?(?:\d+|{_BED}|lado|enfrente|frente|otr[oa]))"
    rf"|(?:el|la) del? (?:la |el )?(?:(?:{_BED}) )?\d+ (?:si|tambien)) "
)


def without_asides(turns: Sequence[Turn]) -> list[Turn]:
    """The turns without what is said of somebody who is not there."""
    kept: list[Turn] = []
    aside = _Aside()
    for turn in turns:
        aside.begins(turn)
        his = (_without_another(clause) for clause in turn.clauses)
        clauses = tuple(clause for clause in his if clause and not aside.holds(clause))
        if clauses:
            kept.append(turn if clauses == turn.clauses else replace(turn, clauses=clauses))
    return kept


@dataclass(slots=True)
class _Aside:
    """`open` while somebody else is spoken of, `called` where it is on the telephone; `last` was said
    last."""

    open: bool = False
    called: bool = False
    last: Clause | None = None

    def begins(self, turn: Turn) -> None:
        """It goes on in this turn where the telephone is picked up now, or who looked in is answered."""
        before, first = self.last, turn.clauses[0]
        if before is None:
            return
        picks_up = before.says(_CUES["called"]) and first.says(_CUES["picking_up"])
        looked_in = self.open and _of_another(before) and before.speaker is not Speaker.CLINICIAN
        answers = looked_in and turn.speaker is Speaker.CLINICIAN
        self.open = picks_up or (answers and not self._ends(first))

    def holds(self, clause: Clause) -> bool:
        """Whether the clause is said of somebody else."""
        self.last = clause
        hello = clause.says(_CUES["hello"]) or (clause.asked and clause.says(r"^ bueno $"))
        if hello or (clause.says(_CUES["called"]) and not clause.asked):
            self.open = self.called = True
        elif self.open and self._ends(clause):
            self.open = False
        elif _of_another(clause):
            self.open, self.called = True, False
        return self.open or _of_others(clause)

    def _ends(self, clause: Clause) -> bool:
        if clause.says(_CUES["coming_back"]):
            return True
        to_the_patient = clause.asked or clause.says(_CUES["to_the_patient"])
        return to_the_patient and not (self.called or _of_another(clause))


def _without_another(clause: Clause) -> Clause | None:
    """What is said before somebody else is named to whom it happened: "No, la que vomitó fue la vecina"."""
    another = None if clause.asked else _ANOTHER_DID.search(clause.folded)
    if not another:
        return clause
    before = len(clause.folded[: another.start("who")].split())
    return replace(clause, end=clause.begin + before) if before else None


def _of_others(clause: Clause) -> bool:
    of_others = clause.says(_CUES["others"]) and not clause.says(_CUES["patient"])
    return clause.speaker is Speaker.CLINICIAN and not clause.asked and of_others


def _of_another(clause: Clause) -> bool:
    """What a patient says of his neighbour is his own story, unless somebody looks in to ask the doctor."""
    spoken = clause.speaker is Speaker.CLINICIAN or clause.says(_CUES["to_the_clinician"])
    return spoken and clause.says(_CUES["another"])
