"""What a reply changes: the patient refuses a proposal, the clinician drops it, one speaker corrects the
other.

Neither half may stand alone: a proposal without its refusal would be an order, so the reply joins the line
it changes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.disagreement import according_to
from medic_scribe.writing.extractive.lines import Line, Part
from medic_scribe.writing.extractive.phases import PLAN
from medic_scribe.writing.extractive.wording import worded

_REFUSES = re.compile(
    r"\b(no se l[oa]s? (va|quiere|piensa|hace|pone|toma|pondra|hara)|no (quiere|acepta|va a"
    r"|piensa)|ni loc[oa]|eso si que no|hoy no"
    r"|ya (se |me |le )?l[oa]s? (han|hicieron|pusieron|dieron|tomaron)"
    r"|se niega|mejor no|no me l[oa]s? (voy|quiero|pienso))\b"
)
# "La incapacidad no", "no, doctor, aparatos no", "en la cuna no": only of what was proposed.
_REFUSES_BY_NAME = re.compile(r"^(no, |pero |yo )*((en|con|de|por|para|al?) )?((la|el|los|las) )?\w+,? no\b")
# A reply that is nothing else: "No, gracias. Para lo que hablo…"
_REFUSES_AT_ONCE = r"^ (ay |uy |bueno )?(no|ni hablar|de eso nada|eso no) (no |deje? |gracias |doctora? )*$"
RETRACTS = (
    r"^ (ah |bueno |ya |ok |vale |tiene razon |tienes razon )*(entonces|pues) (ni|no|solo|ya no"
    r"|mejor|nada|hagamos otra|sin|la dejamos"
    r"|lo dejamos)\b|^ (el |los |la |las )?\w+ entonces $"
)
_CONTRADICTS = re.compile(
    r"^no, |\b(no (se |le )?(l[oa]s?|es|fue|era|toma|usa)|ya no)\b"
    r"|\bes[aeo]s? (l[oa]s? )?(toma|usa|tiene|tuvo|es|fue|era) (de )?(su|la|el|una?) \w+"  # somebody else's
)


_STRONGLY = (
    r"\b(eso si que no|ni loc[oa]|hoy no)\b|^ (ay|uy|huy|uf|no) no( no)*( doctora?| doc)? $"
    r"|^ (mejor )?(para |en )?otr[oa] (dia|vez|semana) $"
)


def with_refusals(
    lines: list[Line], told: list[Line], clauses: Sequence[Clause], asked: bool = False
) -> list[Line]:
    """The lines and what was told, with a refusal inside the proposal of the turn just before.

    `clauses` are all that was answered: "Eso sí que no" refuses without saying anything else, and so does
    a bare "No" that answers no question (`asked`).
    """
    kept: list[Line] = []
    strong = next((c for c in clauses if c.says(_STRONGLY)), None)
    if not strong and not asked and _refuses_at_once(clauses):
        strong = clauses[0]
    place = _proposal(lines, strong.turn - 1, strong.text) if strong else None
    if strong and place is not None:
        lines = _mended(lines, place, f"paciente: {_lowered(worded(strong.text))}", (strong.evidence,))
        told = [left for line in told if (left := _without(line, strong.evidence))]
    for line in told:
        refusal = next((p for p in line.parts if _refuses(p.text, lines, line.turn - 1)), None)
        place = _proposal(lines, line.turn - 1, refusal.text) if refusal else None
        if refusal is None or line.denied or place is None:
            kept.append(line)
            continue
        whole, rest = _with_leaning(line, refusal)
        lines = _mended(lines, place, f"paciente: {_lowered(whole)}", refusal.evidence)
        if rest:
            kept.append(replace(line, parts=rest))
    return lines + kept


def _without(line: Line, evidence: Evidence) -> Line | None:
    """The line without the pieces that say nothing but the words of `evidence`."""
    left = tuple(part for part in line.parts if part.evidence != (evidence,))
    return replace(line, parts=left) if left else None


def _refuses_at_once(clauses: Sequence[Clause]) -> bool:
    first, *rest = clauses
    return first.says(_REFUSES_AT_ONCE) and not (rest and rest[0].says(r"^ (bueno|si|claro|digo|perdon)\b"))


def with_retractions(lines: list[Line], stated: list[Line], reply: str) -> list[Line]:
    """The lines and what was stated, with what the clinician drops after the patient's `reply` inside its
    line."""
    kept: list[Line] = []
    for line in stated:
        first = line.parts[0]
        place = _proposal(lines, line.turn - 2, reply) if "retracts" in first.traits else None
        if place is None:
            kept.append(line)
            continue
        lines = _mended(lines, place, first.text, first.evidence)
        if rest := line.parts[1:]:
            kept.append(replace(line, parts=rest))
    return lines + kept


def with_reply(
    lines: list[Line], told: list[Line], turn: Turn, before: Turn
) -> tuple[list[Line], list[Line]]:
    """What one speaker tells after another, inside the line that it takes back, denies or corrects.

    Gives the mended lines, and what is left of what the second told.
    """
    lines, told = _with_late_yes(lines, told, before, turn)
    lines, told = _with_contradictions(lines, told, turn.speaker)
    return (lines, told) if turn.speaker is before.speaker else _with_other_value(lines, told, turn.speaker)


def _with_contradictions(
    lines: list[Line], told: list[Line], speaker: Speaker
) -> tuple[list[Line], list[Line]]:
    """Companion and patient on the same thing: what the second denies stands behind what the first said."""
    if not lines or not told:
        return lines, told
    first, *rest = told
    against = next((p for p in first.parts if not p.heading and _CONTRADICTS.search(fold(p.text))), None)
    if against is None or first.denied:
        return lines, told
    same = [i for i, line in enumerate(lines) if _stems(against.text) & _stems(line.text)]
    place = (same or [len(lines) - 1])[-1]
    if lines[place].denied:
        return lines, told
    whole, left = _with_leaning(first, against)
    mended = _disagreed(lines, place, speaker, whole, against.evidence)
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
    mended = _disagreed(lines, len(lines) - 1, speaker, first.text, first.evidence)
    return mended, [*([replace(told[0], parts=tuple(rest))] if rest else []), *told[1:]]


_AFTER_ALL = r"^ (ah |ay |uy |ya |bueno |es )*(si|cierto|verdad)\b"


def _with_late_yes(
    lines: list[Line], told: list[Line], asked: Turn, turn: Turn
) -> tuple[list[Line], list[Line]]:
    """ "No. — A: ¿No era al yodo? — Ah, sí, al yodo": a denial never stands without what takes it back."""
    reminded = all(clause.asked for clause in asked.clauses) and turn.clauses[0].says(_AFTER_ALL)
    if not (reminded and lines and told) or told[0].denied:
        return lines, told
    last, first = lines[-1], told[0]
    text = f"Niega {', '.join(last.denied)}" if last.denied else last.text
    if not text.startswith(("Niega ", "No ")):
        return lines, told
    denial = replace(last, parts=(replace(last.parts[0], text=text),), denied=())
    taken_back = denial.mended(f"luego sí: {_lowered(first.text)}", *first.evidence).in_one_piece()
    return [*lines[:-1], taken_back.marked("disagreement")], told[1:]


def _disagreed(
    lines: Sequence[Line], place: int, speaker: Speaker, text: str, evidence: Sequence[Evidence]
) -> list[Line]:
    """The lines with what the other speaker says to the one at `place`; neither is left out."""
    mended = _mended(lines, place, f"{according_to(speaker)}, {_lowered(text)}", evidence)
    mended[place] = mended[place].marked("disagreement").in_one_piece()
    return mended


def _with_leaning(line: Line, part: Part) -> tuple[str, tuple[Part, ...]]:
    """The piece with what leans on it, as one text, and the line's other pieces."""
    begin = end = line.parts.index(part)
    while end + 1 < len(line.parts) and line.parts[end + 1].leans:
        end += 1
    text = part.text + "".join(p.joint + p.text for p in line.parts[begin + 1 : end + 1])
    return text, line.parts[:begin] + line.parts[end + 1 :]


