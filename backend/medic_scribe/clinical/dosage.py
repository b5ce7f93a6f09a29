"""Dose, amount, frequency, route and the rest of a prescription, from the words around a drug's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.clinical.dosage_words import (
    AMOUNT_TAKEN,
    CONDITION,
    CORRECTION,
    FORMS,
    FREQUENCIES,
    MAXIMUM,
    MEALS,
    OTHERWISE,
    ROUTES,
)
from medic_scribe.clinical.drugs import Drug
from medic_scribe.clinical.strengths import Dose, Window, completed, doses_in, sorted_doses
from medic_scribe.clinical.text import Token, strip_punctuation


@dataclass(frozen=True, slots=True)
class Details:
    """What was said about one drug; every field may be empty."""

    dose: str = ""
    unit: str = ""
    form: str = ""
    amount: str = ""
    route: str = ""
    frequency: str = ""
    maximum: str = ""
    meals: str = ""
    condition: str = ""
    previous_dose: str = ""
    unit_missing: bool = False
    end: int = 0  # the token after the last that says something


def read_details(tokens: Sequence[Token], drug: Drug, begin: int, end: int) -> Details:
    """The details in tokens `begin:end`. What is taken back ("de 20, perdón, de 40") is replaced."""
    details = Details()
    for start, stop in _between_corrections(tokens, begin, end):
        part = _read(tokens, drug, start, stop, corrects=start > begin)
        changed = {
            name: getattr(part, name)
            for name in (
                "dose",
                "unit",
                "form",
                "amount",
                "route",
                "frequency",
                "maximum",
                "meals",
                "condition",
                "previous_dose",
            )
            if getattr(part, name)
        }
        details = replace(details, **changed, end=max(details.end, part.end))
        if part.dose:
            details = replace(
                details, unit=part.unit or details.unit, unit_missing=part.unit_missing and not details.unit
            )
    return details


def _between_corrections(tokens: Sequence[Token], begin: int, end: int) -> list[tuple[int, int]]:
    window = Window(tokens, begin, end)
    cuts = [
        window.places(match)
        for match in CORRECTION.finditer(window.text)
        if _is_correction(tokens, window.places(match))
    ]
    for place in range(begin + 1, end):
        alone = (
            tokens[place].folded in {"no", "bueno"}
            and bool(tokens[place].closes)
            and bool(tokens[place - 1].closes)
        )
        if alone and not any(start <= place < stop for start, stop in cuts):
            cuts.append((place, place + 1))
    parts: list[tuple[int, int]] = []
    start = begin
    for cut_begin, cut_end in sorted(cuts):
        parts.append((start, cut_begin))
        start = cut_end
    return [*parts, (start, end)]


def _is_correction(tokens: Sequence[Token], places: tuple[int, int]) -> bool:
    """ "no, pará" is one; "no para de" is none."""
    last = tokens[places[1] - 1]
    if last.folded != "para":
        return True
    following = tokens[places[1]] if places[1] < len(tokens) else None
    return "á" in last.text or (
        following is not None and (following.value is not None or following.folded == "de")
    )


def _read(tokens: Sequence[Token], drug: Drug, begin: int, end: int, *, corrects: bool) -> Details:
    window = Window(tokens, begin, end)
    used: list[int] = [begin]
    doses = doses_in(window, drug, corrects=corrects)
    frequency, frequency_end = _frequency(window, doses)
    amount, amount_end = _amount(window, doses)
    if amount and frequency.startswith(f"{amount} ") and " y " not in frequency:
        frequency = frequency.removeprefix(f"{amount} ")
    elif amount and amount in frequency:
        amount = ""
    meals = MEALS.search(window.text)
    if meals and frequency and frequency in window.words(meals):
        frequency = ""
    found = {
        name: pattern.search(window.text)
        for name, pattern in (("meals", MEALS), ("condition", CONDITION), ("maximum", MAXIMUM))
    }
    route, route_end = _route(window)
    for match in found.values():
        if match:
            used.append(window.places(match)[1])
    used += [dose.end for dose in doses] + [frequency_end, amount_end, route_end]
    main, previous, concentration, per_take = sorted_doses(window, doses)
    unit, missing = completed(drug, main)
    return Details(
        dose=main.figure if main else "",
        unit=unit,
        form=concentration,
        amount=per_take or amount,
        route=route,
        frequency=frequency,
        maximum=_said(window, found["maximum"]),
        meals=_said(window, found["meals"]),
        condition=_condition(window, found["condition"]),
        previous_dose=previous,
        unit_missing=missing,
        end=max(used),
    )


def _frequency(window: Window, doses: Sequence[Dose]) -> tuple[str, int]:
    text = window.without(doses)
    found: list[re.Match[str]] = []
    for pattern in FREQUENCIES:
        for match in pattern.finditer(text):
            meant_as_limit = re.search(r"(?:hasta|maximo|mas de)(?: de)? $", text[: match.start()])
            if meant_as_limit or any(m.start() < match.end() and match.start() < m.end() for m in found):
                continue
            if match.group().strip() in {"en ayunas", "en ayuno"} or _is_denied(window, text, match):
                continue
            if text[: match.start()].endswith(" y ") and OTHERWISE.match(text, match.start()):
                continue
            found.append(match)
    found.sort(key=lambda match: match.start())
    if not found:
        return "", 0
    # Two ways of saying it in one breath belong together: "una vez al día, en la mañana".
    near = [found[0]]
    for match in found[1:]:
        if match.start() - near[-1].end() <= 4:
            near.append(match)
    words = ", ".join(window.words(match) for match in near)
    return _counted(words), window.places(near[-1])[1]


def _is_denied(window: Window, text: str, match: re.Match[str]) -> bool:
    """ "A diario no", "no todos los días"; but "todos los días, no cuando…" and "cada 8 horas no más"."""
    before = window.places(match)[0] - 1
    if before >= window.begin and window.tokens[before].folded == "no" and not window.tokens[before].closes:
        return True
    pause = window.tokens[window.places(match)[1] - 1].closes
    return (
        not pause
        and re.match(r" no\b(?! (?:cuando|mas|como|solo|se|lo|la)\b)", text[match.end() :]) is not None
    )


def frequency_at(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Where what is taken or how often ends that begins at `begin` ("dos al día"), else `begin`."""
    window = Window(tokens, begin, end)
    found = [pattern.match(window.text) for pattern in (*FREQUENCIES, AMOUNT_TAKEN)]
    return max((window.places(match)[1] for match in found if match), default=begin)


