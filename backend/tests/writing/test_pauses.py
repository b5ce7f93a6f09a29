"""Pauses that a recogniser left out are put back as commas, and no denial is parted from what it denies."""

import pytest

from medic_scribe.clinical import read
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.extractive.turns.clauses import read_turns
from medic_scribe.writing.extractive.turns.pauses import unmarked_gaps, with_pauses


@pytest.mark.parametrize(
    ("heard", "understood"),
    [
        ("me duele la rodilla doctora desde hace un mes", "me duele la rodilla, doctora, desde hace un mes"),
        ("me mareo cuando me levanto pero no me caigo", "me mareo cuando me levanto, pero no me caigo"),
        ("el abdomen está blando el hígado no se palpa", "el abdomen está blando, el hígado no se palpa"),
        ("bueno pues yo no fumo mi marido sí", "bueno, pues yo no fumo, mi marido sí"),
        ("no he tenido fiebre ni tos", "no he tenido fiebre ni tos"),
        ("no, nunca me ha dolido", "no, nunca me ha dolido"),
    ],
)
def test_a_pause_is_put_back(heard: str, understood: str) -> None:
    assert with_pauses(read(heard), []).text == understood


@pytest.mark.parametrize("binding", ["no", "ni", "sin", "de", "la", "que", "si"])
def test_nothing_is_parted_from_a_word_that_binds(binding: str) -> None:
    tokens = read(f"yo {binding} tos fiebre").tokens
    assert [place for place, _ in unmarked_gaps(tokens)] == [1, 3]


@pytest.mark.parametrize("counted", ["gotas", "horas", "miligramos", "comprimidos", "calorías"])
def test_a_number_is_not_parted_from_what_it_counts(counted: str) -> None:
    tokens = read(f"paracetamol en gotas 25 {counted} fiebre").tokens
    assert [place for place, _ in unmarked_gaps(tokens)] == [1, 3, 5]


def test_words_and_their_places_stay() -> None:
    before = read("le doy paracetamol de 500 miligramos cada ocho horas y nos vemos el lunes doctora")
    after = with_pauses(before, [])
    assert [token.folded for token in after.tokens] == [token.folded for token in before.tokens]
    assert [(token.first, token.last) for token in after.tokens] == [
        (token.first, token.last) for token in before.tokens
    ]


def test_where_a_clause_begins_no_comma_is_put() -> None:
    reading = read("bueno pues yo no fumo mi marido sí")
    assert "," not in with_pauses(reading, range(len(reading.tokens))).text


@pytest.mark.parametrize(
    ("asked", "answerer", "understood"),
    [
        ("desde cuándo", Speaker.PATIENT, "bueno, pues yo no fumo, mi marido sí"),
        ("¿Desde cuándo?", Speaker.PATIENT, "bueno pues yo no fumo mi marido sí."),
        ("desde cuándo", Speaker.CLINICIAN, "bueno pues yo no fumo mi marido sí"),
    ],
    ids=["talk without marks", "talk with its marks", "dictation"],
)
def test_only_talk_without_its_marks_is_mended(asked: str, answerer: Speaker, understood: str) -> None:
    said = "bueno pues yo no fumo mi marido sí" + ("." if "?" in asked else "")
    texts = ((Speaker.CLINICIAN, asked), (answerer, said))
    turns = read_turns([Utterance(n, speaker, text, 0.0, 1.0) for n, (speaker, text) in enumerate(texts)])
    assert " ".join(clause.text for clause in turns[1].clauses) == understood
