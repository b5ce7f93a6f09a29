# ruff: noqa: E501 - a row is a dialogue
"""What is said otherwise later, or by somebody else: the wrong one of two statements never stands alone."""

import re

import pytest

from medic_scribe.clinical import fold
from tests.writing.dialogues import note

EXAMINED = "M: ¿Qué le pasa? / P: Me duele la espalda. / M: Tensión 120 sobre 80. Abdomen blando. "

OVERTURNED = [
    # (dialogue, what the note must say, the denial that it must not hold)
    ("M: ¿Te cortas? / P: No. / M: Señora, espere afuera. Ya solos, ¿te has hecho daño? / P: Me corté los brazos, dos veces.", "se corto brazos", "niega cort"),
    ("M: ¿Tienes relaciones? / P: No. / M: Mamá, salga un ratito. ¿Has tenido relaciones? / P: Sí, con mi novio.", "relaciones: si", "niega relaciones"),
    ("M: ¿Vomita, tiene diarrea, fiebre? / P: No. / M: ¿Qué haces después de comer? / P: Vomito. Me meto los dedos.", "niega diarrea y fiebre", "niega vomit"),
    ("M: ¿Ha visto sangre? / P: Sangre no. / M: ¿Duerme? / P: Sí. / M: ¿Algo más? / P: El otro día vi sangre en el papel.", "vio sangre en papel", "niega"),
    ("M: ¿Ha visto sangre al orinar? / P: No. / M: ¿Algo más? / P: Me preguntó si veía sangre al orinar y le dije que no. Sí he visto.", "si vio", "niega"),
    ("M: ¿Se ha caído? / P: No. / M: ¿Camina bien? / P: Sí. Bueno, el mes pasado me caí en la cocina.", "se cayo en la cocina", "niega"),
    ("M: tiene mareos / P: no / M: come bien / P: si / M: algo mas / P: pues que me mareo al levantarme", "se marea", "niega"),
    ("M: ¿Palpitaciones? / P: No. / M: ¿Edemas? / P: No. / M: ¿Cómo duerme? / P: Mal, de noche me dan palpitaciones.", "niega edemas", "niega palp"),
    ("M: ¿ha tenido convulsiones? / A: no / M: ¿toma su valproato? / A: si pero el martes convulsiono dos minutos", "convulsiono", "niega"),
    ("M: ¿Alergias? / P: No, ninguna. Ah, bueno, la penicilina. / M: ¿Fuma? / P: No.", "alergias: penicilina", "ninguna"),
    ("M: ¿Alergias? / P: No, a nada. / M: ¿Operaciones? / P: De apéndice. / M: Le mando amoxicilina. / P: Ay, doctor, con la amoxicilina me salieron ronchas.", "ronchas", "niega alergias"),
    ("M: ¿Es alérgico a algo? / P: No que yo sepa. / M: ¿Cómo duerme? / P: Bien. / A: Sí es alérgico, al contraste, acuérdate.", "alergico.*contraste", "niega alergias"),
]  # fmt: skip

STILL_DENIED = [
    # what is told later is another's, another thing, another time, or only supposed
    ("M: ¿Fuma? / P: No. / M: ¿Con quién vive? / P: Con mi marido. Mi marido fuma en casa.", "niega fumar"),
    ("M: ¿Fuma? / P: No. / M: ¿Nunca? / P: De joven fumaba, lo dejé a los treinta.", "niega fumar"),
    ("M: ¿Fiebre, tos? / P: No. / M: ¿Y su hijo? / P: Mi hijo tuvo fiebre la semana pasada.", "niega fiebre y tos"),
    ("M: ¿Dolor de pecho? / P: No. / M: ¿Qué más? / P: Dolor de espalda.", "niega dolor de pecho"),
    ("M: ¿Mareos? / P: No. / M: Tensión 120 sobre 80. Si tiene mareos, venga. / P: Ya.", "niega mareos"),
    ("M: ¿Ha vomitado? / P: No. / M: ¿Come? / P: Poco. No he vomitado, eso sí.", "niega haber vomitado|no vomito"),
]  # fmt: skip

