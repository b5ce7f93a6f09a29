"""Warning signs that a recogniser ran on behind something else begin anew, with all their conditions."""

import pytest

from medic_scribe.clinical import read
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.extractive.turns.alarms import alarms
from medic_scribe.writing.extractive.turns.clauses import read_turns


@pytest.mark.parametrize(
    ("heard", "warning"),
    [
        (
            "nada de salbutamol nada de vapor urgencia si se hunden más las costillas o no moja el pañal.",
            "urgencia si se hunden más las costillas o no moja el pañal.",
        ),
        (
            "el jueves a las siete y queda escrito, si ve halos la trae de una a urgencias, así sea de noche",
            "si ve halos la trae de una a urgencias,",
        ),
        (
            "venga en 4 semanas, antes si no puede orinar si le sangra el lunar a emergencias",
            "antes si no puede orinar si le sangra el lunar a emergencias",
        ),
        (
            "Leve si empeora cambia todo si arrastra el pie a la guardia",
            "si empeora cambia todo si arrastra el pie a la guardia",
        ),
        (
            "hay que mirarla si el dedo se le pone negro urgencias sea la hora que sea",
            "si el dedo se le pone negro urgencias",
        ),
    ],
)
def test_a_warning_begins_at_its_first_condition(heard: str, warning: str) -> None:
    reading = read(heard)
    assert [reading.words(begin, end) for begin, end in alarms(reading.tokens)] == [warning]


@pytest.mark.parametrize(
    "heard",
    [
        "venga a urgencias si le duele",
        "avíseme si lo llevan a urgencias",
        "tome paracetamol solo si le duele y no vaya a urgencias",
        "náuseas sí, y estuvo en urgencias",
        "si le duele tome paracetamol",
        "si no es una cosa de urgencias",
    ],
)
def test_other_conditions_are_no_warnings(heard: str) -> None:
    assert alarms(read(heard).tokens) == []


def test_a_warning_is_a_clause_of_its_own_where_marks_were_lost() -> None:
    heard = "nada de correr ni de cargar cosas pesadas si no puede orinar si le da fiebre a urgencias"
    texts = ((Speaker.PATIENT, "y puedo correr"), (Speaker.CLINICIAN, heard))
    turns = read_turns([Utterance(n, speaker, text, 0.0, 1.0) for n, (speaker, text) in enumerate(texts)])
    assert [clause.text for clause in turns[1].clauses][-1].startswith("si no puede orinar")
    assert "si le da fiebre" in turns[1].clauses[-1].text