def _counted(words: str) -> str:
    """ "una en la mañana y otra en la noche" → "1 en la mañana y 1 en la noche"."""
    words = re.sub(
        r"\b(?:una|uno|un|otra|otro)\b(?= (?:en|por|a|al|cada|los|el|antes|para|diari)\b)", "1", words
    )
    words = re.sub(r"\buna (?=vez)", "1 ", words)
    return re.sub(rf"\b(?:una|un|otra|otro)\b(?= (?:{FORMS}))", "1", words)


def _amount(window: Window, doses: Sequence[Dose]) -> tuple[str, int]:
    match = AMOUNT_TAKEN.search(window.without(doses))
    if not match:
        return "", 0
    words = re.sub(r"^(?:una|un|uno)\b(?! cuarto)", "1", window.words(match))
    if words.endswith(("toma", "tomas")):
        return "", 0
    return words, window.places(match)[1]


def _route(window: Window) -> tuple[str, int]:
    for pattern, route in ROUTES:
        match = pattern.search(window.text)
        if match:
            return route, window.places(match)[1]
    return "", 0


def _said(window: Window, match: re.Match[str] | None) -> str:
    return window.words(match) if match else ""


def _condition(window: Window, match: re.Match[str] | None) -> str:
    """Up to the next punctuation."""
    if match is None or window.text[: match.start()].endswith(" y "):
        return ""
    begin, end = window.places(match)
    for place in range(begin, end):
        if window.tokens[place].closes:
            end = place + 1
            break
    return " ".join(strip_punctuation(token.text) for token in window.tokens[begin:end]).lower()
