"""What is told otherwise later: a denial is left out, since only one of the two can be so, and an answer says
whose it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from medic_scribe.clinical import (
    Reading,
    TermKind,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
)
from medic_scribe.clinical.assertion import Assertion, judge
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.note.lines import COMPANION, Line, Part
from medic_scribe.writing.extractive.patient.amendments import attributed
from medic_scribe.writing.extractive.patient.things import same_thing, words_that_name
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.verbs import Tense, verb_forms

_UNSPECIFIC = frozenset(groups("answers")["unspecific"].split())
_DENIES = re.compile(r"(no|nunca|nada|ningun[oa]?|tampoco)(, (no|nunca|nada|ningun[oa]?))*")
_DENIES_FIRST = re.compile(r"(segun \w+, )?(no|ni|nunca|nada|ningun[oa]?|tampoco|niega|sin|cero)\b")
_YES = re.compile(r"^s[ií],? ", re.IGNORECASE)  # which no recogniser tells from "if"
# "Me preguntó de la sangre y le dije que no", "lo que no le dije": what is named is not as it was said.
_OWNS_UP = re.compile(
    r"\b(dij\w+|contest\w+|respond\w+) que no\b|\bno (se )?(le|lo|te) (dij|cont|mencion)\w+\b"
)
_ON_THE_SKIN = frozenset(("urticaria", "exantema", "angioedema", "anafilaxia", "prurito", "edema en cara"))


def without_overturned(lines: Sequence[Line]) -> list[Line]:
    """The lines without the denials that are told otherwise in a later turn, or found otherwise."""
    told = [(line.turn, part) for line in lines if _tells(line) for part in line.parts]
    standing = [_standing(line, [part for turn, part in told if turn > line.turn]) for line in lines]
    return [line for line in standing if line]


def with_first_tellers(lines: Sequence[Line], speakers: Mapping[int, Speaker]) -> list[Line]:
    """The lines, with who says so where the patient is asked again what a companion has answered.

    "¿La regla? — A: Le viene normal. (…) ¿La regla? — P: No me viene". `speakers` by turn.
    """
    by_patient = [(line.turn, _asked_of(line)) for line in lines if speakers[line.turn] is Speaker.PATIENT]
    return [
        attributed(line)
        if speakers[line.turn] is Speaker.COMPANION
        and any(turn > line.turn and asked and asked <= _asked_of(line) for turn, asked in by_patient)
        else line
        for line in lines
    ]


def _asked_of(line: Line) -> frozenset[str]:
    return frozenset(words_that_name(re.findall(r"\w+", fold(line.parts[0].heading)))) - _UNSPECIFIC


def _tells(line: Line) -> bool:
    """Whether it tells what is so with the patient: told by him, or judged by the clinician."""
    by_clinician = "clinician" in line.parts[0].traits
    return (
        not line.denied
        and line.topic is not Topic.FAMILY
        and (not by_clinician or line.topic is Topic.ASSESSMENT)
    )


def _standing(line: Line, later: Sequence[Part]) -> Line | None:
    """What is left of a line that may deny what is told `later`."""
    if "clinician" in line.parts[0].traits or line.topic is Topic.FAMILY:
        return line
    if line.denied:
        left = _left([(thing, _overturned(thing, later)) for thing in line.denied])
        return replace(line, denied=left) if left else None
    parts = [part for part in line.parts if not _overturned(_denied_by(part), later)]
    return line if len(parts) == len(line.parts) else line.only(parts)


def _left(denied: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
    """The things that are not overturned, with the verb that governs them: "haber pensado en…, en…"."""
    left: list[str] = []
    gone = False
    for thing, overturned in denied:
        gone = overturned or (gone and thing.startswith(_GOVERNED))
        if not gone:
            left.append(thing)
    return tuple(left)


_GOVERNED = ("en ", "de ", "a ", "con ", "por ", "para ", "que ")


def _denied_by(part: Part) -> str:
    """What the piece denies and nothing else: "Niega alergias conocidas", "Tabaco: no"."""
    if part.heading and _DENIES.fullmatch(fold(part.text)):
        return part.heading
    denies = not part.heading and part.text.startswith("Niega ")
    return part.text.removeprefix("Niega ") if denies else ""


def _overturned(thing: str, later: Sequence[Part]) -> bool:
    words = [word for word in words_that_name(re.findall(r"\w+", fold(thing))) if word not in _UNSPECIFIC]
    if not words:
        return False
    allergies = any(word.startswith("alerg") for word in words)
    return any(_affirms(part, thing, words) or (allergies and _reacted(part)) for part in later)


def _affirms(part: Part, thing: str, words: Sequence[str]) -> bool:
    """Whether the piece says that what is named so is there."""
    if part.said.startswith(COMPANION):
        return False
    reading = read(replace(part, text=_YES.sub("", part.text)).said)
    places = [[n for n, t in enumerate(reading.tokens) if same_thing(t.folded, word)] for word in words]
    if all(places) and _OWNS_UP.search(fold(part.said)):
        return True
    denied = len(part.heading.split()) if _DENIES_FIRST.match(fold(part.text)) else 0
    concepts = {symptom.concept for symptom in find_symptoms(read(thing))}
    same = [s.begin for s in find_symptoms(reading) if s.concept in concepts and len(concepts) == 1]
    named = places[0] if all(places) else same
    return any(place >= denied and _is_so(reading, place) for place in named)


def _is_so(reading: Reading, place: int) -> bool:
    """Whether it is the patient's, there, and no habit that he once had."""
    judged = judge(reading, place, place + 1)
    forms = verb_forms(reading.tokens[place].folded)
    once = bool(forms) and all(form.tense is Tense.IMPERFECT for form in forms)
    people = find_terms(reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    others = judged.who or any(person.begin < place for person in people)
    return judged.assertion is Assertion.PRESENT and not (judged.denied or others or once)


def _reacted(part: Part) -> bool:
    """ "Con la amoxicilina me salieron ronchas"."""
    reading = read(part.said)
    reactions = {s.concept for s in find_symptoms(reading) if s.assertion is Assertion.PRESENT and not s.who}
    return bool(find_medications(reading)) and bool(reactions & _ON_THE_SKIN)
