"""What one speaker changes of what the other said: it is taken back, denied or corrected.

Neither half may stand alone, so the reply joins the line it changes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import TermKind, find_terms, fold, read
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence
from medic_scribe.writing.extractive.note.lines import WHOLE, Line, Part
from medic_scribe.writing.extractive.patient.disagreement import AFTER_ALL, according_to
from medic_scribe.writing.extractive.turns.clauses import Turn
from medic_scribe.writing.extractive.words.orders import CALLED
from medic_scribe.writing.extractive.words.verbs import holds_verb
from medic_scribe.writing.extractive.words.wording import listed, lowered

_CONTRADICTS = re.compile(
    r"^no,? (si|oiga|hij[oa]|mama|papa|doctora?|es|fue|era|son)\b|^no, "
    r"|\b(no (se |le )?(l[oa]s?|es|fue|era|toma|usa)|ya no)\b"
    r"|\bes[aeo]s? (l[oa]s? )?(toma|usa|tiene|tuvo|es|fue|era) (de )?(su|la|el|una?) \w+"  # somebody else's
)
_ITS_WHOSE = re.compile(r"\b(es|era|son|eran|fue) (de |del )?(mi|tu|su|el|la) (?P<who>\w+)")


def contradicts(text: str) -> bool:
    """ "No, si la cadera es la izquierda", "el látex es mi hija": what was said is not so, or not his."""
    said = fold(text).strip("«")
    whose = _ITS_WHOSE.search(said)
    relative = bool(whose) and bool(find_terms(read(f"mi {whose['who']}"), TermKind.RELATIVE))
    return bool(_CONTRADICTS.search(said)) or relative


def with_reply(
    lines: list[Line], told: list[Line], turn: Turn, before: Turn
) -> tuple[list[Line], list[Line]]:
    """What one speaker tells after another, inside the line that it takes back, denies or corrects.

    Gives the mended lines, and what is left of what the second told.
    """
    lines, told = _with_late_yes(lines, told, before, turn)
    lines, told = _with_contradictions(lines, told, turn.speaker)
    if turn.speaker is before.speaker:
        return lines, told
    lines, told = _with_other_value(lines, told, turn.speaker)
    return (lines, told) if before.clauses[-1].asked else _with_fragment(lines, told, turn.speaker)


def _with_contradictions(
    lines: list[Line], told: list[Line], speaker: Speaker
) -> tuple[list[Line], list[Line]]:
    """Companion and patient on the same thing: what the second denies stands behind what the first said."""
    if not lines or not told:
        return lines, told
    first, *rest = told
    against = next((p for p in first.parts if not p.heading and contradicts(p.text)), None)
    if against is None or first.denied:
        return lines, told
    same = [i for i, line in enumerate(lines) if stems(against.text) & stems(line.text)]
    place = (same or [len(lines) - 1])[-1]
    if lines[place].denied:
        return lines, told
    whole, left = with_leaning(first, against)
    mended = disagreed(lines, place, speaker, whole, against.evidence)
    return mended, [*([replace(first, parts=left)] if left else []), *rest]


# "No, de 850", "tres metros": a number and what it counts, and nothing else.
_ONLY_A_VALUE = re.compile(
    r"(segun \w+, )?(no, )?((son|es|eran?|fue|fueron|a|con|como|del?|la|el|los|las|hace|un[oa]s)[, ]+)*"
    r"(\w+ )?\d[\d.,/]*( [^\W\d]+){0,2}"
)


def _with_other_value(lines: list[Line], told: list[Line], speaker: Speaker) -> tuple[list[Line], list[Line]]:
    """ "Metformina de 500. — A: De 850": a bare number stands with the one that the other speaker said."""
    if not lines or not told or told[0].denied or lines[-1].denied:
        return lines, told
    first, *rest = told[0].parts
    if first.heading or not _ONLY_A_VALUE.fullmatch(fold(first.text)) or not re.search(r"\d", lines[-1].text):
        return lines, told
    mended = disagreed(lines, len(lines) - 1, speaker, first.text, first.evidence)
    return mended, [*([replace(told[0], parts=tuple(rest))] if rest else []), *told[1:]]


def _with_fragment(lines: list[Line], told: list[Line], speaker: Speaker) -> tuple[list[Line], list[Line]]:
    """ "Enalapril de diez, medio. — A: Entera, desde el martes": no other dose stands without its drug."""
    if not lines or not told or told[0].denied or lines[-1].denied or not _is_fragment(told[0].parts[0]):
        return lines, told
    if fold(told[0].text) in CALLED:
        return lines, told[1:]
    if lines[-1].topic not in WHOLE:
        return lines, told
    return disagreed(lines, len(lines) - 1, speaker, told[0].text, told[0].evidence), told[1:]


def _is_fragment(part: Part) -> bool:
    phrase = part.text.split(",")[0]
    begins = _ALONE.match(fold(phrase))
    alone = part.heading or begins or "«" in phrase or holds_verb(phrase.split())
    return not alone and len(phrase.split()) <= _FEW


_FEW = 4  # words
_ALONE = re.compile(r"(y|ni|no|si|como no|claro|nunca|nada|niega|segun|acompanante)\b")


def _with_late_yes(
    lines: list[Line], told: list[Line], asked: Turn, turn: Turn
) -> tuple[list[Line], list[Line]]:
    """ "No. — A: ¿No era al yodo? — Ah, sí, al yodo": a denial never stands without what takes it back."""
    reminded = all(clause.asked for clause in asked.clauses) and turn.clauses[0].says(AFTER_ALL)
    if not (reminded and lines and told) or told[0].denied:
        return lines, told
    last, first = lines[-1], told[0]
    text = f"Niega {listed(last.denied)}" if last.denied else last.text
    if not text.startswith(("Niega ", "No ")):
        return lines, told
    denial = replace(last, parts=(replace(last.parts[0], text=text),), denied=())
    taken_back = denial.mended(f"luego sí: {lowered(first.text)}", *first.evidence).in_one_piece()
    return [*lines[:-1], taken_back.marked("disagreement")], told[1:]


def disagreed(
    lines: Sequence[Line], place: int, speaker: Speaker, text: str, evidence: Sequence[Evidence]
) -> list[Line]:
    """The lines with what the other speaker says to the one at `place`; neither is left out."""
    mended = mended_at(lines, place, f"{according_to(speaker)}, {lowered(text)}", evidence)
    mended[place] = mended[place].marked("disagreement").in_one_piece()
    return mended


def with_leaning(line: Line, part: Part) -> tuple[str, tuple[Part, ...]]:
    """The piece with what leans on it, as one text, and the line's other pieces."""
    begin = end = line.parts.index(part)
    while end + 1 < len(line.parts) and line.parts[end + 1].leans:
        end += 1
    text = part.text + "".join(p.joint + p.text for p in line.parts[begin + 1 : end + 1])
    return text, line.parts[:begin] + line.parts[end + 1 :]


# What any refusal may hold: words that tell nothing of what is refused.
_OF_ANY = frozenset(
    "quier ahora nada hacer tomar poner tiene tengo puede mejor gusta prefi favor docto graci".split()
)


def stems(text: str, least: int = 5) -> set[str]:
    """What the words of some length begin with, the same for "cuna" and "cunita"."""
    words = (word for word in re.findall(r"\w+", fold(text)) if len(word) >= least)
    return {(re.sub(r"c?it[oa]s?$|[oa]s?$", "", word) or word)[:5] for word in words} - _OF_ANY


def mended_at(lines: Sequence[Line], place: int, text: str, evidence: Sequence[Evidence]) -> list[Line]:
    line = lines[place]
    return [*lines[:place], line.mended(text, *evidence), *lines[place + 1 :]]


def attributed(line: Line) -> Line:
    """What a companion says while the patient speaks too is marked as his."""
    first, *rest = line.parts
    if line.denied or "acompañante" in line.text:
        return line
    who: Part = (
        replace(first, heading=f"{first.heading} (según acompañante)")
        if first.heading
        else replace(first, text=f"según acompañante, {lowered(first.text)}")
    )
    return replace(line, parts=(who, *rest))
