"""A question answered with more than a yes, as one statement: "¿Le pica? — Un poco" → "Le pica un poco".

Only what was asked of the patient, with one verb and not negatively, may be stated. Where the answer doubts,
denies or speaks of somebody else, question and answer stay side by side.
"""

import re
from collections.abc import Sequence

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.patient.denials import of_somebody_else
from medic_scribe.writing.extractive.patient.questions import NEGATORS, asked, is_closed
from medic_scribe.writing.extractive.patient.things import begins_with_verb
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_YES
from medic_scribe.writing.extractive.words.verbs import CLITICS, Person, is_verb, verb_forms
from medic_scribe.writing.extractive.words.wording import capital, lowered

_YES = re.compile(r"^(?:(?:sí|si|claro|exacto|correcto)(?:,| (?=sí\b))\s*)+", re.IGNORECASE)
_HOW_MUCH = re.compile(
    r"(un poco|un poquito|poco|poquito|algo|mucho|bastante|muchisimo|a veces|de vez en cuando)\b"
)
_HOW_OFTEN = re.compile(
    r"((una|alguna|\d+( [oa] \d+)?|varias|muchas|pocas) (sola )?(vez|veces)|a diario|siempre|todas las noches"
    r"|todos los dias|todo el (dia|tiempo)|desde|hace|\d+([.,]\d+)? (kg|kilos|libras)"
    r"|ayer|anoche|anteayer|el otro dia|la (semana|noche) pasada|el (mes|ano) pasado"
    r"|el (lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
    r"|en (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))\b"
)
_HOW_WELL = re.compile(r" (bien|mal|mejor|peor|normal|igual)$")  # "¿Orina bien? — Poquito"
# What makes it unsure, or so only once, and what the clinician proposes or only asks assent for.
_UNSURE = re.compile(
    r"\b(cre[eo]|parece|sabe|supongo|depende|quiza|a lo mejor|tal vez|antes|acompanante|paciente|usted)\b"
)
_PROPOSES = re.compile(
    r"^((se|le|te|lo|la) )*(quier\w+|dese\w+|acept\w+|prefier\w+|gustaria|parece|puede|podria)\b"
)


def affirmed(questions: Sequence[Clause], answer: Clause, heading: str, text: str) -> tuple[str, str]:
    """Heading and text of the answer, with what was asked inside the text where it can be stated."""
    if len(questions) != 1 or not is_closed(questions[0]) or not _is_plain(answer, text):
        return heading, text
    said = asked(questions[0])
    completes = heading.startswith("¿") and _completes(said, text)
    if not (completes or _affirms(answer, text)):
        return heading, text
    added = _YES.sub("", text)
    if not heading.startswith("¿"):
        return heading, (added if heading and added != text else text)
    if not _states(said) or (_HOW_MUCH.match(fold(added)) and _HOW_WELL.search(fold(said))):
        return heading, text
    joint = " " if completes or _HOW_MUCH.match(fold(added)) else ", "
    said = re.sub(r" alguna vez$", "", said)
    return "", capital(f"{said}{joint}{lowered(added)}")


def _is_plain(answer: Clause, text: str) -> bool:
    """Whether it neither denies nor doubts anything, and is said of the patient."""
    said = fold(text)
    return not (of_somebody_else(answer) or "«" in text or NEGATORS.search(said) or _UNSURE.search(said))


def _affirms(answer: Clause, text: str) -> bool:
    said = fold(text)
    yes = LEAD_YES.match(answer.folded) and _YES.match(text)
    return bool(yes or _HOW_MUCH.match(said) or _HOW_OFTEN.match(said))


def _completes(said: str, text: str) -> bool:
    """ "¿Bebe? — Dos cañas al día": a lone verb, and what belongs to it."""
    verb = [word for word in said.split() if fold(word) not in CLITICS]
    phrase = re.split(r"[,;.]", text)[0].split()
    return len(verb) == 1 and not _YES.match(text + " ") and not any(map(is_verb, phrase))


def _states(said: str) -> bool:
    """Whether the question is one verb's, of the patient: "se despierta de noche"."""
    if re.search(r"[,;:?¿]| o ", said) or len(said.split()) > 12 or _PROPOSES.match(fold(said)):
        return False
    first = next((word for word in said.split() if fold(word) not in CLITICS | {"ya"}), "")
    forms = verb_forms(first)
    of_us = bool(forms) and all(form.person in (Person.FIRST, Person.WE) for form in forms)
    return begins_with_verb(said) and not of_us
