"""Clauses that a recogniser ran together are told apart, and a denial is never cut from what it denies."""

from itertools import pairwise

import pytest

from medic_scribe.clinical import read
from medic_scribe.writing.extractive.turns.boundaries import is_careless, restored_boundaries
from medic_scribe.writing.extractive.turns.clauses import read_turns
from tests.writing.dialogues import dialogue


def _cut(text: str) -> list[str]:
    reading = read(text)
    places = [0, *restored_boundaries(reading), len(reading.tokens)]
    return [reading.words(begin, end) for begin, end in pairwise(places)]


@pytest.mark.parametrize(
    ("heard", "clauses"),
    [
        ("¿se ahoga acostado Se le hinchan los pies", ["¿se ahoga acostado", "Se le hinchan los pies"]),
        ("le arde al orinar Ha tenido escalofríos?", ["le arde al orinar", "Ha tenido escalofríos?"]),
        ("eso ya es severo le resumo: próstata grande", ["eso ya es severo", "le resumo: próstata grande"]),
        ("le duele la rodilla le voy a pedir una placa", ["le duele la rodilla", "le voy a pedir una placa"]),
        ("no la deje, hoy también le toca la vacuna", ["no la deje,", "hoy también le toca la vacuna"]),
        (
            "la izquierda la de la herida la derecha es la buena",
            ["la izquierda la de la herida", "la derecha es la buena"],
        ),
        ("la mueve bien Fuerza igual en los dos", ["la mueve bien", "Fuerza igual en los dos"]),
        ("son diez días Bueno también tomé naproxeno", ["son 10 días", "Bueno también tomé naproxeno"]),
        ("la tomo de noche mi mamá tuvo lo mismo", ["la tomo de noche", "mi mamá tuvo lo mismo"]),
    ],
)  # fmt: skip
def test_clauses(heard: str, clauses: list[str]) -> None:
    assert _cut(heard) == clauses


@pytest.mark.parametrize(
    "heard",
    [
        "fiebre no he tenido",
        "dolor de pecho le digo que no tengo",
        "si la estriñe, le doy otra presentación",
        "cuando se ahoga le dejo el inhalador",
        "vivo en San José De Cúcuta",
        "me llevó mi prima Nayeli",
        "tomo vitamina D y calcio",
        "me operaron en el Hospital",
        "gracias a Dios",
        "buenas tardes señor Bueno",
        "me dieron el Losartán",
        "no sé desde cuándo",
        "me duelen la izquierda y la derecha no",
        "el que sufre de eso es mi hermano mayor",
    ],
)
def test_what_belongs_together_stays_together(heard: str) -> None:
    assert _cut(heard) == [read(heard).text]


def test_only_a_transcript_without_its_marks_is_careless() -> None:
    assert is_careless(["me duele la cabeza", "¿Desde cuándo?"])
    assert not is_careless(["Me duele la cabeza.", "¿Desde cuándo?", "¡Uy!"])


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("Repita la urea en abril y nos vemos en mayo.", ["Repita la urea en abril", "y nos vemos en mayo."]),
        (
            "Si en abril sigue mal y vuelve en mayo, diga.",
            ["Si en abril sigue mal y vuelve en mayo, diga."],
        ),
    ],
)
def test_when_the_patient_comes_back_is_a_clause_of_its_own(said: str, clauses: list[str]) -> None:
    (turn,) = read_turns(dialogue(f"M: {said}"))

    assert [clause.text for clause in turn.clauses] == clauses
