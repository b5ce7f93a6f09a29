"""Sentences that go on with the dose of the drug named before: "Dos al día.", "Luego sube a sesenta."."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from medic_scribe.clinical import find_measurements, frequency_at
from medic_scribe.clinical.dosage_words import FORMS
from medic_scribe.clinical.drug_mentions import DOSE_UNITS
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO
from medic_scribe.writing.extractive.words.doubts import measures_anew, only_measures_anew, settles_doubt
from medic_scribe.writing.extractive.words.kinds import values
from medic_scribe.writing.extractive.words.taken_back import misreads, settles

_TAKING = re.compile(r"(y|se|me|le|la|lo|las|los|con|empe[zc]\w+|tom\w+|us[aoe]\w*|pon[eg]\w*|son)$")
_AFTER = frozenset("por durante con antes despues si desde hasta y en hace".split())
# "De las gotas de 100 por mililitro, 1,1": which form of the drug, and how much of it.
_OF_FORM = rf"^ (y )?(del|de la|de los|de las|con el|con la) ({FORMS}|jarabe|suspension|solucion) .*\d"
_CHANGING = re.compile(r"(sub|baj|pas|aument|reduc|llev|dej)\w+$")
_TO = re.compile(r"(a|hasta) (\d|cien\b|mil\b|la mitad|medi[oa]\b|un[ao]?\b)")


def goes_on_with_dose(clause: Clause) -> bool:
    """Whether the clause only says how much of a drug is taken, or when, and names none."""
    if drugs_named(clause):
        return False
    if clause.says(_OF_FORM):
        return True
    tokens, start = clause.reading.tokens, clause.begin
    start += 2 if clause.says(r"^ desde (hoy|manana) \w") else 0
    if start == clause.end:
        return False  # of "O sea," nothing is left
    while (end := frequency_at(tokens, start, clause.end)) == start:
        if not _TAKING.match(tokens[start].folded) or start + 1 == clause.end:
            return False
        start += 1
    amount = tokens[start].value is not None or tokens[start].folded in ("media", "medio")
    if end == clause.end:
        return True
    return amount and (bool(tokens[end - 1].closes) or tokens[end].folded in _AFTER)


_NOT_TAKEN = (
    r"\b(agua|litros?|vasos?|tazas?|copas?|cafes?|cervezas?|pasos?|frutas?|porciones|sesiones|calorias|kilos?"
    r"|minutos?|metros|almohadas?|comidas)\b(?<!por kilo)"
)


_ON_A_DAY = r"^ (y )?el (lunes|martes|miercoles|jueves|viernes|sabado|domingo) $"  # an appointment


def tells_dose(clause: Clause) -> bool:
    """ "Son 15 mg por kilo", "una cada ocho horas": of a drug that it does not name."""
    if clause.says(_NOT_TAKEN) or clause.says(_ON_A_DAY):
        return False
    if goes_on_with_dose(clause):
        return True
    rest = list(dropwhile(lambda token: _TAKING.match(token.folded), clause.tokens))
    counted = len(rest) > 1 and rest[0].value is not None and rest[1].folded in DOSE_UNITS
    measured = clause.own(find_measurements(clause.reading))
    return counted and not measured and not drugs_named(clause)


def restates_dose(clause: Clause, answers: Sequence[Turn]) -> bool:
    """ "O sea, 15 a la semana": the clinician sums up what is taken of the drug that was asked about."""
    if any(LEAD_NO.match(said.folded) for answer in answers for said in answer.clauses):
        return False
    lead = re.match(r" (o sea|es decir|en total|total|entonces) ", clause.folded)
    return bool(lead) and tells_dose(replace(clause, begin=clause.begin + len(lead.group().split())))


_WHEN_TAKEN = re.compile(
    r"\b((se|me) (l[oa]s? )?(tom[oa]|pon[eg]o?|pone|inyect[oa]|salt[oa])|tomo|uso|al dia|diari[oa]s?"
    r"|(de|por|en) la (manana|tarde|noche)|cada (\d+ horas|dia|noche|manana)|con el desayuno)\b"
)
_HARMS = re.compile(
    r"^ (y )?al? |\b(alerg|intoler|reacc|ronch|hinch|brot|salpull|pic(a|o)|ahog|vomit|cuando |si |una vez"
    r"|(me|le) (dio|da|dan|dieron|sal|ca|sient|sent|hace|hizo|produ|pus))"
)


def names_what_is_taken(clause: Clause) -> bool:
    """ "El enalapril de la mañana": a drug and how it is taken, and no harm that it does."""
    taken = _WHEN_TAKEN.search(clause.folded) and not _HARMS.search(clause.folded)
    return bool(taken and drugs_named(clause))


def titrates(clause: Clause) -> bool:
    """ "A las dos semanas sube a sesenta": the dose that comes after the one just named."""
    if drugs_named(clause):
        return False
    return clause.says(r"\bdosis\b.*\d") or any(
        _changes_at(clause, place) for place in range(clause.begin, clause.end)
    )


def _changes_at(clause: Clause, place: int) -> bool:
    """Whether a dose goes to another at the word: no "si el pulso baja a 50"."""
    following = " ".join(token.folded for token in clause.reading.tokens[place + 1 : place + 4])
    if not (_CHANGING.match(clause.reading.tokens[place].folded) and _TO.match(following)):
        return False
    return not any(m.begin <= place < m.end for m in find_measurements(clause.reading))


# "No, esa es de otro", "me equivoqué de hoja": the value just read is not the patient's.
_OF_SOMEBODY_ELSE = (
    r"^ (no |ah |ay |uy |perdon |espere )*((est|es)[aeo] (es|era) de (otr[oa]|su tocay[oa]|la otra)"
    r"|(est|es)[aeo] no es (l[ao] |el )?(suy[oa]|tuy[oa]|de usted))\b"
)


def settled(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, with another value for what the one before says read in one with it."""
    kept: list[Clause] = []
    for place, clause in enumerate(clauses):
        before = kept[-1] if kept and not kept[-1].asked else None
        if _measured_between(kept, clause):
            clause = replace(clause, begin=kept[-2].begin)
            kept[-2:] = []
        elif doubted := _doubted(kept, clause):
            kept[-2:] = []
            clause = replace(clause, begin=doubted.begin)
        elif before and (
            _measured_anew(before, clause)
            or (before.end == clause.begin and clause.says(_OF_SOMEBODY_ELSE))
            or settles(clause.text, clause.folded, before.folded)
            or _said_anew(before, clause, clauses[place + 1 :])
            or (place > 1 and before.end == clause.begin and _said_anew(None, clauses[place - 1], [clause]))
        ):
            clause = replace(clause, begin=kept.pop().begin)
        elif before and _does_after_all(before, clause):
            kept.pop()
        kept.append(clause)
    return kept


