"""Lists whose commas a recogniser lost are told apart, and no denial is moved to another thing."""

import pytest

from medic_scribe.clinical import read
from medic_scribe.writing.extractive.turns.listing import item_ends


def _parted(text: str) -> str:
    reading = read(text)
    ends = item_ends(reading)
    return " ".join(("/ " if n in ends else "") + token.text for n, token in enumerate(reading.tokens))


@pytest.mark.parametrize(
    "items",
    [
        "fiebre no / tos sí",
        "destellos no / cortina tampoco",
        "fiebre no / tos no / diarrea no",
        "armas no / veneno de ratas sí hay en el patio",
        "nada de tos / fiebre no",
        "la boca no / un poco la garganta",
        "tiene tos / fiebre o dolor",
    ],
)
def test_each_thing_stands_by_itself(items: str) -> None:
    assert _parted(items.replace("/ ", "")) == items


@pytest.mark.parametrize(
    "said",
    [
        "fiebre no he tenido",
        "la fiebre no la noté",
        "la tos no me deja dormir y fiebre no",
        "ya no tos no",
        "yo no la dejé sí",
        "no fiebre no tos",
        "dolor de cabeza",
        "fiebre no",
        "fiebre no, tos sí",
        "me duele no el brazo",
    ],
)
def test_what_belongs_together_stays(said: str) -> None:
    assert "/" not in _parted(said)
