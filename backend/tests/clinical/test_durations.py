"""Since when, for how long, at what age."""

import pytest

from medic_scribe.clinical import DurationKind, find_durations, read

SINCE, AGO, LASTING, WITHIN, AGE, GESTATION = (
    DurationKind.SINCE,
    DurationKind.AGO,
    DurationKind.LASTING,
    DurationKind.WITHIN,
    DurationKind.AGE,
    DurationKind.GESTATION,
)


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("desde hace como tres semanas me canso", SINCE, "desde hace aproximadamente 3 semanas"),
        ("llevo cuatro días ahogado", SINCE, "desde hace 4 días"),
        ("desde antier", SINCE, "desde antier"),
        ("desde el lunes", SINCE, "desde el lunes"),
        ("hace dos meses que me duele", SINCE, "desde hace 2 meses"),
        ("hace dos años", AGO, "hace 2 años"),
        ("hace año y medio", AGO, "hace año y medio"),
        ("el año pasado", AGO, "el año pasado"),
        ("en marzo", AGO, "en marzo"),
        ("murió el dos mil quince", AGO, "el 2015"),
        ("por siete días", LASTING, "durante 7 días"),
        ("por máximo tres días", LASTING, "durante 3 días"),
        ("en dos semanas", WITHIN, "en 2 semanas"),
        ("En 48 a 72 horas", WITHIN, "en 48 a 72 horas"),
        ("murió a los 58 años", AGE, "a los 58 años"),
        ("tengo 84 años", AGE, "84 años"),
        ("a las catorce semanas", GESTATION, "a las 14 semanas"),
        ("28 semanas de embarazo", GESTATION, "28 semanas de embarazo"),
        ("dolor de 2 horas de evolución", SINCE, "desde hace 2 horas"),
    ],
)
def test_durations(sentence: str, kind: DurationKind, text: str) -> None:
    duration = find_durations(read(sentence))[0]

    assert (duration.kind, duration.text) == (kind, text)


def test_a_duration_points_at_its_words() -> None:
    reading = read("me duele desde hace como tres semanas, doctor")
    (duration,) = find_durations(reading)

    assert reading.heard_words(duration.first, duration.last) == "desde hace como tres semanas,"
    assert (duration.value, duration.unit, duration.approximate) == (3.0, "semana", True)


@pytest.mark.parametrize("sentence", ["las dos rodillas", "tres veces al día", "por la tarde", "en la casa"])
def test_no_durations(sentence: str) -> None:
    assert not find_durations(read(sentence))
