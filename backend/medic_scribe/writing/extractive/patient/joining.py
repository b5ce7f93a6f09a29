"""What is told goes on with the line before it, where alone it could not be understood."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.subjects import Named
from medic_scribe.writing.extractive.note.lines import Line, Under
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.wording import lowered


def without_left_off(lines: list[Line], told: list[Line], drug: Named) -> list[Line]:
    """ "Aquí sale duloxetina. — Esa la dejé en enero": what is told stands for what was read out."""
    left_off = bool(told) and told[0].parts[0].heading == drug.text and bool(_LEFT_OFF.search(told[0].text))
    read_out = left_off and bool(lines) and lines[-1].evidence == (drug.evidence,)
    return lines[:-1] if read_out else lines


_LEFT_OFF = re.compile(r"\b(ya no|dej[óo]|quit(ó|aron)|suspend(ió|ieron)|nunca|no la|no lo|no es)\b")


def joined_with(lines: list[Line], told: list[Line], questions: Sequence[Clause]) -> list[Line]:
    """What answers a bare "¿Cuál?" goes on with the line before it: alone it could not be understood."""
    last = lines[-1] if lines else None
    happened = last is not None and last.topic in (Topic.ILLNESS, Topic.HISTORY)
    asked = questions[0] if len(questions) == 1 else None
    if asked and last and told and asked.says(_ASKS_YOU_TOO):
        return _contrasted(lines, told, asked)
    if asked and told and asked.says(_ASKS_MORE) and not _replies(told[0]):
        return _completed(lines, told, asked)
    bare = asked and (asked.says(_ASKS_WHICH) or (happened and asked.says(_ASKS_WHEN_IT_WAS)))
    if not (bare and last and told) or last.denied or last.turn < questions[0].turn - 1 or told[0].denied:
        return lines + told
    heading = told[0].parts[0].heading
    answers = [told[0], *(line for line in told[1:] if line.parts[0].heading == heading != "")]
    joined = last
    for answer in answers:
        first, *rest = answer.parts
        under = Under(first.heading, first.evidence) if first.heading else first.under
        joined = joined.plus(replace(answer, parts=(replace(first, heading="", under=under), *rest)))
    if "disagreement" in told[0].parts[0].traits:
        joined = joined.marked("disagreement").in_one_piece()
    return [*lines[:-1], joined, *(line for line in told if line not in answers)]


def _completed(lines: list[Line], told: list[Line], question: Clause) -> list[Line]:
    """ "Fiebre no. Se me hinchan los pies. — ¿Desde cuándo? — Desde el martes": it is asked of what was told
    last and is so, whatever was asked before."""
    said = [place for place, line in enumerate(lines) if not line.denied]
    place = max(said, key=lambda place: _told_at(lines[place]), default=-1)
    if place < 0 or told[0].denied or _told_at(lines[place])[0] < question.evidence.utterance_id - _SOON:
        return lines + told
    if lines[place].topic is Topic.FAMILY or told[0].topic in _OF_THEIR_OWN - {lines[place].topic}:
        return lines + told
    first, *rest = told[0].parts
    since = "desde " if question.says(r"\bdesde\b") and _MOMENT.match(fold(first.text)) else ""
    first = replace(first, text=f"{since}{lowered(first.text)}", heading="", under=None, leans=True)
    more = replace(told[0], parts=(first, *rest))
    return [*lines[:place], lines[place].plus(more, ", "), *lines[place + 1 :], *told[1:]]


# "¿Desde cuándo? — El jueves": alone it would be the day on which it was.
_MOMENT = re.compile(
    r"(el|la|ayer|anoche|anteayer|est[ae]|lunes|martes|miercoles|jueves|viernes|sabado|domingo|enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|\d{4})\b"
)
_OF_THEIR_OWN = frozenset((Topic.FAMILY, Topic.MEDICATION))
_SOON = 2  # utterances; one may be the other's "ajá"


def _told_at(line: Line) -> tuple[int, int]:
    """The utterance and the word in which it ends."""
    return max((evidence.utterance_id, evidence.last) for evidence in line.evidence)


def _replies(told: Line) -> bool:
    said = f" {fold(told.parts[0].text)} "
    return bool(LEAD_NO.match(said) or LEAD_YES.match(said))


# It asks how much or when of what was just told, which it does not name.
_ASKS_MORE = (
    r"^ (y |pero )*(desde cuando|hace cuanto|hasta cuando|cada cuanto|(por )?cuanto tiempo|con que frecuencia"
    r"|cuantas veces|de que color)( (tiempo|le pasa|la tiene|lo tiene|lo nota|la nota|esta asi|es|eso|esto"
    r"|al dia|a la semana|por semana|mas o menos))* $"
)


def _contrasted(lines: list[Line], told: list[Line], question: Clause) -> list[Line]:
    """ "¿Su esposo fuma? — Sí. — ¿Y usted? — No": of what, the line before says."""
    last, (first, *rest) = lines[-1], told
    if last.denied or first.denied or last.turn < question.turn - 1:
        return lines + told
    said = _BY_HIMSELF.sub("", first.parts[0].text)
    joined = last.mended(f"paciente: {lowered(said)}", question.evidence, *first.parts[0].evidence)
    left = [replace(first, parts=first.parts[1:])] if len(first.parts) > 1 else []
    return [*lines[:-1], joined.in_one_piece(), *left, *rest]


_ASKS_YOU_TOO = r"^ (y |pero )*((a|en|con) )?(usted|vos|tu|ti) $"
_BY_HIMSELF = re.compile(r"^(no, )?(el )?paciente,? ", re.IGNORECASE)


# It asks of nothing but what was just told: "¿Cuál?", "¿De 50 o de 75?"; but not "¿Cuál muñeca?".
_ASKS_WHICH = (
    r"^ ((y |pero )*((de|a|en|con|por) )?(cual(es)?|quien(es)?|cuant[oa]s?)"
    r"( (es|era|son|fue|eran|lado|al dia))?|(y )?(como|cuando|donde)|(de )?\d+ o (de )?\d+) $"
)

_ASKS_WHEN_IT_WAS = r"^ (y |pero )*(cuando|donde|a que hora) (fue|ha sido|paso|era)( (eso|esto))? $"
