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
    ("M: ¿Dónde le arde? / P: Aquí, en la ingle.", "Arde: en ingle"),
    # a question that is often asked, by its name
    (
        "M: ¿Toma algo para la sangre, anticoagulante? / P: No, aspirina tomaba.",
        "Anticoagulantes: no, aspirina tomaba",
    ),
    ("M: ¿Le hace alergia algún medicamento? / P: La dipirona.", "Alergias: dipirona"),
    ("M: ¿Le había pasado antes? / P: Una vez, en mayo.", "Antes: una vez, en mayo"),
    ("M: ¿Toma algo de siempre? / P: Vitamina D.", "Medicación: vitamina D"),
    (
        "M: ¿Está embarazada, o podría? / P: No, la regla me llegó el lunes.",
        "Embarazo: no, regla le llegó el lunes",
    ),
    ("M: ¿Una sola vez o más? / P: Esa vez, y el domingo.", "Veces: esa vez, el domingo"),
    # the thing that it asks how it is, or where
    ("M: ¿El chorro cómo es? / P: Flaquito.", "Chorro: flaquito"),
    ("M: ¿Dónde está el lunar? / P: Atrás.", "Lunar: atrás"),
    # without what leads up to it
    (
        "M: Eso me interesa, ¿y perdió fuerza en la mano? / P: La derecha.",
        "Perdió fuerza en mano?: derecha",
    ),
    # an answer that says how long does not need the "desde cuándo"
    ("M: ¿Tiene tos? / P: Sí. / M: ¿Desde cuándo? / P: Dos meses.", "Tos: 2 meses"),
    ("M: ¿Desde cuándo? / P: Desde abril, cada noche.", "\nDesde abril"),
    # of several questions, the one that is taken up
    ("M: ¿Ve doble? ¿Le arde la piel? / P: La piel, de noche.", "¿Arde piel?: piel"),
]

AS_ASKED = [
    # the answer denies what the question takes for granted
    ("M: ¿Cuándo dejó el tabaco? / P: No lo he dejado.", "Dejó el tabaco:"),
    ("M: ¿Dónde le duele? / P: Ya no.", "Le duele:"),
    ("M: ¿Cuánto alcohol bebe? / P: Nada.", "Alcohol que bebe: nada"),
    # of somebody else, or of what the clinician does
    ("M: ¿De qué murió ella? / P: Del riñón.", "Murió ella:"),
    ("M: ¿Cuándo lo revisamos? / P: En mayo.", "Lo revisamos:"),
    # a day alone does not say since when
    ("M: ¿Tiene tos? / P: Sí. / M: ¿Desde cuándo? / P: El jueves.", "Tos: el jueves"),
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
    assert expected in "\n" + note(text), note(text)


@pytest.mark.parametrize(("text", "wrong"), AS_ASKED)
def test_a_question_stays_where_fewer_words_would_say_something_else(text: str, wrong: str) -> None:
    assert wrong not in "\n" + note(text), note(text)
