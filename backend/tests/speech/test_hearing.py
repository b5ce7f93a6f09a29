import pytest

from medic_scribe.speech.contract import Word
from medic_scribe.speech.hearing import Hearing, believable, doubt, doubtful, unheard
from medic_scribe.speech.vad import Stretch
from medic_scribe.speech.windows import Window

SECOND = 16_000


def hearing(
    text: str, seconds: float = 10.0, spoken: float | None = None, confidence: float = 0.9
) -> Hearing:
    """`text` spread over the first `spoken` seconds of `seconds` of speech."""
    texts = text.split()
    each = (spoken or seconds) / max(len(texts), 1)
    words = tuple(Word(t, n * each, (n + 1) * each, confidence) for n, t in enumerate(texts))
    end = round(seconds * SECOND)
    return Hearing(Window((Stretch(0, end),), ((0, end),)), words)


ORDINARY = (
    "Llevo tres semanas muy cansado y me levanto al baño cuatro veces por la noche. "
    "¿Y tiene más sed de lo normal?"
)


def test_ordinary_speech_is_believed_as_it_is() -> None:
    heard = hearing(ORDINARY, seconds=8)

    assert not doubtful(heard, expected="")
    assert believable(heard) == heard


@pytest.mark.parametrize(
    "invented",
    [
        "Subtítulos realizados por la comunidad de Amara.org.",
        "¡Gracias por ver el vídeo!",
        "¡Suscríbete al canal!",
        "Más información en www.ejemplo.com.",
    ],
)
def test_subtitles_are_not_believed_and_the_rest_is(invented: str) -> None:
    heard = hearing(f"Le receto paracetamol. {invented} Muchas gracias, doctora.")

    assert doubtful(heard, expected="")
    assert believable(heard).text == "Le receto paracetamol. Muchas gracias, doctora."


@pytest.mark.parametrize("said", ["Muchas gracias por venir.", "Gracias.", "Gracias por todo, doctor."])
def test_thanks_are_believed(said: str) -> None:
    assert believable(hearing(said, seconds=1.5)).text == said


def test_a_loop_is_heard_once() -> None:
    heard = hearing("Toma enalapril, " + "y la pastilla de la noche, " * 6 + "y nada más.", seconds=14)

    assert doubtful(heard, expected="")
    assert believable(heard).text == "Toma enalapril, y la pastilla de la noche, y nada más."


def test_people_may_say_a_word_three_times() -> None:
    said = "No, no, no. Fiebre no, vómitos no, tos no."

    assert believable(hearing(said, seconds=4)).text == said


def test_speech_without_words_is_noticed_where_it_is() -> None:
    heard = hearing(ORDINARY, seconds=14, spoken=8)

    assert doubtful(heard, expected="")
    ((start, end),) = unheard(heard)
    assert start == pytest.approx(8, abs=0.3)
    assert end == 14


def test_a_word_stretched_over_what_was_left_out_does_not_hide_it() -> None:
    heard = hearing("Bien. Recuérdeme", seconds=9, spoken=9)

    assert unheard(heard)


def test_a_pause_is_not_an_omission() -> None:
    words = (Word("Respire", 0.2, 0.8, 0.9), Word("hondo.", 0.9, 1.4, 0.9), Word("Bien.", 9.1, 9.5, 0.9))
    speech = (Stretch(3200, 23_000), Stretch(145_000, 153_000))
    heard = Hearing(Window(speech, ((0, 29_000), (138_000, 160_000))), words)

    assert unheard(heard) == ()


def test_words_on_next_to_no_sound_are_doubtful() -> None:
    assert doubtful(hearing(ORDINARY, seconds=1.5), expected="")


def test_an_echo_of_what_the_engine_was_told_loses_against_what_it_hears_without() -> None:
    told = "¿Qué le pasa? ¿Ha tenido fiebre, tos o vómitos?"
    echo = hearing("¿Ha tenido fiebre, tos o vómitos?", seconds=2.5, confidence=0.1)
    heard = hearing("Niega alergias. Toma enalapril.", seconds=2.5, confidence=0.4)

    assert doubtful(echo, told)
    assert doubt(heard, expected="") < doubt(echo, told)


def test_a_question_that_was_really_asked_is_no_echo() -> None:
    told = "¿Qué le pasa? ¿Ha tenido fiebre, tos o vómitos?"

    assert not doubtful(hearing("¿Ha tenido fiebre, tos o vómitos?", seconds=2.5), told)
