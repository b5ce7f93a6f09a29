"""Since when, for how long, at what age, on what date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.text import Token, strip_punctuation


class DurationKind(StrEnum):
    SINCE = "since"  # "desde hace tres semanas", "desde antier", "llevo cuatro días"
    AGO = "ago"  # "hace dos años", "el año pasado", "en marzo", "el dos mil quince"
    LASTING = "lasting"  # "por siete días", "durante un mes"
    WITHIN = "within"  # "en dos semanas", "a las 48 horas": the future
    AGE = "age"  # "tengo 84 años", "a los 58 años", "de 45 años"
    GESTATION = "gestation"  # "28 semanas de embarazo", "a las catorce semanas"


@dataclass(frozen=True, slots=True)
class Duration:
    """`text` is the clinical form ("desde hace 3 semanas"); `value` and `unit` ("semana") if any."""

    kind: DurationKind
    text: str
    value: float | None
    unit: str
    approximate: bool
    begin: int
    end: int
    first: int
    last: int

    def render(self) -> str:
        return self.text


UNITS = {
    "minuto": "minuto",
    "minutos": "minuto",
    "hora": "hora",
    "horas": "hora",
    "hrs": "hora",
    "dia": "día",
    "dias": "día",
    "noche": "noche",
    "noches": "noche",
    "semana": "semana",
    "semanas": "semana",
    "semanita": "semana",
    "semanitas": "semana",
    "mes": "mes",
    "meses": "mes",
    "mesecito": "mes",
    "ano": "año",
    "anos": "año",
    "anitos": "año",
    "dias.": "día",
    "diitas": "día",
    "ratito": "rato",
    "rato": "rato",
}
VAGUE = {
    "un": 1,
    "una": 1,
    "unos": None,
    "unas": None,
    "varios": None,
    "varias": None,
    "algunos": None,
    "algunas": None,
    "pocos": None,
    "pocas": None,
    "muchos": None,
    "muchas": None,
    "medio": 0.5,
    "media": 0.5,
}
ABOUT = frozenset(
    "como unos unas casi aproximadamente ya mas o menos cerca de ponele pongale facil por lo al menos".split()
)
HEDGES = frozenset("como unos unas casi aproximadamente mas menos cerca ponele pongale".split())
MONTHS = frozenset(
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre".split()
)
DAYS = frozenset("lunes martes miercoles jueves viernes sabado domingo".split())
DAY_WORDS = frozenset("ayer antier anteayer antenoche anoche antes".split())
SINCE_HEADS = (
    MONTHS
    | DAYS
    | DAY_WORDS
    | frozenset(
        "hoy nino nina chico chica chiquito chiquita joven pequeno pequena siempre entonces nacimiento "
        "navidad verano invierno "
        "primavera otono manana noche tarde madrugada semana mes ano dia lunes martes parto accidente "
        "cirugia operacion anoche".split()
    )
)
CARRYING = frozenset("llevo lleva llevan llevamos llevas".split())
PASSING = DAYS | frozenset(UNITS) | {"invierno", "verano", "vez"}
PASSED = frozenset({"pasado", "pasada"})


@lru_cache(maxsize=4_096)
def find_durations(reading: Reading) -> tuple[Duration, ...]:
    """The durations, ages and dates, in the order they were said."""
    tokens = reading.tokens
    found: list[Duration] = []
    place = 0
    while place < len(tokens):
        duration = _at(reading, place)
        if duration:
            found.append(duration)
        place = duration.end if duration else place + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Span:
    """A number of time units in tokens `begin:end`."""

    value: float | None
    unit: str
    about: bool
    begin: int
    end: int


def _at(reading: Reading, place: int) -> Duration | None:
    for rule in _RULES:
        duration = rule(reading, place)
        if duration:
            return duration
    return None


def _since_number(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    opening = _said(tokens, place, ("desde", "hace")) or _said(tokens, place, ("de", "hace"))
    if not opening and tokens[place].folded in CARRYING:
        opening = 1
    span = _span(tokens, place + opening) if opening else None
    if span is None:
        return None
    return _made(reading, DurationKind.SINCE, place, span.end, span, "desde hace")


def _ago(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    if tokens[place].folded != "hace":
        return None
    span = _span(tokens, place + 1)
    if span is None:
        return None
    if span.end < len(tokens) and tokens[span.end].folded == "que" and not tokens[span.end - 1].closes:
        return _made(reading, DurationKind.SINCE, place, span.end, span, "desde hace")
    return _made(reading, DurationKind.AGO, place, span.end, span, "hace")


def _since_word(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    if tokens[place].folded != "desde" or tokens[place].closes:
        return None
    end = place + 1
    while (
        end < len(tokens)
        and tokens[end].folded
        in {"el", "la", "los", "las", "que", "era", "muy", "este", "esta", "de", "pasado", "por"}
        and end < place + 4
    ):
        end += 1
    if end >= len(tokens):
        return None
    word = tokens[end]
    is_year = word.value is not None and 1900 <= word.value <= 2100
    if word.folded not in SINCE_HEADS and not is_year:
        return None
    end += 1
    if end < len(tokens) and tokens[end].folded in PASSED and not tokens[end - 1].closes:
        end += 1
    return _worded(reading, DurationKind.SINCE, place, end)


def _lasting(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    if tokens[place].folded not in {"por", "durante", "x"}:
        return None
    start = place + 1
    while start < len(tokens) and tokens[start].folded in {
        "maximo",
        "solo",
        "otros",
        "los",
        "lo",
        "menos",
        "proximos",
    }:
        start += 1
    span = _span(tokens, start)
    if span is None or (span.unit == "noche" and span.value == 1):
        return None
    return _made(reading, DurationKind.LASTING, place, span.end, span, "durante")


def _gestation(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    span = _span(tokens, place)
    if span is None or span.unit not in {"semana", "mes"}:
        return None
    end = span.end
    with_days = (
        end + 2 < len(tokens) and tokens[end].folded in {"y", "con"} and tokens[end + 1].value is not None
    )
    if with_days and tokens[end + 2].folded in {"dia", "dias"}:
        end += 3
    if (
        end + 1 < len(tokens)
        and tokens[end].folded == "de"
        and tokens[end + 1].folded in {"embarazo", "gestacion", "embarazada", "gestacional"}
    ):
        return _worded(reading, DurationKind.GESTATION, place, end + 2, span)
    if span.unit == "semana" and _said(tokens, place - 2, ("a", "las")):
        return _worded(reading, DurationKind.GESTATION, place - 2, end, span)
    return None


def _age(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    span = _span(tokens, place)
    if span is None or span.unit not in {"año", "mes", "día"} or span.value is None:
        return None
    before = tokens[place - 1].folded if place and not tokens[place - 1].closes else ""
    start = place
    if (
        span.unit == "año"
        and before in {"tengo", "tiene", "tienes", "tenes", "tenia", "cumpli", "cumplio", "cumple", "de"}
        and tokens[place].value is not None
    ):
        start = place - 1 if before == "de" else place
    elif _said(tokens, place - 2, ("a", "los")):
        start = place - 2
    elif span.end + 1 < len(tokens) and _said(tokens, span.end, ("de", "edad")):
        return _worded(reading, DurationKind.AGE, place, span.end + 2, span)
    else:
        return None
    return _worded(reading, DurationKind.AGE, start, span.end, span)


def _evolution(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    span = _span(tokens, place)
    if span is None or not (_said(tokens, span.end, ("de", "evolucion"))):
        return None
    return _made(reading, DurationKind.SINCE, place, span.end + 2, span, "desde hace")


def _within(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    opening = (
        _said(tokens, place, ("dentro", "de"))
        or _said(tokens, place, ("a", "las"))
        or _said(tokens, place, ("a", "los"))
    )
    if not opening and tokens[place].folded == "en":
        opening = 1
    span = _span(tokens, place + opening) if opening else None
    if span is None or (tokens[place].folded == "a" and span.unit not in {"hora", "día", "mes"}):
        return None
    return _worded(reading, DurationKind.WITHIN, place, span.end, span)


def _date(reading: Reading, place: int) -> Duration | None:
    tokens = reading.tokens
    word = tokens[place]
    if word.folded in DAY_WORDS - {"antes"}:
        return _worded(reading, DurationKind.AGO, place, place + 1)
    passed = place + 2 < len(tokens) and tokens[place + 2].folded in PASSED
    if passed and word.folded in {"el", "la"} and tokens[place + 1].folded in PASSING:
        return _worded(reading, DurationKind.AGO, place, place + 3)
    if word.folded in {"en", "el"} and place + 1 < len(tokens):
        after = tokens[place + 1]
        is_year = after.value is not None and 1900 <= after.value <= 2100
        if is_year or (word.folded == "en" and after.folded in MONTHS):
            return _worded(reading, DurationKind.AGO, place, place + 2)
    return None


_RULES: tuple[Callable[[Reading, int], Duration | None], ...] = (
    _since_number,
    _ago,
    _since_word,
    _lasting,
    _gestation,
    _age,
    _evolution,
    _within,
    _date,
)


def _span(tokens: Sequence[Token], place: int) -> _Span | None:
    """ "como 3 semanas", "un mes", "2 o 3 días", "48 a 72 horas", "año y medio"."""
    about = False
    begin = place
    while (
        place < len(tokens)
        and tokens[place].folded in ABOUT
        and place < begin + 4
        and tokens[place].value is None
    ):
        if tokens[place].folded in VAGUE and place + 1 < len(tokens) and tokens[place + 1].folded in UNITS:
            break
        about, place = about or tokens[place].folded in HEDGES, place + 1
    if place >= len(tokens) or place < 0:
        return None
    value, place = _quantity(tokens, place)
    if place >= len(tokens) or (place > begin and tokens[place - 1].closes):
        return None
    unit = UNITS.get(tokens[place].folded)
    if unit is None or (place == begin and tokens[place].folded not in {"ano", "mes"}):
        return None
    if place == begin and not _said(tokens, place + 1, ("y", "medio")):
        return None
    end = place + 1
    if _said(tokens, end, ("y", "medio")) or _said(tokens, end, ("y", "media")):
        end, value = end + 2, (1 if value is None else value) + 0.5
    return _Span(value, unit, about or value is None, begin, end)


def _quantity(tokens: Sequence[Token], place: int) -> tuple[float | None, int]:
    word = tokens[place]
    if word.folded in {"par"} or (word.folded == "un" and _said(tokens, place, ("un", "par", "de"))):
        return 2.0, place + (3 if word.folded == "un" else 2)
    if word.value is None and word.folded not in VAGUE:
        return None, place
    value = word.value if word.value is not None else VAGUE[word.folded]
    place += 1
    ranged = (
        place + 1 < len(tokens)
        and tokens[place].folded in {"o", "a", "u"}
        and tokens[place + 1].value is not None
    )
    if ranged and not tokens[place - 1].closes:
        return value, place + 2
    return value, place


def _said(tokens: Sequence[Token], place: int, words: tuple[str, ...]) -> int:
    """How many tokens these words take at `place`; 0 where they are not said."""
    if place < 0 or place + len(words) > len(tokens):
        return 0
    said = all(tokens[place + step].folded == word for step, word in enumerate(words))
    broken = any(tokens[place + step].closes for step in range(len(words) - 1))
    return len(words) if said and not broken else 0


def _made(reading: Reading, kind: DurationKind, begin: int, end: int, span: _Span, opening: str) -> Duration:
    start = span.begin
    while reading.tokens[start].folded in ABOUT and reading.tokens[start].value is None and start < end - 2:
        start += 1
    words = strip_punctuation(reading.words(start, span.end))
    about = "aproximadamente " if span.about and span.value is not None else ""
    first, last = reading.span(begin, end)
    text = f"{opening} {about}{words}"
    return Duration(kind, text, span.value, span.unit, span.about, begin, end, first, last)


def _worded(
    reading: Reading, kind: DurationKind, begin: int, end: int, span: _Span | None = None
) -> Duration:
    first, last = reading.span(begin, end)
    text = strip_punctuation(reading.words(begin, end))
    text = text[:1].lower() + text[1:]
    value, unit = (span.value, span.unit) if span else (None, "")
    return Duration(kind, text, value, unit, bool(span and span.about), begin, end, first, last)
