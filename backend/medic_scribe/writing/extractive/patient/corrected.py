"""What is put right of a case as a clinician presents it: by the patient's side, or by a colleague.

Neither half may stand alone, so what is put right joins the line it changes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.topics import PLAN
from medic_scribe.writing.extractive.note.lines import Line, Part
from medic_scribe.writing.extractive.patient.amendments import (
    contradicts,
    disagreed,
    mended_at,
    stems,
    with_leaning,
)
from medic_scribe.writing.extractive.turns.clauses import Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_YES
from medic_scribe.writing.extractive.words.kinds import kind_of
from medic_scribe.writing.extractive.words.wording import lowered

_PRESENTED = frozenset(Topic) - frozenset((*PLAN, Topic.VITALS, Topic.PREFERENCES))
_SOON = 3  # turns
# "De la vesícula no, del apéndice", "esa la dejé en enero".
_NOT_SO = re.compile(
    r"((de|del|a|al|en|con) )?((la|el|los|las) )?(?!(paciente|todavia|ahora)\b)\w{4,},? no\b"
    r"|es[ae]s? (no |ya |la |lo |los |las )*(es|era|son|eran|fue|dej\w+|quit\w+|suspend\w+|cambi\w+)\b"
)
_OPENS = re.compile(r"(no|es[aeo]s?|est[aeo]s?)\b")
_PUTS_RIGHT = re.compile(r"(no,? (?!se\b)|perdon|corrij|corrig)|\b(perdon|corrig\w+|corrij\w+)\b")
_SMALL = frozenset(
    "no si el la los las de del a al en es era fue son eran fueron hace con y doctor doctora".split()
)


def with_correction(
    lines: list[Line], told: list[Line], answers: Sequence[Turn], examination: int
) -> tuple[list[Line], list[Line]]:
    """The lines, with what the patient's side puts right of what the clinician has just stated, and the rest
    of what was told. From the `examination` on he states findings and orders too, which are named again."""
    agrees = any(answer.clauses[0].says(LEAD_YES.pattern) for answer in answers)
    if not (lines and told) or agrees or told[0].denied or told[0].parts[0].heading:
        return lines, told
    first, *rest = told
    part = first.parts[0]
    turn = answers[0].number - 1
    stated = [n for n, line in enumerate(lines) if line.turn == turn and "clinician" in line.parts[0].traits]
    if turn >= examination and any(lines[n].topic in PLAN for n in stated):
        about = stems(part.text)
        stated = [n for n in stated if lines[n].topic in _PRESENTED and stems(lines[n].text) & about]
    place = _disputed(lines, stated, part)
    if place is None:
        return lines, told
    whole, left = with_leaning(first, part)
    speaker = next(answer.speaker for answer in answers if answer.number == first.turn)
    mended = disagreed(lines, place, speaker, whole, part.evidence)
    return mended, [*([replace(first, parts=left)] if left else []), *rest]


def with_colleague(lines: list[Line], stated: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, with what another clinician puts right of them, and the rest of what he states."""
    for line in stated:
        place = _put_right(lines, line)
        if place is not None:
            said = f"corregido: {lowered(line.text)}"
            lines = mended_at(lines, place, said, line.evidence)
            lines[place] = lines[place].in_one_piece().marked("disagreement")
            stated = [other for other in stated if other is not line]
    return lines, stated


def _disputed(lines: Sequence[Line], places: Sequence[int], reply: Part) -> int | None:
    """The one of the places that the reply puts right."""
    shared = [place for place in places if stems(reply.text) & stems(lines[place].text)]
    text = fold(reply.text).strip("«")
    otherwise = contradicts(reply.text) and (bool(shared) or bool(_OPENS.match(text)))
    if places and (otherwise or _NOT_SO.match(text) or _only_counts(text)):
        return (shared or places)[-1]
    return next((place for place in reversed(places) if _other_value(reply.text, lines[place].text)), None)


def _is_presented(line: Line) -> bool:
    return "clinician" in line.parts[0].traits and line.topic in _PRESENTED


def _put_right(lines: Sequence[Line], said: Line) -> int | None:
    """The line of the turn before that is said otherwise, or the one that the patient has just disputed."""
    if not _is_presented(said):
        return None
    places = [n for n, line in enumerate(lines) if line.turn == said.turn - 1 and _is_presented(line)]
    right = _PUTS_RIGHT.match(fold(said.text))
    disputed = [n for n, line in enumerate(lines) if "disagreement" in line.parts[0].traits]
    if (
        disputed
        and said.turn - lines[disputed[-1]].turn <= _SOON
        and stems(said.text) & stems(lines[disputed[-1]].text)
    ):
        return disputed[-1]
    return next((n for n in reversed(places) if right or _other_value(said.text, lines[n].text)), None)


def _only_counts(text: str) -> bool:
    """ "(Lleva un stent.) Dos, doctor"."""
    words = [word for word in re.findall(r"\w+", text) if word not in _SMALL]
    return bool(words) and all(kind_of(word) == "number" for word in words)


def _other_value(text: str, before: str) -> bool:
    """ "(Fractura de cadera derecha.) La izquierda": a value of a kind that was said, and little else."""
    words = re.findall(r"\w+", fold(text))
    values = {word: kind for word in words if (kind := kind_of(word))}
    rest = [word for word in words if word not in values and word not in _SMALL]
    said = re.findall(r"\w+", fold(before))
    kinds = {kind_of(word) for word in said}
    new = [word for word, kind in values.items() if word not in said and kind in kinds]
    return bool(new) and len(rest) <= 1
