from pathlib import Path

import pytest

from medic_scribe.speech.contract import Audio, Piece, Segment, Speaker, Word
from medic_scribe.speech.cues import cues
from medic_scribe.speech.roles import assign_roles

from .sounds import save, silence

C, P, A, U = Speaker.CLINICIAN, Speaker.PATIENT, Speaker.COMPANION, Speaker.UNKNOWN


@pytest.fixture
def quiet(tmp_path: Path) -> Audio:
    """Without any voice to go by."""
    return Audio(save(silence(120), tmp_path / "quiet.pcm"))


def segments(*said: tuple[int | None, str]) -> list[Segment]:
    """Voice and text, one after the other, two words a second and a pause between."""
    found: list[Segment] = []
    at = 0.0
    for voice, text in said:
        words = [Word(word, at + n * 0.5, at + n * 0.5 + 0.4, 0.9) for n, word in enumerate(text.split())]
        found.append(Segment(text, words[0].start, words[-1].end, tuple(words), voice))
        at = words[-1].end + 0.7
    return found


def test_an_acted_consultation_has_its_speakers(consultation: Audio, heard: tuple[Piece, ...]) -> None:
    utterances = assign_roles(consultation, [segment for piece in heard for segment in piece.segments])

    assert [one.speaker for one in utterances] == [C, P, C, P, C, P, C, P, C]
    assert [one.id for one in utterances] == list(range(9))
    assert "doctora" in utterances[1].text
    assert utterances[4].text.startswith("¿Ha tenido fiebre")


def test_every_word_is_in_one_utterance_in_order(consultation: Audio, heard: tuple[Piece, ...]) -> None:
    said = [segment for piece in heard for segment in piece.segments]

    utterances = assign_roles(consultation, said)

    assert [w for one in utterances for w in one.words] == [w for segment in said for w in segment.words]
    for one in utterances:
        assert one.text.split() == [word.text for word in one.words]
        assert (one.start, one.end) == (one.words[0].start, one.words[-1].end)


def test_the_voices_of_an_engine_that_knows_them_are_used(quiet: Audio) -> None:
    said = segments(
        (7, "Buenos días, siéntese. ¿Qué le pasa?"),
        (3, "Me duele la cabeza, doctora."),
        (7, "¿Desde cuándo?"),
        (3, "Desde el lunes."),
        (3, "¿Es grave?"),
        (7, "Vamos a explorarle. Le receto paracetamol."),
    )

    utterances = assign_roles(quiet, said)

    assert [(one.speaker, one.text) for one in utterances] == [
        (C, "Buenos días, siéntese. ¿Qué le pasa?"),
        (P, "Me duele la cabeza, doctora."),
        (C, "¿Desde cuándo?"),
        (P, "Desde el lunes. ¿Es grave?"),
        (C, "Vamos a explorarle. Le receto paracetamol."),
    ]


def test_of_three_voices_the_one_that_tells_of_another_is_the_companion(quiet: Audio) -> None:
    said = segments(
        (1, "¿Cómo está, doña Elba? ¿Qué las trae por acá?"),
        (2, "Mi mamá se cayó dos veces, doctor. Se marea cuando se levanta y no quiere comer."),
        (0, "Yo no me mareo. Me tropecé con la alfombra."),
        (1, "¿Toma alguna medicación? Vamos a tomarle la presión."),
        (2, "Yo le doy la pastilla de la noche."),
        (0, "Me duele la rodilla, nada más. Tengo ochenta años."),
    )

    assert [one.speaker for one in assign_roles(quiet, said)] == [C, A, P, C, A, P]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("El paciente presenta dolor abdominal.", C),
        (
            "Paciente masculino de 45 años con dolor torácico. Niega fiebre. Se solicita radiografía.",
            C,
        ),
        ("Doctora, me duele la barriga desde ayer. No he tenido fiebre.", P),
        ("Uno dos tres probando.", U),
    ],
)
def test_one_voice_alone_dictates_or_tells(quiet: Audio, text: str, speaker: Speaker) -> None:
    assert {one.speaker for one in assign_roles(quiet, segments((None, text)))} == {speaker}


def test_without_voices_what_is_said_tells(quiet: Audio) -> None:
    said = segments(
        (None, "¿Qué le pasa? ¿Desde cuándo le duele?"),
        (None, "Me duele desde hace tres días, doctor. Tengo náuseas."),
        (None, "¿Ha tenido fiebre? Vamos a explorarle."),
        (None, "No, fiebre no he tenido."),
        (None, "Le receto omeprazol. Nos vemos en un mes."),
        (None, "Muchas gracias, doctor."),
    )

    assert [one.speaker for one in assign_roles(quiet, said)] == [C, P, C, P, C, P]


def test_voices_that_say_nothing_telling_stay_unknown(quiet: Audio) -> None:
    said = segments((0, "Hola, hola."), (1, "Hola, hola."), (0, "Hasta luego."), (1, "Hasta luego."))

    assert {one.speaker for one in assign_roles(quiet, said)} == {U}


def test_a_question_goes_to_the_clinician_when_the_voice_hardly_tells() -> None:
    """Two people in one segment that an engine gave no voice: the sentence decides."""
    said = segments(
        (0, "¿Qué le pasa? Le exploro ahora."), (None, "¿Desde cuándo le duele?"), (1, "Me duele, doctora.")
    )

    utterances = assign_roles(Audio(Path("unused")), said)

    assert [one.speaker for one in utterances] == [C, P]
    assert utterances[0].text.endswith("¿Desde cuándo le duele?")


def test_a_long_silence_ends_a_turn(quiet: Audio) -> None:
    first, second = segments((0, "Respire hondo."), (0, "Le receto ibuprofeno."))
    moved = tuple(Word(w.text, w.start + 30, w.end + 30, w.confidence) for w in second.words)

    utterances = assign_roles(quiet, [first, Segment(second.text, moved[0].start, moved[-1].end, moved, 0)])

    assert [one.text for one in utterances] == ["Respire hondo.", "Le receto ibuprofeno."]


def test_nothing_said_gives_no_utterance(quiet: Audio) -> None:
    assert assign_roles(quiet, []) == ()


# Spain, Mexico, Argentina, Chile, Colombia.
SAID = [
    (C, "¿Y desde cuándo lo nota?"),
    (C, "A ver, súbete aquí, vamos a revisar la garganta."),
    (C, "Contame, ¿tenés fiebre?"),
    (C, "La presión está en 142 sobre 78."),
    (C, "Le mando una ecografía y nos vemos en dos semanas."),
    (C, "Si le da fiebre, venga a urgencias."),
    (P, "Fíjese, doctora, que desde antier me duele bien feo."),
    (P, "Me ahogo al vestirme, doctor."),
    (P, "Tomo enalapril y me lo recetaron el mes pasado."),
    (P, "No, ninguna alergia que yo sepa."),
    (P, "¿Tengo que volver?"),
]


@pytest.mark.parametrize(("speaker", "sentence"), SAID)
def test_what_is_said_points_to_who_says_it(speaker: Speaker, sentence: str) -> None:
    found = cues(sentence)
    lay = max(found[P], found[A])

    assert found[C] > lay if speaker is C else lay > found[C]


def test_the_doctor_who_is_spoken_of_is_not_spoken_to() -> None:
    assert cues("Se lo dio el doctor de antes.")[P] == 0
