"""Vital signs, measures, scores and laboratory results with their units."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from medic_scribe.clinical.assertion import judge
from medic_scribe.clinical.circumstances import QUALIFIERS, context_of, is_posture, qualifier_after
from medic_scribe.clinical.clauses import is_affirmed
from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.limits import is_change, is_limit
from medic_scribe.clinical.measured_values import pressure_of, value_at
from medic_scribe.clinical.measures import MASS, OTHER_UNITS, Measure, MeasurementKind, measures
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.scope_types import Assertion
from medic_scribe.clinical.taken_for import is_strength
from medic_scribe.clinical.text import Token


@dataclass(frozen=True, slots=True)
class Measurement:
    """`label` is the clinical abbreviation ("TA"), `value` figures ("158/94") or a word ("positivo").

    `unit` may be empty. `qualifier` is what was said of it ("alta", "normal"). `context` is posture or moment
    ("de pie", "en marzo", "en ayunas"). `previous` marks an earlier value, `conditional` one only supposed, a
    limit or an aim.
    """

    kind: MeasurementKind
    label: str
    value: str
    unit: str = ""
    qualifier: str = ""
    context: str = ""
    previous: bool = False
    asked: bool = False
    conditional: bool = False
    begin: int = 0
    end: int = 0
    first: int = 0
    last: int = 0

    def render(self) -> str:
        """ "TA 158/94 mmHg", "FC 88 lpm", "sodio 128 mmol/L (bajo)"."""
        glued = self.unit.startswith("/") and self.kind is MeasurementKind.SCORE
        figure = (
            self.value + self.unit if glued else " ".join(part for part in (self.value, self.unit) if part)
        )
        notes = ", ".join(note for note in (self.context, self.qualifier) if note)
        line = f"{self.label} {figure}"
        return f"{line} ({notes})" if notes else line


FARTHEST = 9  # tokens from the label to its value


@lru_cache(maxsize=4_096)
def find_measurements(reading: Reading) -> tuple[Measurement, ...]:
    """The measurements stated, in order; a second reading of the same sign is a measurement of its own."""
    labels = _labels(reading)
    found: list[Measurement] = []
    taken: set[int] = set()
    for place, label in enumerate(labels):
        limit = labels[place + 1].begin if place + 1 < len(labels) else len(reading.tokens)
        found.extend(_measured(reading, measures()[label.concept], label, limit, taken))
    found.extend(_bare_pressures(reading, taken))
    return tuple(sorted(found, key=lambda measurement: measurement.begin))


def _labels(reading: Reading) -> list[Match]:
    """The labels named. "fiebre, 36.5" gives a temperature too."""
    matches = lexicon("measures").matches(reading.tokens)
    matches += [
        Match("temperatura", place, place + 1)
        for place, token in enumerate(reading.tokens)
        if token.folded in {"fiebre", "afebril", "calentura"} and _degrees_follow(reading.tokens, place + 1)
    ]
    kept = without_overlap(matches)
    return [match for place, match in enumerate(kept) if not _measures_the_one_before(reading, kept, place)]


def _measures_the_one_before(reading: Reading, labels: Sequence[Match], place: int) -> bool:
    """ "el fondo uterino mide 27": "mide" is the verb of the label before it; "perdí peso" measures none."""
    before = labels[place - 1] if place else None
    near = before is not None and labels[place].begin == before.end
    if _is_change_of_weight(reading.tokens, labels[place]):
        return True
    touches = before is not None and not reading.tokens[before.end - 1].closes
    return near and touches and reading.tokens[labels[place].begin].folded in {"mide", "midio", "pesa"}


def _is_change_of_weight(tokens: Sequence[Token], label: Match) -> bool:
    before = tokens[label.begin - 1].folded if label.begin else ""
    changing = before in {"de", "el"} or before.startswith(("perd", "pierd", "gan", "baj", "sub"))
    return tokens[label.begin].folded == "peso" and changing and before != "el"


def _degrees_follow(tokens: Sequence[Token], place: int) -> bool:
    while place < len(tokens) and tokens[place].folded in {
        "de",
        "hasta",
        "a",
        "en",
        "con",
        "como",
        "tiene",
        "está",
    }:
        place += 1
    return (
        place < len(tokens)
        and tokens[place].value is not None
        and 34 <= (tokens[place].value or 0) <= 43
        and (not (place + 1 < len(tokens) and tokens[place + 1].folded in OTHER_UNITS))
    )


_COUNTED = frozenset({"respiraciones", "latidos", "pulsaciones"})


def _measured(
    reading: Reading, measure: Measure, label: Match, limit: int, taken: set[int]
) -> list[Measurement]:
    tokens = reading.tokens
    if tokens[label.begin].folded in _COUNTED and (
        counted := _before_label(reading, measure, label, taken, 0)
    ):
        return counted
    place = label.end
    while place < min(limit, label.end + FARTHEST):
        if _ends_search(tokens, place, label):
            break
        value = value_at(tokens, place, measure, named_before=place == label.end)
        if value and "/" not in value[0] and is_strength(reading, label, place):
            return []
        if value and measure.label == "peso" and is_change(tokens, place):
            return []
        if value and not taken & set(range(place, value[2])):
            taken.update(range(place, value[2]))
            return [_made(reading, measure, label, place, *value)]
        place += 1
    return _before_label(reading, measure, label, taken) or _in_words(reading, measure, label, limit)


def _before_label(
    reading: Reading, measure: Measure, label: Match, taken: set[int], least: int = 1
) -> list[Measurement]:
    """ "93 de saturación", "8 sobre 10 en la escala de dolor"; with no word between, "20 respiraciones"."""
    tokens = reading.tokens
    place = label.begin - 1
    while (
        place > max(label.begin - 4, 0)
        and tokens[place].folded in {"de", "en", "la", "el", "%"}
        and not tokens[place].closes
    ):
        place -= 1
    between = label.begin - 1 - place
    if place < 0 or between < least or place in taken or tokens[place].closes:
        return []
    value = value_at(tokens, place, measure)
    if value is None:
        return []
    taken.add(place)
    return [_made(reading, measure, label, place, value[0], value[1], max(value[2], label.end))]


def _ends_search(tokens: Sequence[Token], place: int, label: Match) -> bool:
    before = tokens[place - 1].closes
    if any(mark in ".;?!" for mark in before) and not (
        place == label.end or is_posture(tokens, label.end, place)
    ):
        return True
    if _is_condition(tokens, place):
        return True
    return tokens[place].folded in {"y", "pero", "porque", "cada", "tome", "toma"} and place > label.end


def _is_condition(tokens: Sequence[Token], place: int) -> bool:
    """ "me vigila el pulso, si le baja de 50 me llama" states no pulse."""
    return tokens[place].folded == "si" and not is_affirmed(tokens, place)


def _in_words(reading: Reading, measure: Measure, label: Match, limit: int) -> list[Measurement]:
    """ "urocultivo negativo", "la TSH salió normal"."""
    if measure.kind is not MeasurementKind.RESULT:
        return []
    tokens = reading.tokens
    for place in range(label.end, min(limit, label.end + 4)):
        if any(mark in ".;?!," for mark in tokens[place - 1].closes):
            return []
        word = QUALIFIERS.get(tokens[place].folded)
        if word:
            return [_made(reading, measure, label, place, word, " ", place + 1)]
    return []


def _bare_pressures(reading: Reading, taken: set[int]) -> list[Measurement]:
    """ "142/78" without "presión": nothing else is said so."""
    found: list[Measurement] = []
    for place, token in enumerate(reading.tokens):
        upper, slash, lower = token.folded.partition("/")
        believable = (
            slash
            and place not in taken
            and upper.isdigit()
            and int(upper) >= 70
            and pressure_of(upper, lower)
        )
        following = reading.tokens[place + 1].folded if place + 1 < len(reading.tokens) else ""
        if (
            believable
            and following not in MASS
            and not (
                place
                and reading.tokens[place - 1].folded in {"de", "insulina"}
                and int(lower) > int(upper) / 2
                and int(upper) > 260
            )
        ):
            label = Match("TA", place, place)
            found.append(_made(reading, measures()["TA"], label, place, believable, "", place + 1))
    return found


def _made(
    reading: Reading, measure: Measure, label: Match, place: int, figure: str, unit: str, end: int
) -> Measurement:
    begin = min(label.begin, place)
    judgement = judge(reading, begin, end)
    first, last = reading.span(begin, end)
    usual = "m" if measure.label == "talla" and "m" not in unit and _is_metres(figure) else measure.unit
    context, previous = context_of(reading, label, place, end)
    return Measurement(
        kind=measure.kind,
        label=measure.label,
        value=figure,
        unit=(unit or usual).strip(" ·"),
        qualifier=qualifier_after(reading.tokens, end),
        context=context,
        previous=previous,
        asked=judgement.assertion is Assertion.ASKED,
        conditional=judgement.assertion is Assertion.CONDITIONAL or is_limit(reading.tokens, place),
        begin=begin,
        end=end,
        first=first,
        last=last,
    )


def _is_metres(figure: str) -> bool:
    try:
        return float(figure.replace(",", ".")) < 3
    except ValueError:
        return False
