"""Number words in a row of tokens become figures: "treinta y siete coma dos" → "37,2"."""

from collections.abc import Callable, Sequence

from medic_scribe.clinical.body_figures import (
    PRESSURE_CUES,
    height,
    leucocytes,
    pressure,
    temperature,
    weight,
    weight_at_birth,
)
from medic_scribe.clinical.combined_strengths import combined_at
from medic_scribe.clinical.decimals import below_one, longer
from medic_scribe.clinical.drugs import paired_strengths
from medic_scribe.clinical.figure_words import (
    COUNTED,
    MEASURE_UNITS,
    ONE,
    Figure,
    figure_token,
    follows,
    goes_on,
    value_of,
    whole,
)
from medic_scribe.clinical.text import Token

EYES = frozenset("ojo ojos od oi agudeza vision".split())
SNELLEN = frozenset({15, 20, 25, 30, 40, 50, 60, 70, 80, 100, 200, 400})


def with_figures(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with their numbers in figures; every number word carries its `value`, rewritten or not."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        made, place = _next(tokens, place)
        result.extend(made)
    return _per_cent(result)


def _next(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    for rule in RULES:
        found = rule(tokens, place)
        if found is not None:
            return found
    return [tokens[place]], place + 1


_Rule = Callable[[Sequence[Token], int], tuple[list[Token], int] | None]


def _combined(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """The strengths of a fixed combination: "Sinemet veinticinco cien" → "Sinemet 25/100"."""
    found = combined_at(tokens, place)
    return ([figure_token(tokens, place, found[1], found[0], None)], found[1]) if found else None


def _half(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "medio miligramo" → "0,5 miligramo"; "kilo y medio" → "1,5 kilos"."""
    word = tokens[place].folded
    if word in {"medio", "media"} and not tokens[place].closes:
        if place + 1 < len(tokens) and tokens[place + 1].folded in MEASURE_UNITS:
            return [figure_token(tokens, place, place + 1, "0,5", 0.5)], place + 1
        return None
    number = None if word in {"y", "con"} else whole(tokens, place)
    start, count = (number.end, number.value) if number else (place, 1)
    if start + 2 >= len(tokens) or tokens[start].folded not in MEASURE_UNITS - {"por", "%"}:
        return None
    if tokens[start].closes or (number and tokens[start - 1].closes):
        return None
    if tokens[start + 1].folded != "y" or tokens[start + 2].folded not in {"medio", "media"}:
        return None
    unit = tokens[start].folded
    plural = unit if unit.endswith("s") or len(unit) < 4 else f"{unit}s"
    end = start + 3
    figure = figure_token(tokens, place, end, f"{count},5", count + 0.5, close=False)
    return [figure, Token(plural + tokens[end - 1].closes, plural, figure.first, figure.last)], end


def _ratio(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "158 sobre 94" → "158/94"; but "1 sobre 2 veces al día" is a sachet."""
    upper = _plain(tokens, place)
    if upper is None or tokens[place].folded in ONE or not goes_on(tokens, upper.end):
        return None
    mark = tokens[upper.end].folded
    if mark not in {"sobre", "/", "por", "con"} or tokens[upper.end].closes:
        return None
    lower = _plain(tokens, upper.end + 1)
    if lower is None or lower.value < 2 or tokens[upper.end + 1].folded in {"cien", "ciento"}:
        return None
    if mark in {"por", "con"} and not (60 <= upper.value <= 260 and 30 <= lower.value <= 150):
        return None
    if mark == "con" and not (lower.value < upper.value and follows(tokens, place, PRESSURE_CUES, 7)):
        return None
    if goes_on(tokens, lower.end) and tokens[lower.end].folded in {"veces", "dias", "horas", "semanas"}:
        return None
    return [figure_token(tokens, place, lower.end, f"{upper.text}/{lower.text}", None)], lower.end


def _pair(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """Two numbers in a breath that are one: an eye's "veinte doscientos", a strength's "a 49 51"."""
    upper = _plain(tokens, place)
    if upper is None or not upper.whole or not goes_on(tokens, upper.end):
        return None
    lower = _plain(tokens, upper.end)
    if lower is None or not lower.whole:
        return None
    pair = f"{upper.text}/{lower.text}"
    of_eyes = upper.value == 20 and lower.value in SNELLEN and follows(tokens, place, EYES, place)
    of_drugs = pair in paired_strengths() and follows(tokens, place, frozenset({"a"}), 1)
    if not (of_eyes or of_drugs):
        return None
    return [figure_token(tokens, place, lower.end, pair, None)], lower.end


def _bare_point(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "clonazepam punto cinco" → "clonazepam 0.5": nobody says the zero."""
    figure = below_one(tokens, place)
    if figure is None:
        return None
    return [figure_token(tokens, place, figure.end, figure.text, figure.value)], figure.end


def _number(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    figure = _plain(tokens, place)
    if figure is None:
        return None
    if goes_on(tokens, figure.end) and tokens[figure.end].folded == "millones":
        value, end = figure.value * 1_000_000, figure.end + 1
        return [figure_token(tokens, place, end, f"{value:.0f}", value)], end
    if _stays_in_words(tokens, place, figure):
        same = [
            Token(t.text, t.folded, t.first, t.last, figure.value if t.value is None else t.value)
            for t in tokens[place : figure.end]
        ]
        return same, figure.end
    return [figure_token(tokens, place, figure.end, figure.text, figure.value)], figure.end


RULES: tuple[_Rule, ...] = (
    _combined,
    pressure,
    height,
    weight,
    temperature,
    leucocytes,
    _half,
    _ratio,
    _pair,
    weight_at_birth,
    _bare_point,
    _number,
)


def _plain(tokens: Sequence[Token], place: int) -> Figure | None:
    """A number with its decimals, if it has any."""
    heard = _heard(tokens, place)
    if heard is not None and not heard.whole:
        return heard
    number = whole(tokens, place)
    if number is None:
        return heard
    spoken = number.end > place + 1 or not tokens[place].folded.isdigit()
    figure = Figure(str(number.value), float(number.value), number.end, spoken)
    if spoken and number.end == place + 1 and number.figures:
        figure = Figure(tokens[place].folded, float(number.value), number.end, False)
    return longer(tokens, place, figure) or figure


def _heard(tokens: Sequence[Token], place: int) -> Figure | None:
    if place >= len(tokens):
        return None
    word = tokens[place].folded
    value = value_of(word)
    if value is None:
        return None
    return Figure(word, value, place + 1, spoken=False, whole=word.isdigit())


def _stays_in_words(tokens: Sequence[Token], place: int, figure: Figure) -> bool:
    """Lone small numbers stay as said unless they count or measure: "los dos lados", "una o dos"."""
    if not figure.spoken:
        return True
    if figure.end > place + 1:
        return False
    word = tokens[place].folded
    if word.isdigit():
        return True
    following = tokens[figure.end].folded if goes_on(tokens, figure.end) else ""
    if word in ONE or word == "cero":
        return following not in MEASURE_UNITS
    if word in {"mil", "cien"}:
        return following not in COUNTED and not _leads_to_figure(tokens, figure, following)
    if (
        word == "once"
        and place
        and tokens[place - 1].folded in {"tomo", "toma", "tomar", "la", "tomamos", "de"}
    ):
        return following not in COUNTED
    if figure.value > 10:
        return _goes_on_in_words(tokens, place, following)
    if not following and _follows_figure(tokens, place):
        return False
    if place >= 2 and tokens[place - 1].folded in {"o", "u"} and tokens[place - 2].folded in ONE:
        return True
    if following in _RANGES and figure.end + 1 < len(tokens):
        return not _leads_to_figure(tokens, figure, following)
    return following not in COUNTED


_RANGES = frozenset("o u a y".split())


def _leads_to_figure(tokens: Sequence[Token], figure: Figure, following: str) -> bool:
    """ "Entre mil y mil quinientas": a number joined to one that is written in figures."""
    other = _plain(tokens, figure.end + 1) if following in _RANGES else None
    return other is not None and not (other.spoken and _stays_in_words(tokens, figure.end + 1, other))


def _goes_on_in_words(tokens: Sequence[Token], place: int, following: str) -> bool:
    """ "Levotiroxina uno doce" may be 112: half of it in figures would be a figure of its own."""
    said = [token.folded for token in tokens[max(0, place - 2) : place]]
    bare = said[-1:] == ["uno"] and not tokens[place - 1].closes and said[0] != "y"
    return bare and following not in COUNTED


def _follows_figure(tokens: Sequence[Token], place: int) -> bool:
    """ "quince y nueve", "catorce nueve": the last of two numbers is written as the first."""
    before = place - 1
    if before > 0 and tokens[before].folded in {"y", "con"} and not tokens[before].closes:
        before -= 1
    if before < 0 or tokens[before].closes:
        return False
    first = _plain(tokens, before)
    return first is not None and first.end == before + 1 and first.spoken and 10 < first.value < 30


def _per_cent(tokens: Sequence[Token]) -> list[Token]:
    """ "91 por ciento" → "91 %"."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after_number = bool(result) and result[-1].value is not None and not result[-1].closes
        if (
            after_number
            and token.folded == "por"
            and goes_on(tokens, place + 1)
            and (tokens[place + 1].folded in {"ciento", "100", "cien"})
        ):
            closing = tokens[place + 1].closes
            result.append(Token(f"%{closing}", "%", token.first, tokens[place + 1].last))
            place += 2
        elif after_number and token.folded in {"porciento"}:
            result.append(Token(f"%{token.closes}", "%", token.first, token.last))
            place += 1
        else:
            result.append(token)
            place += 1
    return result
