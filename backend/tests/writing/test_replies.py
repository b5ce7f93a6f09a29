"""The pauses of a reply that a recogniser ran together, put back; what only looks like a reply stays."""

import pytest

from medic_scribe.clinical import fold, read
from medic_scribe.writing.extractive.turns.replies import with_replies
from tests.writing.dialogues import note


@pytest.mark.parametrize(
    ("heard", "paused"),
    [
        ("no doctora pero si escalofrios", "no, doctora, pero si escalofrios"),
        ("No oiga, me pusieron dos", "No, oiga, me pusieron dos"),
        ("ay no señor nunca", "ay no, señor, nunca"),
        ("si doctora desde ayer", "sí, doctora, desde ayer"),
        ("Si un poco", "Sí, un poco"),
        ("si bastante, de noche", "sí, bastante, de noche"),
        ("si mucho me duele llamo", "si mucho me duele llamo"),
        ("si me acuesto me ahogo", "si me acuesto me ahogo"),
        ("no duermo", "no duermo"),
        ("no, doctora", "no, doctora"),
        ("si", "si"),
        ("la doctora no", "la doctora no"),
    ],
)
def test_replies(heard: str, paused: str) -> None:
    assert with_replies(read(heard)).text == paused


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("si doctora desde ayer", "fiebre: desde ayer"),
        ("si bastante", "fiebre: bastante"),
        ("no doctora pero si escalofrios", "fiebre: no, pero si escalofrios"),
    ],
)
def test_a_reply_is_joined_with_its_question(answer: str, said: str) -> None:
    assert said in fold(note(f"M: que le pasa / P: me siento mal / M: tiene fiebre / P: {answer}"))