def _proposal(lines: Sequence[Line], turn: int, reply: str) -> int | None:
    """The clinician's line of that turn that shares a word with the reply, else the turn's last one."""
    places = [i for i, line in enumerate(lines) if line.turn == turn and _proposes(line)]
    shared = [i for i in places if _stems(reply) & _stems(lines[i].text)]
    return (shared or places or [None])[-1]


_PROPOSING = re.compile(
    r"\b(tendria|habria|deberia|gustaria|hay que|pido|solicitar|hacer|recomiend\w+|propon\w+|quiero|quisiera"
    r"|queria|podriamos|podemos|hago|hacemos|programamos|ponemos|operamos|doy|dejo|mando|pongo|receto)\b"
)


def _proposes(line: Line) -> bool:
    """Whether the clinician's line is something to be done, and no finding."""
    return "clinician" in line.parts[0].traits and (
        line.topic in PLAN or bool(_PROPOSING.search(fold(line.text)))
    )


def _refuses(text: str, lines: Sequence[Line], turn: int) -> bool:
    if _REFUSES.search(fold(text)):
        return True
    named = _REFUSES_BY_NAME.match(fold(text))
    return bool(named) and any(
        _stems(named.group(), 4) & _stems(line.text, 4) for line in lines if line.turn == turn
    )


def _stems(text: str, least: int = 5) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", fold(text)) if len(word) >= least}


def _mended(lines: Sequence[Line], place: int, text: str, evidence: Sequence[Evidence]) -> list[Line]:
    line = lines[place]
    return [*lines[:place], line.mended(text, *evidence), *lines[place + 1 :]]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def attributed(line: Line) -> Line:
    """What a companion says while the patient speaks too is marked as his."""
    first, *rest = line.parts
    if line.denied or "acompañante" in line.text:
        return line
    who: Part = (
        replace(first, heading=f"{first.heading} (según acompañante)")
        if first.heading
        else replace(first, text=f"según acompañante, {_lowered(first.text)}")
    )
    return replace(line, parts=(who, *rest))