PRESENTED = [
    # what is presented asks nothing, though its full stop was lost
    ("M: es la residente / P: buenas / M: mujer de 64 años. Infarto inferior hace 3 meses con un stent en la derecha / P: No oiga, me pusieron dos / M: ya", "^infarto inferior"),
    # a case is put right by the patient's side or by a colleague
    ("M: Mujer de 70 años. Fractura de cadera derecha hace un mes. / P: No, si la cadera es la izquierda. / M: Ya. ¿Qué toma? / P: Calcio.", "cadera derecha.*; segun paciente, no, si cadera es izquierda"),
    ("M: Paciente de cincuenta años, operado de vesícula en 2019. / P: No, de la vesícula no, del apéndice. / M: Ah, ya. ¿Fuma? / P: No.", "vesicula en 2019; segun paciente, de vesicula no, del apendice"),
    ("M: Tiene una hernia L4-L5 izquierda. / M: No, derecha, Marcos. La resonancia dice derecha. / M: Ya. ¿Le duele? / P: Sí.", "izquierda; corregido: no, derecha"),
    ("M: Trae un stent en la circunfleja. / P: Dos, doctor. / M: Dos, sí. ¿Toma aspirina? / P: Sí.", "circunfleja; segun paciente, dos"),
    ("M: Cáncer de mama izquierda operado en marzo. / P: La derecha, doctora, fue la derecha. / M: Ya. ¿Le duele el brazo? / P: No.", "mama izquierda.*; segun paciente, derecha"),
    ("M: Infarto inferior hace tres meses, con un stent. / P: No, oiga, a mí me pusieron dos. / M: El infarto fue anterior, Luis. / M: Ya. ¿Fuma? / P: No.", "infarto inferior.*pusieron dos; corregido: infarto fue anterior"),
    ("M: En la ficha dice que es hipertensa. / P: No, eso es mi hermana. / M: ¿Fuma? / P: No.", "hipertensa; segun paciente, no, eso es su hermana"),
    ("M: Alergia a sulfas y a látex. / P: El látex es mi hija, yo no. / M: ¿Fuma? / P: No.", "latex; segun paciente, latex es su hija"),
    ("M: Pone aquí alergia a penicilina. / P: Esa es mi mamá. / M: Ah, ya. ¿Fuma? / P: No.", "penicilina; segun paciente, esa es su mama"),
    ("M: En la receta pone omeprazol. / P: Eso es de mi mujer. / M: ¿Fuma? / P: No.", "omeprazol; segun paciente, eso es de su mujer"),
    ("M: ¿Con veinticinco? Ya. Aquí sale duloxetina de sesenta. / P: Esa la dejé en enero. / M: ¿Fuma? / P: No.", "^duloxetina: esa dejo en enero"),
    ("M: ¿Alergias? / P: A la aspirina. / A: Y al yodo, papá. / P: No, el del yodo es tu tío. / M: Ya. ¿Fuma? / P: No.", "yodo; segun paciente, .*yodo es tu tio"),
    ("M: alergias / P: al metamizol / A: y a la penicilina mama / P: no hija la de la penicilina es tu tia chela / M: metamizol entonces fuma / P: no", "penicilina.*; segun paciente, .*tia chela"),
    ("M: ¿Alergias? / M: Alergia a penicilina y a mariscos. / P: Los mariscos son de mi señora. / M: Ya. ¿Fuma? / P: No.", "mariscos; segun paciente, mariscos son de su senora"),
    # or one of two who answer has another value, and no verb for it
    ("M: ¿Toma algo? / P: Enalapril de diez, medio. / A: Tía, entera, desde que te la cambió el cardiólogo. / P: Entera, sí. / M: ¿Fuma? / P: No.", "enalapril 10 mg, medio; segun acompanante, entera, desde que .*cambio cardiologo; segun paciente, entera"),
    ("M: ¿Y flema? / P: Sí, amarilla. / A: Verde, tía. / M: Ya.", "amarilla; segun acompanante, verde$"),
    ("M: ¿Desde cuándo? / P: Tres semanas. / A: Papá, tiene más de un mes. / M: Ya.", "^segun acompanante, tiene mas de un mes"),
    ("M: ¿Desde cuándo? / P: Tres semanas. / A: Papá, Hernán. / M: Ya.", "3 semanas$"),
    ("M: ¿Y después? / P: No me acuerdo. / A: Confundido, con sueño. / M: Ya.", "confundido, con sueno"),
    ("M: ¿Come? / P: Poco. / A: Tata. / M: Ya.", "come poco$"),
    # and what only agrees is no correction
    ("M: Veo que la operaron de vesícula. / P: Sí, en 2015. / M: ¿Fuma? / P: No.", "vesicula$"),
]  # fmt: skip

