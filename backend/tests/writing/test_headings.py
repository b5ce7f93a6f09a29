"""What stands before an answer that cannot stand alone, and when the question must stay as it was asked."""

import pytest

from tests.writing.dialogues import note

HEADED = [
    # a noun
    ("M: ¿De qué color? / P: Verde, a la mañana.", "Color: verde"),
    ("M: ¿Cuántos pañales moja? / A: Seis.", "Pañales que moja: seis"),
    ("M: ¿Cuántas deposiciones al día? / P: Tres.", "Deposiciones al día: tres"),
    ("M: ¿Qué anticonceptivo toma? / P: Las de 28 pastillas.", "Anticonceptivo: "),
    # a verb, where the answer says that it is so
    ("M: ¿Cuánto duró el mareo? / P: Dos horas.", "Duró mareo: 2 horas"),
    ("M: ¿A qué hora empezó? / P: A las cuatro.", "Empezó: a las cuatro"),
    ("M: ¿Dónde le arde? / P: Aquí, en la ingle.", "Le arde: en ingle"),
    # of several questions, the one that is taken up
    ("M: ¿Ve doble? ¿Le arde la piel? / P: La piel, de noche.", "¿Le arde la piel?: piel"),
]

AS_ASKED = [
    # the answer denies what the question takes for granted
    ("M: ¿Cuándo dejó el tabaco? / P: No lo he dejado.", "Dejó el tabaco:"),
    ("M: ¿Dónde le duele? / P: Ya no.", "Le duele:"),
    ("M: ¿Cuánto alcohol bebe? / P: Nada.", "Alcohol que bebe: nada"),
    # of somebody else, or of what the clinician does
    ("M: ¿De qué murió ella? / P: Del riñón.", "Murió ella:"),
    ("M: ¿Cuándo lo revisamos? / P: En mayo.", "Lo revisamos:"),
    # two questions in one
    ("M: ¿Cuándo empezó, y dónde? / P: En marzo.", "Empezó, y dónde:"),
    # why
    ("M: ¿Por qué la dejó? / P: Por la náusea.", "La dejó:"),
    # a yes or a no may be meant for all that was asked
    ("M: ¿Ve doble? ¿Le zumban los oídos? / P: No, los oídos tampoco.", "\nLe zumban los oídos"),
    # a word alone says too little
    ("M: ¿Catarata madura? ¿Operada? / P: De madura.", "\nDe madura"),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_an_answer_is_headed_in_few_words(text: str, expected: str) -> None:
    assert expected in note(text), note(text)


@pytest.mark.parametrize(("text", "wrong"), AS_ASKED)
def test_a_question_stays_where_fewer_words_would_say_something_else(text: str, wrong: str) -> None:
    assert wrong not in "\n" + note(text), note(text)
