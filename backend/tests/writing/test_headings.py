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
    ("M: ¿A qué hora empezó? / P: A las cuatro.", "Empezó a las cuatro"),
    ("M: ¿Dónde le arde? / P: Aquí, en la ingle.", "Arde en ingle"),
    ("M: ¿Cuánto duró? / P: Un minuto.", "\nDuró un minuto"),
    ("M: ¿Qué nota exactamente? / P: Un ardor.", "\nNota ardor"),
    ("M: ¿Qué tomó? / P: Ibuprofeno 600, ayer. / M: Ya.", "\nTomó ibuprofeno 600 mg, ayer"),
    ("M: ¿A qué hora empezó? / P: No sé.", "¿A qué hora empezó?: no sabe"),
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
    ("M: ¿Una vez o te ha pasado más? / P: Dos, con el pan.", "Veces: dos, con pan"),
    # the thing that it asks how it is, or where
    ("M: ¿Cuánto quisieras pesar? / P: 42.", "Quisiera pesar: 42"),
    ("M: ¿Qué pierna es? / P: La izquierda.", "Pierna: izquierda"),
    ("M: ¿El chorro cómo es? / P: Flaquito.", "Chorro: flaquito"),
    ("M: ¿Dónde está el lunar? / P: Atrás.", "Lunar: atrás"),
    # the thing before the comma, and the scale, and the drugs that are asked of in other words
    ("M: ¿La fiebre, cuánto le marcó? / A: 39,2, anoche.", "Fiebre: 39,2"),
    ("M: ¿El cefadroxilo, cada cuánto? / P: Cada 12.", "Cefadroxilo: cada 12"),
    ("M: ¿Por cuál oído? / P: El izquierdo.", "Oído: izquierdo"),
    ("M: ¿Cuánto le duele, de uno a diez? / P: Ocho.", "Intensidad: ocho"),
    ("M: ¿Qué medicinas se toma, de verdad? / P: Losartán 50.", "Medicación: losartán 50 mg"),
    # without who is called
    ("M: ¿Y la regla, Doménica? / P: Me viene normalita.", "Regla: viene normalita"),
    (
        "M: Es un bocio. Baje de peso. / P: ¿Es malo, doctora? / M: No le puedo decir que sea malo.",
        "Malo: no le puedo",
    ),
    # nothing before why they came, or what the answer names
    ("M: ¿Quién me quiere contar por qué vinieron? / A: Se me desmaya.", "\nSe desmaya"),
    ("M: ¿Y tú qué dices, Doménica? / P: Que me desmayé.", "\nQue se desmayó"),
    ("M: ¿Me deja? / P: Lo del brazo.", "\nLo del brazo"),
    ("M: ¿Traía copas encima? / P: Copas no, ni una.", "\nCopas no, ni una"),
    # without what leads up to it
    (
        "M: Eso me interesa, ¿y perdió fuerza en la mano? / P: La derecha.",
        "Perdió fuerza en mano?: derecha",
    ),
    # an answer that says how long does not need the "desde cuándo"
    ("M: ¿Tiene tos? / P: Sí. / M: ¿Desde cuándo? / P: Dos meses.", "tos, 2 meses"),
    ("M: ¿Desde cuándo? / P: Desde abril, cada noche.", "\nDesde abril"),
    # of several questions, the one that is taken up
    ("M: ¿Ve doble? ¿Le arde la piel? / P: La piel, de noche.", "¿Arde piel?: piel"),
    # or the one whose kind of answer it is
    ("M: ¿Edad? ¿Enfermedades? / P: 58. La gota.", "Edad: 58"),
    ("M: ¿Qué edad tiene? ¿Con quién vive? / P: 41. Vivo con mi hija.", "Edad: 41. Vive con hija"),
    ("M: ¿Enfermedades? ¿Medicación? / P: Asma. Salbutamol.", "Enfermedades: asma"),
    ("M: ¿Qué toma? ¿Además del hierro? / P: Omeprazol 20. Almax.", "\nMedicación: omeprazol 20 mg. Almax"),
    # things by their names need no marks, nor what only asks to be shown them
    ("M: ¿Tabaco? ¿Alcohol? / P: Los domingos.", "Tabaco, alcohol: domingos"),
    ("M: ¿El RIN? ¿Mostrame la libreta? / P: 2,1 en mayo.", "\nRIN: 2,1 en mayo"),
    # nor what asks of nothing, or only for assent
    ("M: ¿La hacemos? / P: La resonancia sí.", "\nResonancia sí"),
    ("M: ¿Qué? / P: Pitos. Me despierto tosiendo.", "\nPitos. Se despierta tosiendo"),
    ("M: ¿Diabético? ¿No? / P: No.", "\nNiega diabetes"),
    ("M: ¿Qué día es hoy, Carmen? / P: Domingo.", "¿Qué día es hoy?: domingo"),
    # what the answer says itself
    (
        "M: ¿Sangre en la orina? / P: Sí. / M: ¿Solo una vez? / P: Una sola vez.",
        "Sangre en orina: una sola vez",
    ),
    ("M: ¿Hormigueo, pérdida de fuerza? / P: Hormigueo sí, en el pie.", "\nHormigueo sí, en pie"),
    ("M: ¿Cuántos años en la mina? / P: 18 años en la mina.", "\n18 años en mina"),
    ("M: ¿Qué le pasó? / P: Me caí. / M: ¿Cuándo fue eso? / P: El lunes.", "\nSe cayó. El lunes"),
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
    ("M: ¿Tiene tos? / P: Sí. / M: ¿Desde cuándo? / P: El jueves.", "os, el jueves"),
    # two questions in one
    ("M: ¿Cuándo empezó, y dónde? / P: En marzo.", "Empezó, y dónde:"),
    # how much is no denial
    ("M: ¿Duerme? / P: Nada.", "Niega dormir"),
    # when, where and on which side, that the answer leaves out
    ("M: ¿Rescates, cuántos ayer? / P: Tres.", "\nRescates: tres"),
    ("M: ¿Alguien malo en la casa? / P: En la casa no, en clase sí.", "\nEn casa no"),
    ("M: ¿Tiene marcas en la mano derecha? / P: Marcas no.", "\nMarcas no"),
    ("M: ¿En la casa hay armas, veneno? / P: Armas no.", "\nArmas no"),
    # why
    ("M: ¿Por qué la dejó? / P: Por la náusea.", "La dejó:"),
    # a yes or a no may be meant for all that was asked
    ("M: ¿Ve doble? ¿Le zumban los oídos? / P: No, los oídos tampoco.", "\nLe zumban los oídos"),
    # what is an allergy is not taken
    ("M: ¿Qué toma? ¿Alergias? / P: Penicilina.", "\nMedicación: penicilina"),
    # when the drug named before was taken is not when it happened
    ("M: ¿Y qué más? / P: Tomo enalapril. / M: ¿Cuándo fue? / P: El lunes.", "enalapril. El lunes"),
    # a word alone says too little
    ("M: ¿Catarata madura? ¿Operada? / P: De madura.", "\nDe madura"),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_an_answer_is_headed_in_few_words(text: str, expected: str) -> None:
    assert expected in "\n" + note(text), note(text)


@pytest.mark.parametrize(("text", "wrong"), AS_ASKED)
def test_a_question_stays_where_fewer_words_would_say_something_else(text: str, wrong: str) -> None:
    assert wrong not in "\n" + note(text), note(text)