def _measured_anew(before: Clause, clause: Clause) -> bool:
    """Whether the value of the sentence before was measured badly and is said again: of neither alone."""
    joined = replace(clause, begin=before.begin).text
    alone = measures_anew(before.text) or measures_anew(clause.text)
    return before.end == clause.begin and measures_anew(joined) and not alone


def _measured_between(kept: Sequence[Clause], clause: Clause) -> bool:
    """ "Mide cinco milímetros. A ver, pásame la regla. Siete": of three sentences the last says it."""
    if len(kept) < 2 or kept[-2].asked or kept[-1].asked or not only_measures_anew(kept[-1].folded):
        return False
    return kept[-2].end == kept[-1].begin and measures_anew(replace(clause, begin=kept[-2].begin).text)


def _doubted(kept: Sequence[Clause], clause: Clause) -> Clause | None:
    """What the speaker stopped in, to ask whether it can be, where the clause says another time for it."""
    stated, asked = kept[-2:] if len(kept) > 1 else (None, None)
    if not (stated and asked and asked.asked) or stated.asked or stated.end != asked.begin:
        return None
    return stated if settles_doubt(replace(clause, begin=stated.begin).text) else None


def _said_anew(before: Clause | None, clause: Clause, following: Sequence[Clause]) -> bool:
    """ "Derecho 28. Lo leí al revés. Derecho 19": the values are taken back, and others of the kind said."""
    said = values(following[0].folded.split()) if following and misreads(clause.folded) else frozenset[str]()
    return bool(said) and (before is None or said == values(before.folded.split()))


def _does_after_all(before: Clause, clause: Clause) -> bool:
    """ "Iba a ponerle brimonidina... Sí, brimonidina al 0,2": what is given was not only thought of."""
    thought = before.says(r"\b(iba a|pensaba|pense en|habia pensado) ") and clause.says(r"^ (si|venga|va) ")
    return thought and {d.text for d in drugs_named(before)} == {d.text for d in drugs_named(clause)} != set()
