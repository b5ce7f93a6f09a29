"""What is said in the middle of a consultation of somebody who is not there: a telephone call, another bed.

From what opens it to what comes back to the patient, nothing is his.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn

# "Perdone, que es quirófano", "un segundito, que me llaman": the speaker turns to the telephone.
_IS_CALLED = (
    r"\b(perdon\w*|disculp\w*|permit\w*|dispens\w*|dejeme|dejame|un (moment|segund|minut|rat)\w*)\b.*"
    r"\b(me (estan? )?(llam|habl|busc|marc)(an?|ando)|contest[oae]r?|atend\w+|atiendo"
    r"|(el|mi) (telefono|celular|movil)|es (de |del |la |el )*(quirofano|urgencias?|planta|laboratorio"
    r"|guardia|farmacia|hospital|central))\b"
    r"|\b(me esta sonando|suena) el (telefono|celular|movil)\b"
)
_PICKS_UP = r"^ (si )?(alo|bueno|oigo|digame|dime|diga|hola|cuentame)( si)?( \w+)? $"
_SAYS_HELLO = r"^ (si )?alo( (si|alo|diga|digame|buenas|quien habla))? $"
# "El de la cama dos", "la del box tres", "la de al lado": of another patient.
_OF_ANOTHER = (
    r"\b(el|la|al|los|las|del)( (senora?|paciente|enferm[oa]|chic[oa]|nin[oa]|abuel[oa]|muchach[oa]|joven))?"
    r" (de la |del |de el |de )(((box|cama|camilla|sala|habitacion|consultorio|pieza|cubiculo|cuarto|puesto)"
    r"( numero)? (\d+|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b(?! dedo))|al lado\b)"
)
# "Ella no. La que se cayó fue la de la 410", "el de la doce sí": whom it happened to instead.
_BED = r"cama|camilla|box|sala|habitacion|cuarto"
_ANOTHER_DID = re.compile(
    r" (?:(?:y|pero) )?(?P<who>"
    r"(?:el|la|los|las) que (?:\w+ ){1,4}(?:fue|era|es|fueron|eran|son) (?:el|la|los|las)"
    r"(?: senora?| paciente| enferm[oa]| chic[oa]| nin[oa]| abuel[oa]| muchach[oa])?"
    rf" (?:vecin[oa]s?|companer[oa]s?|del? (?:la |el |al )?(?:\d+|{_BED}|lado|enfrente|frente|otr[oa]))"
    rf"|(?:el|la) del? (?:la |el )?(?:(?:{_BED}) )?\d+ (?:si|tambien)) "
)
# "Hay gente que toma omeprazol veinte años", "otro paciente mío se curó": told to make something clear.
_OF_OTHERS = (
    r"\bhay (gente|quien(es)?|personas) que\b|\b(otr[oa]|un|una) paciente mi[oa]\b|\botr[oa]s? pacientes?\b"
    r"|^ (a |y )?mi (papa|mama|marido|espos[oa]|hij[oa]|suegr[oa]|herman[oa]|abuel[oa]|ti[oa]|mujer) "
)
_OF_THE_PATIENT = r"\b(usted|le|te|si|su|tu)\b"
_COMES_BACK = (
    r"^ (ya |esta |listo |bueno |vale |ok |ahora |si |venga |chao |gracias |mil |le |les |te |pido )*"
    r"(perdon\w*|disculp\w*|dispens\w*|lo siento|ahora si|seguimos|sigamos|continu(amos|emos)|volvamos"
    r"|retom(amos|emos)|sig[au]e? (contando\w*|usted))\b"
    r"|\b((en que|donde) (estabamos|ibamos|quedamos|me quede)|(me|le|te|como) decia)\b"
)
_TO_THE_PATIENT = r"\b(usted|don|dona|senora?)\b"
_TO_THE_CLINICIAN = r"\b(doctora?|doc|dra?)\b"


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
        picks_up = before.says(_IS_CALLED) and first.says(_PICKS_UP)
        looked_in = self.open and _of_another(before) and before.speaker is not Speaker.CLINICIAN
        answers = looked_in and turn.speaker is Speaker.CLINICIAN
        self.open = picks_up or (answers and not self._ends(first))

    def holds(self, clause: Clause) -> bool:
        """Whether the clause is said of somebody else."""
        self.last = clause
        hello = clause.says(_SAYS_HELLO) or (clause.asked and clause.says(r"^ bueno $"))
        if hello or (clause.says(_IS_CALLED) and not clause.asked):
            self.open = self.called = True
        elif self.open and self._ends(clause):
            self.open = False
        elif _of_another(clause):
            self.open, self.called = True, False
        return self.open or _of_others(clause)

    def _ends(self, clause: Clause) -> bool:
        if clause.says(_COMES_BACK):
            return True
        to_the_patient = clause.asked or clause.says(_TO_THE_PATIENT)
        return to_the_patient and not (self.called or _of_another(clause))


def _without_another(clause: Clause) -> Clause | None:
    """What is said before somebody else is named to whom it happened: "No, la que vomitó fue la vecina"."""
    another = None if clause.asked else _ANOTHER_DID.search(clause.folded)
    if not another:
        return clause
    before = len(clause.folded[: another.start("who")].split())
    return replace(clause, end=clause.begin + before) if before else None


def _of_others(clause: Clause) -> bool:
    of_others = clause.says(_OF_OTHERS) and not clause.says(_OF_THE_PATIENT)
    return clause.speaker is Speaker.CLINICIAN and not clause.asked and of_others


def _of_another(clause: Clause) -> bool:
    """What a patient says of his neighbour is his own story, unless somebody looks in to ask the doctor."""
    spoken = clause.speaker is Speaker.CLINICIAN or clause.says(_TO_THE_CLINICIAN)
    return spoken and clause.says(_OF_ANOTHER)
