"""Who says what, where labels are wrong or missing."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from medic_scribe.evaluation.case import read_case
from medic_scribe.evaluation.score import Line, score
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.extractive.turns.clauses import read_turns
from medic_scribe.writing.extractive.turns.speakers import settle_speakers
from tests.writing.dialogues import SPEAKERS, dialogue, sections

DATA = Path(__file__).parents[1] / "data" / "consultations"
CASES = [read_case(path) for path in sorted(DATA.glob("*.json"))]
LETTERS = {"subjective": "S", "objective": "O", "assessment": "A", "plan": "P"}


@pytest.mark.parametrize("share", [0.15, 0.3])
def test_wrong_labels_hardly_matter(share: float) -> None:
    """Facts in their section with some labels wrong, against all labels right."""
    noisy = _in_section([_swapped(c.utterances, share) for c in CASES])
    assert noisy >= _with_right_labels() - (0.05 if share < 0.2 else 0.12)


@cache
def _with_right_labels() -> float:
    return _in_section([c.utterances for c in CASES])


def _in_section(all_utterances: list[tuple[Utterance, ...]]) -> float:
    found: list[float] = []
    for case, utterances in zip(CASES, all_utterances, strict=True):
        written = [
            Line(LETTERS[key], statement.text)
            for key, section in sections(utterances).items()
            for statement in section.statements
        ]
        found.append(score(case, utterances, written).section_recall or 0.0)
    return sum(found) / len(found)


def _swapped(utterances: tuple[Utterance, ...], share: float) -> tuple[Utterance, ...]:
    random_ = random.Random(7)
    other = {
        Speaker.CLINICIAN: Speaker.PATIENT,
        Speaker.PATIENT: Speaker.CLINICIAN,
        Speaker.COMPANION: Speaker.CLINICIAN,
    }
    return tuple(
        replace(u, speaker=other.get(u.speaker, u.speaker)) if random_.random() < share else u
        for u in utterances
    )


def test_unknown_speakers_are_told_apart_by_their_words() -> None:
    text = (
        "?: ¿Tiene fiebre? / ?: No, doctor, me duele la garganta desde ayer. / ?: Le voy a dar"
        " ibuprofeno cada ocho horas."
    )
    turns = settle_speakers(read_turns(dialogue(text)))
    assert [turn.speaker for turn in turns] == [Speaker.CLINICIAN, Speaker.PATIENT, Speaker.CLINICIAN]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # what is said overrules the label
        (
            "P: ¿Y ese jarabe le sirve? / P: No se preocupe, si le sube la fiebre venga a urgencias."
            " / P: Gracias, doctora.",
            "PMP",
        ),
        ("M: Suba. / P: Presión 132 sobre 84, pulmones limpios, radiografía normal. / P: Menos mal.", "MMP"),
        (
            "P: ¿Y si sale mal me botan? / P: No, eso lo cubre el seguro. Lo que tengo claro, pérdida de"
            " oído por ruido, presión alta sin control. / M: Le tomo la presión otra vez.",
            "PMM",
        ),
        ("M: ¿Fuma? / M: Fumar nunca. Cerveza los días libres, una caja. / M: ¿Y su familia?", "MPM"),
        ("M: ¿Le duele? / P: Sí. / P: se le notan los pantalones flojos / P: Toda yo estoy floja.", "MPMP"),
        # and words that both sides use do not
        ("M: ¿Y la cortisona? / P: Ya no. / M: No, esa no la deje de golpe.", "MPM"),
        ("P: Bueno. / M: No me deje el metoprolol de golpe. / P: Sí.", "PMP"),
        ("P: Bueno. / M: Si dice que se quiere morir, llama al 911 y no la deja sola. / P: Sí.", "PMP"),
        # patient and companion one after the other
        ("M: ¿Ronca? / P: Yo no. / A: ¿Cómo que no? Usted le hace caso. / M: ¿Y café?", "MPAM"),
    ],
)
def test_words_and_labels_tell_who_speaks(text: str, speakers: str) -> None:
    turns = settle_speakers(read_turns(dialogue(text)))
    assert [turn.speaker for turn in turns] == [SPEAKERS[letter] for letter in speakers]
