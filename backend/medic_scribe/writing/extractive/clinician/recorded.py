"""Allergies that the clinician writes down as they are told: "Metamizol, agranulocitosis, consta"."""

from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import find_medications, find_substances, fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.rewriting import rewritten
from medic_scribe.writing.extractive.note.lines import Line, line
from medic_scribe.writing.extractive.patient.denials import of_somebody_else
from medic_scribe.writing.extractive.turns.boundaries import has_main_verb
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.orders import opens_with_order

_INSTEAD = r"^ (y )?ni |\b(nada de|entonces (le|te)|en (vez|lugar) de|para (usted|ti|vos)|porque|menos mal)\b"
_RECORDED = r"\b(consta\w*|apunt\w+|anot\w+|registr\w+|(ya )?l[oa] (pongo|tengo)|toler\w+|alergi\w+)\b"


def records_allergy(clause: Clause) -> bool:
    """Whether it says of what one can be allergic to only that, or that not: "sulfamidas no"."""
    tokens = clause.reading.tokens
    named = clause.own(find_substances(clause.reading))
    ordered = opens_with_order(clause.tokens) or clause.says(_INSTEAD)
    dosed = any(m.dose or m.frequency for m in clause.own(find_medications(clause.reading)))
    if not named or ordered or dosed:
        return False
    return clause.says(_RECORDED) or not has_main_verb(tokens, clause.begin, clause.end)


# "Lo pongo en rojo": it writes down what was just told, and says nothing else.
_ONLY_NOTES = (
    r"^ (ya |y |pues |listo |bien |queda )*(te |se )?(l[oa]s? )?(pongo|anot\w+|apunt\w+|escribo|marco"
    r"|registr\w+)( (en (rojo|la (historia|ficha)|mayusculas)|aqui|ya|yo|bien|grande))* $"
)


def only_notes(clause: Clause, answers: Sequence[Turn]) -> bool:
    """Whether it repeats what was told, or writes it down: alone, "levofloxacino no" denies that it harms."""
    if clause.says(_ONLY_NOTES):
        return True
    told = [c for turn in answers for c in turn.clauses]
    if clause.says(r"\bsi\b") or any(c.says(_DISCOUNTS) for c in told):
        return False
    harms = [c for c in told if not (c.says(_DENIES) or of_somebody_else(c))]
    named = _substances([clause])
    return clause.says(_DENIES) and bool(named) and named <= _substances(harms)


# "… pero fue un mareo, luego me la han puesto veinte veces": then a "no" says that it does no harm.
_DISCOUNTS = r"\b(pero|sin problemas?|tolero|(luego|despues) (me|l[oa]))\b"
_DENIES = r"\b(no|nunca|ni|jamas)\b"


def _substances(clauses: Sequence[Clause]) -> set[str]:
    return {substance.name for c in clauses for substance in c.own(find_substances(c.reading))}


def with_record(lines: list[Line], clause: Clause, question: Clause) -> list[Line]:
    """The lines and an allergy that the clinician writes down: under one heading with those before it."""
    evidence = (question.evidence, clause.evidence)
    noted = line(Topic.ALLERGIES, rewritten(clause, Topic.ALLERGIES), evidence, clause.turn)
    noted = noted.marked("clinician")
    if lines and lines[-1].topic is Topic.ALLERGIES:
        return [*lines[:-1], lines[-1].plus(noted)]
    first, *rest = noted.parts
    headed = "" if "alerg" in fold(first.text) else "Alergias"
    return [*lines, replace(noted, parts=(replace(first, heading=headed), *rest))]