IN_ONE_BREATH = [
    # without its pauses
    ("Igual la dosis la subo. Pasamos a 112 no es mucho salto a cien todos los dias", "pasar a cien a diario"),
    ("La cirugía, el martes 3 de mayo. No, ese día no estoy. El 10, martes, a las ocho.", "3 de mayo; no, ese dia no estoy; el 10"),
    ("Control el lunes 5. No, ese día es feriado. El miércoles 7.", "lunes 5; no, ese dia es feriado; el miercoles 7"),
    ("Vuelva en dos semanas. No, espere, salgo de vacaciones. En tres semanas.", "2 semanas; .*; en 3 semanas"),
    ("La cita es el veinte a las nueve. Miento, a las diez.", "a las nueve; .*a las diez"),
    ("Suba a 20 unidades de glargina. No, que se me baja de noche. Suba a 18.", "20 unidades.*; suba a 18"),
    ("Amoxicilina, 500 cada ocho. Espere, pesa poco. 250 cada ocho.", "500.*; espere, pesa poco; 250"),
    ("La revisión a los quince días. No puedo en quince, que hay congreso. A los veinte.", "15 dias; .*; a los 20"),
    ("El bisoprolol se lo subo a 5. Bueno, con ese pulso mejor lo dejamos en 2,5.", "a 5 mg; .*mejor lo dejamos en 2,5"),
    ("Furosemida, 40 por la mañana. O mejor 20, que está baja de tensión.", "40 mg.*; o mejor 20"),
    ("Insulina: pase a 24. Espere, ¿ha tenido bajas? / P: Sí, dos. / M: Entonces siga con 20.", "24 ui; .*20"),
    ("la levotiroxina pase a ciento doce no a cien que es lo que hay", "112.*no a cien"),
    # but an order that begins with "no" is one of its own
    ("Paracetamol de 1 g cada 8 horas. No, tranquilo. Vuelve en 2 semanas.", "^paracetamol 1 g, cada 8 horas$"),
    ("Enalapril de 10 cada 12 horas. No, no lo deje. Amlodipino de 5 al día.", "^amlodipino 5"),
    ("Reposo tres días. No hay que correr. Hielo dos veces al día.", "^reposo 3 dias$"),
]  # fmt: skip

POSTPONED = [
    ("Le puedo empezar sertralina de 25. / P: No, pastillas para los nervios no, que me quedo boba. Dejame pensarlo.", "sertralina 25 mg.*; paciente: "),
    ("Podríamos empezar con atorvastatina de 20. / P: Prefiero esperar.", "atorvastatina 20 mg; paciente: prefiere esperar"),
    ("Le ofrezco la vacuna de la gripe. / P: Lo voy a pensar.", "vacuna.*; paciente: lo va a pensar"),
    ("Le puedo infiltrar la rodilla. / P: Lo consulto con mi mujer.", "rodilla; paciente: lo consulta"),
]  # fmt: skip

ANSWERED_OTHERWISE = [
    # an illness that was asked about is no heading for the one that it is
    ("¿Es un infarto, doctor? / M: Yo lo que veo es una costocondritis.", "costocondritis", "infarto"),
    ("¿Y eso es una trombosis? / M: Una celulitis, que se ha infectado la piel.", "celulitis", "trombosis"),
    ("¿Entonces es Alzheimer? / M: Yo lo que veo es un cuadro confusional.", "cuadro confusional", "alzheimer"),
    ("¿Es una hernia, doctora? / M: No, es una ciática.", "ciatica", "no|hernia"),
    # whether it is or is not cannot be told where a comma may be lost
    ("doctora es una hernia / M: no es una ciatica", "es una hernia.»: no es ciatica", "(?!)"),
    ("¿Es un derrame? / M: No es un ictus.", "no es ictus", "(?!)"),
    ("¿Es cáncer? / M: No es un cáncer.", "no es cancer", "(?!)"),
    ("¿Está embarazada? / M: No. Está muy desnutrida, aunque no parezca.", "embarazada: no; muy desnutrida", "(?!)"),
]  # fmt: skip

