# ruff: noqa: E501 - a row is a dialogue
"""Few words: what says nothing does not stand, what can be left out is a piece of its own."""

import re

import pytest

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.lines import pieces
from tests.writing.dialogues import note

EXAMINED = "M: ¿Qué le pasa? / P: Me duele la espalda desde ayer. / M: Tensión 120 sobre 80. Abdomen blando. "

PIECES = [
    # what is told besides
    (Topic.HISTORY, "su tía tuvo bocio, que lo trataron con yodo", ["tía tuvo bocio", "que lo trataron con yodo"]),
    (Topic.TREATMENT, "evitar diclofenaco, que le daña riñón", ["evitar diclofenaco", "que le daña riñón"]),
    # but not which, whose, how much, no longer, or who doubts it
    (Topic.TREATMENT, "otro antibiótico, que no sea macrólido", ["otro antibiótico, que no sea macrólido"]),
    (Topic.TREATMENT, "naproxeno, que tome dos", ["naproxeno, que tome dos"]),
    (Topic.HISTORY, "un lunar raro, que es de su hermano", ["lunar raro, que es de su hermano"]),
    (Topic.HISTORY, "una hernia, que ya operaron", ["hernia, que operaron"]),
    (Topic.MEDICATION, "usa nifedipino, que lo retiraron", ["usa nifedipino, que lo retiraron"]),
    (Topic.ILLNESS, "fiebre no tiene, que sepamos", ["fiebre no tiene, que sepamos"]),
    # a list needs no "y", a half and a condition do
    (Topic.EXAMINATION, "codos bien, y hombros sin dolor", ["codos bien", "hombros sin dolor"]),
    (Topic.ILLNESS, "camina dos cuadras, y media más si descansa", ["camina dos cuadras", "y media más si descansa"]),
]  # fmt: skip

NOTHING = [
    ("M: Pase. / P: Perdone la tardanza, no había dónde estacionar. / M: Cuénteme. / P: Toso.", "tardanza|estacionar"),
    ("M: ¿Y usted? / A: Soy su nieta. / M: ¿Qué le pasa? / A: Tose mucho.", "nieta"),
    ("M: ¿Cómo anda? / P: Aquí andamos. Me duele el oído. / M: ¿Cuál?", "andamos"),
    (EXAMINED + "Venga, a la camilla. / P: Ya. / M: Bazo no palpable.", "camilla"),
    (EXAMINED + "Estupendo. Puede vestirse. / P: Ya.", "estupendo|vest"),
    (EXAMINED + "Aquí están los análisis. Sodio, 138. / P: Ya.", "aqui"),
    (EXAMINED + "Tiene una hernia de disco. Imagine un cojín que se sale. / P: Ya.", "cojin"),
]  # fmt: skip

STAYS = [
    ("M: Pase. / P: Perdone la tardanza, me ahogo y he tenido que parar. / M: ¿Desde cuándo?", "ahoga"),
    ("M: ¿Qué le pasa? / P: Imagínese, llevo tres días con fiebre. / M: Ya.", "3 dias con fiebre"),
    ("M: Tose. ¿Fuma? / P: No. / M: ¿Y en casa? / P: Mi marido. / M: ¿De qué trabaja? / P: De noche, en una panadería.", "panaderia"),
    (EXAMINED + "Oído derecho, perfecto. / P: Ya.", "oido derecho, perfecto"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "said", "parts"), PIECES)
def test_pieces(topic: Topic, said: str, parts: list[str]) -> None:
    assert [part.text for part in pieces(topic, said, (), "")] == parts


@pytest.mark.parametrize(("text", "gone"), NOTHING)
def test_what_says_nothing_goes(text: str, gone: str) -> None:
    assert not re.search(gone, fold(note(text))), note(text)


@pytest.mark.parametrize(("text", "kept"), STAYS)
def test_what_says_something_stays(text: str, kept: str) -> None:
    assert re.search(kept, fold(note(text))), note(text)
