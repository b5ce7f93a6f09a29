"""The figures of a dose, with unit, volume and what they replace, in the words after a drug's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.clinical.dosage_words import AND_A_HALF, NO_DOSE_AFTER, NO_DOSE_BEFORE, UNITS
from medic_scribe.clinical.drugs import Drug, drugs_by_name, key
from medic_scribe.clinical.text import Token, strip_punctuation

MOST_TAKEN = 4  # tablets at once


@dataclass(frozen=True, slots=True)
class Dose:
    figure: str
    unit: str
    begin: int
    end: int
    per_volume: str = ""


class Window:
    """Tokens `begin:end` as one folded string, with the way back from characters to tokens."""

    def __init__(self, tokens: Sequence[Token], begin: int, end: int) -> None:
        self.tokens, self.begin, self.end = tokens, begin, end
        self.starts: list[int] = []
        text = ""
        for token in tokens[begin:end]:
            self.starts.append(len(text))
            text += token.folded + " "
        self.text = text.rstrip()

    def without(self, doses: "Sequence[Dose]") -> str:
        """The text with the doses blanked out: after "hidroclorotiazida de", "25 a la mañana" is no count."""
        text = self.text
        for dose in doses:
            for place in range(dose.begin, dose.end):
                start = self.starts[place - self.begin]
                length = len(self.tokens[place].folded)
                text = text[:start] + "_" * length + text[start + length :]
        return text

    def places(self, match: re.Match[str]) -> tuple[int, int]:
        """The tokens of a match as (begin, end)."""
        inside = [
            place
            for place, start in enumerate(self.starts)
            if match.start() <= start < max(match.end(), match.start() + 1)
        ]
        return self.begin + inside[0], self.begin + inside[-1] + 1

    def words(self, match: re.Match[str]) -> str:
        begin, end = self.places(match)
        return " ".join(strip_punctuation(token.text) for token in self.tokens[begin:end]).lower()


def doses_in(window: Window, drug: Drug, *, corrects: bool) -> list[Dose]:
    found: list[Dose] = []
    place = window.begin
    while place < window.end:
        dose = _dose_at(window, drug, place, corrects=corrects)
        if dose:
            found.append(dose)
        place = dose.end if dose else place + 1
    return found


def _dose_at(window: Window, drug: Drug, place: int, *, corrects: bool) -> Dose | None:
    tokens = window.tokens
    figure, end = _figure(window, drug, place)
    if not figure:
        return None
    unit, after = _unit(tokens, end, window.end)
    if unit:
        if (
            unit == "mL"
            and after - end == 1
            and place > window.begin
            and tokens[place - 1].folded in {"en", "cada", "por"}
        ):
            return None
        volume, after = _per_volume(tokens, after, window.end)
        return Dose(figure, unit, place, after, volume)
    rest = " ".join(token.folded for token in tokens[end : min(end + 3, len(tokens))])
    before = tokens[place - 1].folded if place else ""
    introduced = (
        place == window.begin
        or before in {"de", "del", "sea"}
        or (corrects and before in {"a", "son"})
        or "/" in figure
    )
    moved = before == "a" and not NO_DOSE_AFTER.match(rest)
    whole_number_words = not figure[0].isdigit()
    halved = AND_A_HALF.match(rest) and (tokens[place].value or 0) > MOST_TAKEN
    if (
        whole_number_words
        or not (introduced or moved)
        or (NO_DOSE_AFTER.match(rest) and not halved)
        or (rest.startswith(("al dia", "por dia", "cada", "en la", "a la")) and not introduced)
    ):
        return None
    if before == "de" and place - 2 >= window.begin and tokens[place - 2].folded in NO_DOSE_BEFORE:
        return None
    return Dose(figure, "", place, end)


def _figure(window: Window, drug: Drug, place: int) -> tuple[str, int]:
    """ "850", "875/125", and for combinations "875 con 125" or "875 125"."""
    tokens = window.tokens
    token = tokens[place]
    if "/" in token.folded and token.folded[0].isdigit():
        return (token.folded, place + 1) if _RATIO.fullmatch(token.folded) else ("", place)
    if token.value is None:
        return "", place
    figure = _as_figure(token)
    if token.folded in {"un", "una", "uno", "dos", "tres"}:
        return "", place
    second = place + 1
    if "/" in drug.name and second < window.end and not token.closes:
        second += tokens[second].folded in {"con", "y", "sobre", "mas"}
        follows = second < window.end and (tokens[second].value or 0) > 0 and _is_figure(tokens[second])
        after = tokens[second + 1].folded if second + 1 < len(tokens) else ""
        if follows and after not in {"puff", "inhalaciones", "horas", "veces", "dias", "tabletas"}:
            return f"{figure}/{_as_figure(tokens[second])}", second + 1
    return figure, place + 1


_RATIO = re.compile(r"\d[\d.,]*(?:/\d[\d.,]*)+")


def _is_figure(token: Token) -> bool:
    """Round numbers stay in words ("cien", "mil"), and so do small ones that count what is taken."""
    return token.folded[0].isdigit() or (token.value or 0) >= 100


def _as_figure(token: Token) -> str:
    return token.folded if token.folded[0].isdigit() else f"{token.value:g}"


def _unit(tokens: Sequence[Token], place: int, limit: int) -> tuple[str, int]:
    if place >= limit or tokens[place - 1].closes.strip(","):
        return "", place
    of_millions = tokens[place].folded == "de" and (tokens[place - 1].value or 0) >= 1_000_000
    place += of_millions and place + 1 < limit
    word = tokens[place].folded
    if "/" in word and word.split("/")[0] in UNITS:
        return word.replace("dia", "día"), place + 1
    unit = UNITS.get(word, "")
    if not unit:
        return "", place
    end = place + 1
    by = end + (_words(tokens, end, limit)[:1] == ["por"])
    if _words(tokens, by, limit)[:1] in (["kilo"], ["kilogramo"], ["kg"], ["kilos"]):
        unit, end = f"{unit}/kg", by + 1
        if _words(tokens, end, limit)[:2] in (["de", "peso"],):
            end += 2
        following = _words(tokens, end, limit)
        if following[:2] in (["al", "dia"], ["por", "dia"]):
            unit, end = f"{unit}/día", end + 2
        elif following[:2] in (["por", "dosis"],):
            unit, end = f"{unit}/dosis", end + 2
        elif following[:1] in (["dia"], ["dosis"]):
            unit, end = f"{unit}/{'día' if following[0] == 'dia' else 'dosis'}", end + 1
    return unit, end


def _per_volume(tokens: Sequence[Token], place: int, limit: int) -> tuple[str, int]:
    """ "400 miligramos en cinco mililitros" → "5 mL"."""
    if place + 2 >= limit or tokens[place].folded not in {"en", "por", "cada", "/"}:
        return "", place
    volume = tokens[place + 1].value
    if volume is None or UNITS.get(tokens[place + 2].folded) != "mL":
        return "", place
    return f"{volume:g} mL", place + 3


def _words(tokens: Sequence[Token], place: int, limit: int) -> list[str]:
    return [token.folded for token in tokens[place : min(place + 3, limit)]]


def sorted_doses(window: Window, doses: Sequence[Dose]) -> tuple[Dose | None, str, str, str]:
    """The dose itself, the one it replaces, a concentration and what is given each time."""
    plain = [dose for dose in doses if not dose.per_volume]
    volumes = [dose for dose in doses if dose.per_volume]
    concentration = f"{volumes[0].figure} {volumes[0].unit}/{volumes[0].per_volume}" if volumes else ""
    if not plain:
        return None, "", concentration, ""
    first = plain[0]
    second = plain[1] if len(plain) > 1 else None
    if second and "/kg" in first.unit:
        return first, "", concentration, f"{second.figure} {second.unit}".strip()
    if second and second.unit == "mL" and first.unit != "mL":
        return first, "", concentration, f"{second.figure} mL"
    between = [token.folded for token in window.tokens[first.begin - 1 : second.begin]] if second else []
    if (
        second
        and "a" in between
        and between[0] in {"de", "del"}
        and (second.unit == first.unit or not first.unit)
    ):
        return second, first.figure, concentration, ""
    if second and "sea" in between:
        return second, "", concentration, ""
    return first, "", concentration, ""


def completed(drug: Drug, dose: Dose | None) -> tuple[str, bool]:
    if dose is None:
        return "", False
    if dose.unit:
        return dose.unit, False
    unit = drug.unit_of(dose.figure)
    unit = unit if unit in {"mg", "mcg", "g", "UI"} else ""
    if not unit and "/" in dose.figure:
        unit = _unit_of_first_part(drug, dose.figure)
    return unit, not unit


def _unit_of_first_part(drug: Drug, figure: str) -> str:
    """A combination is measured as its first part: "160/4,5" of budesonida/formoterol is mcg."""
    first = drugs_by_name().get(key(drug.name.partition("/")[0]))
    unit = first.unit_of(figure.partition("/")[0]) if first else ""
    return unit if unit in {"mg", "mcg", "g", "UI"} else ""
