"""What was said and must not be missing from a note: allergies, drugs, measurements, diagnoses, warnings,
follow-up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medic_scribe.clinical.allergies import find_allergies
from medic_scribe.clinical.assertion import Assertion, find_symptoms
from medic_scribe.clinical.measures import MeasurementKind
from medic_scribe.clinical.medications import Change, find_medications
from medic_scribe.clinical.reading import Reading, read
from medic_scribe.clinical.terms import TermKind
from medic_scribe.clinical.text import fold
from medic_scribe.clinical.vitals import find_measurements

_URGENT = re.compile(r"\b(urgencias?|emergencias?|guardia)\b")
_RETURN = re.compile(
    r"\b(nos vemos|control|revision|cita|lo veo|la veo|te veo|vuelva|regrese|la cito|lo"
    r" cito)\b.{0,40}?\ben (?:unas? |unos )?(\d+|un|una|dos|tres"
    r"|cuatro|seis|ocho) (dias?|semanas?|mes|meses)"
)


@dataclass(frozen=True, slots=True)
class Omission:
    """`place` counts the utterances given, `first:last` the heard words of that one."""

    code: str
    quote: str
    place: int
    first: int
    last: int


def omissions(note: str, heard: Sequence[tuple[str, bool]]) -> list[Omission]:
    """What of the `heard` utterances (text, whether the clinician said it) the note's whole text leaves
    out."""
    written = fold(note)
    found: dict[tuple[str, str], Omission] = {}
    for place, (text, clinician) in enumerate(heard):
        before = heard[place - 1][0] if place else ""
        found_here = [
            *_in_utterance(place, read(text), written, clinician),
            *_answered(place, before, text, written),
        ]
        for omission in found_here:
            found.setdefault((omission.code, fold(omission.quote).strip(".,;:?! ")), omission)
    return list(found.values())


def _in_utterance(place: int, reading: Reading, written: str, clinician: bool) -> Iterator[Omission]:
    yield from _allergies(place, reading, written)
    yield from _drugs(place, reading, written)
    yield from _figures(place, reading, written)
    if clinician:
        yield from _diagnoses(place, reading, written)
        yield from _warnings(place, reading, written)


def _allergies(place: int, reading: Reading, written: str) -> Iterator[Omission]:
    for allergy in find_allergies(reading):
        own = not allergy.denied and allergy.substance and allergy.assertion is Assertion.PRESENT
        if own and not _named(allergy.substance, written):
            yield Omission("allergy_omitted", allergy.substance, place, allergy.first, allergy.last)


def _answered(place: int, question: str, answer: str, written: str) -> Iterator[Omission]:
    """ "¿Alergias?" – "A la penicilina.": the answer alone does not say that it is one."""
    if "alerg" not in fold(question) or "?" not in question or "alerg" in fold(answer):
        return
    lead = "Soy alérgico "
    shift = len(lead.split())
    for found in _allergies(place, read(lead + answer), written):
        if found.last > shift:
            yield Omission(found.code, found.quote, place, max(0, found.first - shift), found.last - shift)


def _drugs(place: int, reading: Reading, written: str) -> Iterator[Omission]:
    for drug in find_medications(reading):
        passing = drug.is_class or drug.asked or drug.who or drug.change is Change.DISCUSSED
        telling = drug.dose or drug.change is not Change.NONE
        if not passing and telling and not _named(drug.drug, written) and fold(drug.heard) not in written:
            yield Omission("drug_omitted", drug.render(), place, drug.first, drug.last)


def _figures(place: int, reading: Reading, written: str) -> Iterator[Omission]:
    for figure in find_measurements(reading):
        before = [token.folded for token in reading.tokens[max(0, figure.begin - 3) : figure.end]]
        stated = (
            figure.kind is MeasurementKind.VITAL
            and not figure.asked
            and not figure.conditional
            and "si" not in before
        )
        values = re.findall(r"\d+", figure.value)
        if stated and values and not all(re.search(rf"(?<!\d){value}(?!\d)", written) for value in values):
            yield Omission("measurement_omitted", figure.render(), place, figure.first, figure.last)


def _diagnoses(place: int, reading: Reading, written: str) -> Iterator[Omission]:
    for found in find_symptoms(reading):
        stated = (
            found.kind is TermKind.DIAGNOSIS and len(found.concept) > 4 and not found.denied and not found.who
        )
        told = stated and found.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        if told and not _named(found.concept, written) and not _named(found.words, written):
            yield Omission("diagnosis_omitted", found.words, place, found.first, found.last)


def _warnings(place: int, reading: Reading, written: str) -> Iterator[Omission]:
    said = fold(reading.text)
    words = len(reading.heard.split())
    if _URGENT.search(said) and re.search(r"\bsi\b", said) and not _URGENT.search(written):
        yield Omission("warning_omitted", reading.text, place, 0, words)
    if (found := _RETURN.search(said)) and found.group(2) not in written.split():
        yield Omission("follow_up_omitted", found.group(), place, 0, words)


def _named(name: str, written: str) -> bool:
    """Whether every content word of the name is in the note, by its stem."""
    words = [word for word in re.findall(r"[a-zñ0-9]+", fold(name)) if len(word) > 3]
    return all(word[:6] in written for word in words) if words else fold(name) in written
