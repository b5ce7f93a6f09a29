"""Drugs with dose, unit, route, frequency, duration and what changes."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from medic_scribe.clinical.allergies import find_allergies
from medic_scribe.clinical.assertion import judge
from medic_scribe.clinical.dosage import Details, read_details
from medic_scribe.clinical.dosage_words import FORMS, UNITS
from medic_scribe.clinical.drug_mentions import Mention, find_mentions
from medic_scribe.clinical.durations import DurationKind, find_durations
from medic_scribe.clinical.expressions import CLITICS, Match, lexicon, without_overlap
from medic_scribe.clinical.measures import MeasurementKind
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.scope_types import Assertion
from medic_scribe.clinical.text import Token
from medic_scribe.clinical.vitals import find_measurements


class Change(StrEnum):
    NONE = "none"  # named, or taken as before
    START = "start"
    STOP = "stop"
    RAISE = "raise"
    LOWER = "lower"
    KEEP = "keep"
    RESUME = "resume"
    REPLACE = "replace"  # instead of `replaces`
    NOT_TAKING = "not_taking"  # was taken, is not any more
    NEVER_STARTED = "never_started"
    REFUSED = "refused"
    AVOID = "avoid"  # "no le dé aspirina"
    DISCUSSED = "discussed"  # thought of, not prescribed


@dataclass(frozen=True, slots=True)
class Medication:
    """One drug as it was spoken of.

    `drug` is the name as it was said, rightly spelled ("losartán", "aspirina", "Ventolín"), `international`
    the one in Spanish ("ácido acetilsalicílico", "salbutamol"), `heard` the words as heard. `dose` is figures
    ("850", "875/125", "0,5"), `unit` "mg", "mcg", "mg/kg/día"…, empty where it was not said and the drug has
    several. `amount` is what is taken each time ("1 tableta", "2 inhalaciones"). `who` is the other person
    who takes it ("vecina"), empty for the patient. `certain` is false where another drug sounds nearly the
    same. `name_first:name_last` are the heard words of the name, `first:last` those of the whole, `begin:end`
    its tokens.
    """

    drug: str
    heard: str
    international: str = ""
    dose: str = ""
    unit: str = ""
    form: str = ""
    amount: str = ""
    route: str = ""
    frequency: str = ""
    duration: str = ""
    since: str = ""
    maximum: str = ""
    meals: str = ""
    condition: str = ""  # "si hay dolor": when to take it
    change: Change = Change.NONE
    previous_dose: str = ""
    replaces: str = ""
    negated: bool = False
    conditional: bool = False
    asked: bool = False
    who: str = ""
    certain: bool = True
    alternatives: tuple[str, ...] = ()
    is_class: bool = False  # "antibiótico", "la pastilla de la tensión"
    unit_missing: bool = False  # a dose was said without a unit, and the drug has more than one
    name_first: int = 0
    name_last: int = 0
    begin: int = 0
    end: int = 0
    first: int = 0
    last: int = 0

    def render(self) -> str:
        """A clinical line without the change: "losartán 50 mg, 1 tableta, vía oral, cada 24 horas"."""
        name = " ".join(part for part in (self.drug, self.dose, self.unit) if part)
        details = (
            self.form,
            self.amount,
            self.route,
            self.frequency,
            self.meals,
            self.condition,
            self.duration,
            self.since,
            self.maximum,
        )
        return ", ".join([name, *(detail for detail in details if detail)])


HARD_ENDS = re.compile(r"[;?!]|(?<!\.)\.(?!\.)")
OBJECTS = frozenset({"lo", "la", "los", "las", "se", "me", "le"})


def find_medications(reading: Reading, patient_called: Collection[str] = ()) -> tuple[Medication, ...]:
    """The drugs and drug classes named, in order. Analytes ("potasio 4,6") and allergens are not drugs."""
    return _found(reading, frozenset(patient_called))


@lru_cache(maxsize=4_096)
def _found(reading: Reading, patient_called: Collection[str]) -> tuple[Medication, ...]:
    mentions = [mention for mention in find_mentions(reading) if not _is_allergen(reading, mention)]
    if not mentions:
        return ()
    changes = _changes(reading.tokens)
    found: list[Medication] = []
    for place, mention in enumerate(mentions):
        before = mentions[place - 1] if place else None
        after = mentions[place + 1] if place + 1 < len(mentions) else None
        change, replaces = _change_of(reading.tokens, changes, before, mention, after)
        if change is Change.NONE and before and _continues(reading.tokens, before, mention):
            change = (
                found[-1].change
                if found[-1].change in {Change.START, Change.STOP, Change.AVOID, Change.KEEP}
                else change
            )
        found.append(_medication(reading, mention, before, after, change, replaces, patient_called))
    return tuple(found)


def _is_allergen(reading: Reading, mention: Mention) -> bool:
    return any(
        (allergy.substance and allergy.begin <= mention.begin < allergy.end) or allergy.begin == mention.begin
        for allergy in find_allergies(reading)
    )


def _medication(
    reading: Reading,
    mention: Mention,
    before: Mention | None,
    after: Mention | None,
    change: Change,
    replaces: str,
    patient_called: Collection[str],
) -> Medication:
    tokens = reading.tokens
    begin, details_before = _leading_dose(tokens, mention, before)
    limit = _before_result(reading, mention, _window_end(tokens, mention, after))
    details = read_details(tokens, mention.drug, mention.end, limit)
    duration, since, timed_end = _times(reading, mention.end, limit)
    end = max(mention.end, min(details.end, limit), timed_end)
    judgement = judge(reading, mention.begin, mention.end, patient_called)
    first, last = reading.span(begin, end)
    name_first, name_last = reading.span(mention.begin, mention.end)
    certain, alternatives = _certainty(reading, name_first, name_last)
    return Medication(
        drug=mention.drug.written,
        international=mention.drug.name,
        heard=reading.heard_words(name_first, name_last).strip(".,;:¿?¡!"),
        dose=details_before.dose or details.dose,
        unit=details_before.unit if details_before.dose else details.unit,
        form=details.form,
        amount=details_before.amount or details.amount,
        route=details.route,
        frequency=details.frequency,
        duration=duration,
        since=since,
        maximum=details.maximum,
        meals=details.meals,
        condition="" if details.condition and details.condition == details.frequency else details.condition,
        change=change,
        previous_dose=details.previous_dose,
        replaces=replaces,
        negated=judgement.denied,
        conditional=judgement.assertion is Assertion.CONDITIONAL,
        asked=judgement.assertion is Assertion.ASKED,
        who=judgement.who,
        certain=certain,
        alternatives=alternatives,
        is_class=mention.is_class,
        unit_missing=details.unit_missing and not details_before.dose,
        name_first=name_first,
        name_last=name_last,
        begin=begin,
        end=end,
        first=first,
        last=last,
    )


def _certainty(reading: Reading, first: int, last: int) -> tuple[bool, tuple[str, ...]]:
    for correction in reading.corrections:
        if first <= correction.first < last and not correction.certain:
            return False, correction.alternatives
    return True, ()


def _leading_dose(tokens: Sequence[Token], mention: Mention, before: Mention | None) -> tuple[int, Details]:
    """ "600 miligramos de amoxicilina", "dos puff de salbutamol"."""
    start = mention.begin
    floor = before.end if before else 0
    place = start - 1
    while place > floor and tokens[place].folded in {"el", "la", "del"} and not tokens[place].closes:
        place -= 1
    if (
        place - 2 < floor - 1
        or place < 1
        or tokens[place].folded not in {"de", "del"}
        or tokens[place - 1].closes
    ):
        return start, Details()
    unit, figure = tokens[place - 1].folded, tokens[place - 2] if place >= 2 else None
    if figure is None or place - 2 < floor or figure.closes:
        return start, Details()
    said = (
        figure.folded
        if figure.folded[:1].isdigit()
        else (f"{figure.value:g}" if figure.value is not None else figure.folded)
    )
    if unit in UNITS and figure.value is not None:
        if unit in {"ml", "mililitro", "mililitros", "cc"}:
            return place - 2, Details(amount=f"{said} mL")
        return place - 2, Details(dose=said, unit=UNITS[unit])
    if re.fullmatch(FORMS, unit) and (figure.value is not None or figure.folded in {"media", "medio"}):
        return place - 2, Details(amount=f"{said} {unit}")
    return start, Details()


def _window_end(tokens: Sequence[Token], mention: Mention, after: Mention | None) -> int:
    """The details go on to the end of the sentence or to what belongs to the next drug."""
    limit = len(tokens)
    for place in range(mention.end, len(tokens)):
        if HARD_ENDS.search(tokens[place - 1].closes):
            limit = place
            break
    if after is None or after.begin >= limit:
        return limit
    start, _ = _leading_dose(tokens, after, mention)
    while start > mention.end and tokens[start - 1].folded in {
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "y",
        "con",
        "para",
    }:
        start -= 1
    return max(start, mention.end)


def _before_result(reading: Reading, mention: Mention, limit: int) -> int:
    """ "La metformina la dejo en espera: si la glicosilada sale de 6,5" gives no dose."""
    results = (m for m in find_measurements(reading) if m.kind is MeasurementKind.RESULT)
    return min((m.begin for m in results if mention.end < m.begin < limit), default=limit)


def _times(reading: Reading, begin: int, end: int) -> tuple[str, str, int]:
    duration, since, last = "", "", 0
    for found in find_durations(reading):
        if not begin <= found.begin < end:
            continue
        if found.kind is DurationKind.LASTING and not duration:
            duration, last = found.text, max(last, found.end)
        elif found.kind in {DurationKind.SINCE, DurationKind.AGO} and not since:
            since, last = found.text, max(last, found.end)
    return duration, since, min(last, end)


def _changes(tokens: Sequence[Token]) -> list[Match]:
    """What is said to be done; "taking" only says that the drug is taken."""
    return without_overlap(lexicon("changes").matches(tokens))


def _change_of(
    tokens: Sequence[Token],
    changes: Sequence[Match],
    before: Mention | None,
    mention: Mention,
    after: Mention | None,
) -> tuple[Change, str]:
    floor = before.end if before else 0
    ceiling = after.begin if after else len(tokens)
    forward = [
        m
        for m in changes
        if floor <= m.begin and m.end <= mention.begin and _same_sentence(tokens, m.end, mention.begin)
    ]
    forward = [
        m
        for m in forward
        if not (before and _points_back(tokens, m, mention) and _same_sentence(tokens, before.end, m.begin))
    ]
    backward = [
        m
        for m in changes
        if mention.end <= m.begin < ceiling and _same_sentence(tokens, mention.end, m.begin)
    ]
    backward = [
        m
        for m in backward
        if not after or _points_back(tokens, m, after) or not _same_sentence(tokens, m.end, after.begin)
    ]
    replaced = _replaced(tokens, mention, before, after)
    if replaced:
        return replaced
    for match in [*backward, *reversed(forward)]:
        if match.concept == "replace":
            continue
        if match.concept == "taking":
            return Change.NONE, ""
        return Change(match.concept), ""
    return Change.NONE, ""


def _points_back(tokens: Sequence[Token], match: Match, following: Mention) -> bool:
    """Whether "la suspendemos" speaks of the drug before it rather than of the one that follows."""
    start = match.begin
    said = {token.folded for token in tokens[max(0, start - 2) : match.end]}
    near = following.begin - match.end <= 2
    return (
        bool(said & {"lo", "la", "los", "las"} & CLITICS)
        and tokens[match.end - 1].folded not in {"con"}
        and (
            not near
            or bool(tokens[match.end - 1].closes)
            or tokens[start - 1].folded in {"lo", "la", "los", "las"}
        )
    ) or (not near and tokens[start - 1].folded in OBJECTS and start > 0)


def _same_sentence(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return not any(HARD_ENDS.search(token.closes) for token in tokens[max(begin - 1, 0) : end])


def _replaced(
    tokens: Sequence[Token], mention: Mention, before: Mention | None, after: Mention | None
) -> tuple[Change, str] | None:
    """ "cambiamos el enalapril por losartán"; "losartán en lugar de enalapril"."""
    if before and _same_sentence(tokens, before.end, mention.begin):
        between = [token.folded for token in tokens[before.end : mention.begin]]
        opening = [token.folded for token in tokens[max(0, before.begin - 5) : before.begin]]
        if _from_to(between) and any(word.startswith(("cambi", "reempla", "sustitu")) for word in opening):
            return Change.REPLACE, before.drug.written
        if _instead(between):
            return Change.STOP, ""
    if after and _same_sentence(tokens, mention.end, after.begin):
        between = [token.folded for token in tokens[mention.end : after.begin]]
        opening = [token.folded for token in tokens[max(0, mention.begin - 5) : mention.begin]]
        if _instead(between):
            return Change.REPLACE, after.drug.written
        if _from_to(between) and any(word.startswith(("cambi", "reempla", "sustitu")) for word in opening):
            return Change.STOP, ""
    return None


def _from_to(words: Sequence[str]) -> bool:
    return "por" in words or list(words[-2:]) == ["a", "la"] or list(words[-1:]) in (["a"], ["al"])


def _instead(words: Sequence[str]) -> bool:
    said = " ".join(words)
    return "en lugar de" in said or "en vez de" in said


def _continues(tokens: Sequence[Token], before: Mention, mention: Mention) -> bool:
    """ "empezamos furosemida y espironolactona": the second is begun too."""
    between = [token.folded for token in tokens[before.end : mention.begin]]
    return (
        _same_sentence(tokens, before.end, mention.begin)
        and (bool(set(between) & {"y", "e", "mas"}) or bool(tokens[before.end - 1].closes))
        and len(between) <= 14
    )