ASKED_AGAIN = [
    ("M: ¿La regla, Ana? / A: Le viene normal, doctora. / M: Mamá, espere afuera. Ahora sí, ¿la regla? / P: No me viene desde agosto.", "regla.*segun acompanante.*normal"),
    ("M: ¿Las deposiciones? / A: Como siempre. / M: Señora, salga un momento. ¿Las deposiciones? / P: Con sangre.", "deposiciones.*segun acompanante"),
]  # fmt: skip

ANOTHER_DID = [
    ("M: ¿Se cayó? / A: Ella no. La que se cayó fue la de la cama de al lado. / M: ¿Come? / A: Sí.", "¿se cayo.: ella no"),
    ("M: ¿Convulsionó? / A: Él no. El que convulsionó fue el vecino de cuarto. / M: ¿Come? / A: Sí.", "¿convulsiono.: el no"),
    ("M: ¿Vomitó? / A: No, la que vomitó fue la señora de enfrente. / M: ¿Come? / A: Sí.", "niega haber vomitado"),
    ("M: se cayo / A: el no el que se cayo fue el de la trescientos seis / M: come / A: si", "¿se cayo.: el no"),
    ("M: ¿Fiebre anoche? / A: Ella no, doctor. La de la 12 sí, 38 y medio. / M: ¿Come? / A: Sí.", "fiebre anoche: ella no"),
    # what is answered behind another matter is no answer
    ("M: Buenos días. ¿Cómo amaneció? / P: Mejor. / M: ¿Se cayó? / P: No. / A: Doctora, una cosita. En la casa toma una pastilla para dormir. / M: ¿Cuál? / A: Lorazepam, de dos.", "niega haberse caido"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "wrong"), OVERTURNED)
def test_no_denial_stands_that_is_told_otherwise(text: str, expected: str, wrong: str) -> None:
    written = fold(note(text))
    assert re.search(expected, written), written
    assert not re.search(wrong, written), written


@pytest.mark.parametrize(("text", "denial"), STILL_DENIED)
def test_a_denial_stands_that_is_not_told_otherwise(text: str, denial: str) -> None:
    assert re.search(denial, fold(note(text))), note(text)


@pytest.mark.parametrize(("text", "expected"), PRESENTED)
def test_what_is_put_right_joins_the_line(text: str, expected: str) -> None:
    written = re.sub(r"\.$", "", fold(note(text)), flags=re.MULTILINE)
    assert re.search(expected, written, re.MULTILINE), written


@pytest.mark.parametrize(("stated", "expected"), IN_ONE_BREATH)
def test_no_value_stands_without_the_one_instead(stated: str, expected: str) -> None:
    written = re.sub(r"\.$", "", fold(note(f"{EXAMINED}{stated} / P: Ya.")), flags=re.MULTILINE)
    assert re.search(expected, written, re.MULTILINE), written


@pytest.mark.parametrize(("offered", "expected"), POSTPONED)
def test_no_offer_stands_without_what_postpones_it(offered: str, expected: str) -> None:
    written = fold(note(f"{EXAMINED}{offered} / M: Bien."))
    assert re.search(expected, written), written


@pytest.mark.parametrize(("asked", "expected", "wrong"), ANSWERED_OTHERWISE)
def test_what_it_is_stands_without_what_was_asked(asked: str, expected: str, wrong: str) -> None:
    written = fold(note(f"{EXAMINED}/ P: {asked} / P: Ya."))
    assert re.search(expected, written), written
    assert not re.search(wrong, written), written


@pytest.mark.parametrize(("text", "expected"), ASKED_AGAIN)
def test_an_answer_says_whose_it_is_where_the_patient_is_asked_again(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text))), note(text)


@pytest.mark.parametrize(("text", "answer"), ANOTHER_DID)
def test_what_happened_to_another_is_left_out(text: str, answer: str) -> None:
    written = fold(note(text))
    assert re.search(answer, written), written
    assert not re.search("la que|el que|de al lado|12|306", written), written
