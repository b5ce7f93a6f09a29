"""Sentence ends that a recogniser left out are put back, and no denial is parted from what it denies."""

import pytest

from medic_scribe.clinical import read
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.extractive.turns.clauses import read_turns
from medic_scribe.writing.extractive.turns.stops import open_gaps, with_stops


@pytest.mark.parametrize(
    ("heard", "understood"),
    [
        (
            "le doy paracetamol de un gramo cada ocho horas nos vemos en una semana",
            "le doy paracetamol de 1 gramo cada 8 horas. nos vemos en una semana",
        ),
        (
            "mañana no puedo, el martes le hago la biopsia con anestesia local, toma aspirina",
            "mañana no puedo. el martes le hago la biopsia con anestesia local. toma aspirina",
        ),
        ("tiene la presión en 132 sobre 84, pesa 89 kilos", "tiene la presión en 132/84. pesa 89 kilos"),
        ("no he tenido fiebre, ni tos", "no he tenido fiebre, ni tos"),
        ("Fuerza: extensor del dedo derecho, 4 de 5", "Fuerza: extensor del dedo derecho, 4 de 5"),
        ("me duele aquí, cuando respiro", "me duele aquí, cuando respiro"),
        ("me tomo el omeprazol, el calcio y la vitamina", "me tomo el omeprazol, el calcio y la vitamina"),
        ("son dos y medio, no, corrijo, de 5 miligramos", "son 2,5, no, corrijo, de 5 miligramos"),
    ],
)
def test_a_sentence_ends_where_it_surely_does(heard: str, understood: str) -> None:
    assert with_stops(read(heard)).text == understood


@pytest.mark.parametrize("binding", ["no", "ni", "sin", "de", "la", "que", "si"])
def test_nothing_ends_behind_a_word_that_binds(binding: str) -> None:
    tokens = read(f"yo {binding} tos fiebre").tokens
    assert 2 not in [place for place, _ in open_gaps(tokens)]


def test_a_comma_may_have_been_an_end_and_a_stop_stays() -> None:
    tokens = read("me caí, fue ayer. Nada más").tokens
    assert [place for place, _ in open_gaps(tokens)] == [2, 3, 5]


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("la vacuna, la pido", 2),
        ("lo vemos si se confirma", 2),
        ("pastillas, esas no", 1),
        ("y si no baja, tramadol de 50", 4),
        ("cuando duele, paracetamol", 2),
        ("cinco días antes no lo tome", 2),
        ("gotas 25 gotas cada seis horas", 2),
    ],
)
def test_what_leans_on_what_was_said_is_not_parted_from_it(said: str, bound: int) -> None:
    assert bound not in [place for place, _ in open_gaps(read(said).tokens)]


@pytest.mark.parametrize("reply", ["no", "sí", "tampoco", "nunca"])
def test_a_reply_is_not_parted_from_what_it_answers(reply: str) -> None:
    tokens = read(f"fiebre {reply}, tos, {reply}").tokens
    assert 1 not in (places := [place for place, _ in open_gaps(tokens)])
    assert 3 not in places


def test_words_and_their_places_stay() -> None:
    before = read("le doy paracetamol de 500 miligramos cada ocho horas, nos vemos el lunes doctora")
    after = with_stops(before)
    assert [(token.folded, token.first, token.last) for token in after.tokens] == [
        (token.folded, token.first, token.last) for token in before.tokens
    ]


@pytest.mark.parametrize(
    ("asked", "answerer", "mended"),
    [
        ("desde cuándo", Speaker.PATIENT, True),
        ("¿Desde cuándo?", Speaker.PATIENT, False),
        ("desde cuándo", Speaker.CLINICIAN, False),
    ],
    ids=["talk without marks", "talk with its marks", "dictation"],
)
def test_only_talk_without_its_marks_is_mended(asked: str, answerer: Speaker, mended: bool) -> None:
    said = "mañana no puedo, el martes le hago la biopsia" + ("." if "?" in asked else "")
    texts = ((Speaker.CLINICIAN, asked), (answerer, said))
    turns = read_turns([Utterance(n, speaker, text, 0.0, 1.0) for n, (speaker, text) in enumerate(texts)])
    assert ("puedo." in turns[1].clauses[0].text) is mended
