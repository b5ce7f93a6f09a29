"""In which section of a SOAP note something that the clinician says lands, by when and how it is said."""

import pytest

from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.engine import note_lines
from medic_scribe.writing.extractive.meaning.consequences import with_consequences_apart
from medic_scribe.writing.extractive.note.placing import place
from medic_scribe.writing.extractive.turns.clauses import read_turns
from tests.writing.dialogues import dialogue

EXAMINED = (
    "M: ¿Qué lo trae? / P: Me duele la pierna desde hace tres días. / "
    "M: Vamos a ver. Presión 130/80. Pulso 76. Temperatura 36,8 grados. / "
    "M: Auscultación limpia, abdomen blando, sin edemas. / "
)
STARTED = "M: ¿Qué lo trae? / P: Me duele la pierna desde hace tres días. / "
JUDGED = EXAMINED + "P: ¿Y qué tengo, doctora? / "
TOLD = JUDGED + "M: Lo que tiene es una ciática. / P: Ya. / "
EXPLAINED = EXAMINED + "M: No hay fractura. Es un esguince del tobillo derecho. / P: Ya. / "
PLANNED = (
    JUDGED
    + "M: Lo que tiene es una ciática. / M: Tome paracetamol 1 gramo cada 8 horas por 5 días. / P: Bueno. / "
)


@pytest.mark.parametrize(
    ("before", "said", "section"),
    [
        (EXAMINED, "La rodilla derecha inflamada, moderada; la izquierda, leve.", "objective"),
        (EXAMINED, "Oxígeno, 96.", "objective"),
        (EXAMINED, "Tiene toda la pinta: una tendinitis del hombro derecho.", "assessment"),
        (EXAMINED, "Eso se llama neuritis vestibular del lado izquierdo.", "assessment"),
        (EXAMINED, "Biopsia de la mama izquierda, papiloma sin atipia.", "objective"),
        (
            STARTED,
            "La ecografía que le hicieron el día tres de mayo dice: nódulo de 22 milímetros.",
            "objective",
        ),
        (STARTED, "Factor reumatoideo ciento veinte, anti CCP positivo alto.", "objective"),
        (TOLD, "Apto con restricciones.", "assessment"),
        (EXAMINED, "Radiografía de tórax en 3 meses.", "plan"),
        (EXAMINED, "Resonancia preferente, antes de 10 días.", "plan"),
        (JUDGED, "Faringitis por estreptococo, sin complicaciones.", "assessment"),
        (JUDGED, "Trombosis no me parece.", "assessment"),
        (JUDGED, "Con ese riñón no se lo aconsejo.", "plan"),
        (TOLD, "Hagamos la maniobra de Epley ahora.", "plan"),
        (TOLD, "Repetimos en 8 semanas, con anticuerpos.", "plan"),
        (TOLD, "Esta semana, el jueves. Con anestesia local, 20 minutos, se lleva cuatro puntos.", "plan"),
        (TOLD, "Que su hermana pida cita.", "plan"),
        (PLANNED + "P: ¿Es del corazón? / ", "Sí, se descompensó la insuficiencia cardíaca.", "assessment"),
        (PLANNED, "A veces puede dar infecciones de orina.", "plan"),
        (TOLD, "Psitacosis del loro.", "assessment"),
        (JUDGED, "Aquí tengo el electro: ritmo sinusal, normal.", "objective"),
        (
            "M: ¿Qué le pasa? / P: Me duele el pie. / M: ¿Qué toma? / P: Una para orinar. / ",
            "La hidroclorotiazida de 25. ¿Desde junio?",
            "subjective",
        ),
        # allergies that are written down as they are told
        ("M: ¿Es alérgico a algo? / P: Al Nolotil. / ", "Metamizol, agranulocitosis, consta.", "subjective"),
        ("M: ¿Es alérgico a algo? / P: A la penicilina. / ", "Sulfamidas no. ¿Bebe?", "subjective"),
        # where nobody is examined, results are what is found, and judgement follows them
        (
            "M: ¿Cómo sigue? / P: Igual. / M: Hemoglobina 10,4, baja. Ferritina 6, baja. / P: Ya. / ",
            "Celiaquía, negativa.",
            "objective",
        ),
        # results are read out before the examination too
        (
            "M: ¿Qué le pasa? / P: Nada nuevo. / ",
            "Resonancia: esclerosis del hipocampo, sin tumor.",
            "objective",
        ),
        (STARTED, "El electro de la ambulancia: elevación del ST en cara inferior.", "objective"),
        (STARTED, "La colonoscopia de marzo, dos pólipos de 5 milímetros.", "objective"),
        (JUDGED, "El electro marca una pared crecida, sin infarto.", "objective"),
        (TOLD, "Colonoscopia en tres meses.", "plan"),
        # findings that name an illness, and results of which only the illness is named
        (EXAMINED, "Cataratas en los dos ojos.", "objective"),
        (EXAMINED, "El dedo medio hoy no está hinchado ni duele.", "objective"),
        (EXAMINED, "Cuestionario de ansiedad: 16 puntos, eso es moderado.", "objective"),
        (JUDGED, "Anticuerpos de celiaquía, negativos.", "objective"),
        (JUDGED, "Hepatitis B, negativa.", "objective"),
        # how the patient takes what was prescribed explains the illness
        (JUDGED, "El jarabe lo toma mal.", "assessment"),
        (EXAMINED, "Lo que la cansa es una anemia leve.", "assessment"),
        ("M: ¿Qué le pasa? / P: Tengo miedo. / ", "No es cáncer, no se asuste.", "assessment"),
        # what a complaint comes from, and what would be a danger
        (JUDGED, "La tos es del ramipril, casi seguro.", "assessment"),
        (JUDGED, "Los mareos vienen de la anemia.", "assessment"),
        (EXAMINED, "El dolor es del lado derecho, al apretar.", "objective"),
        (STARTED, "Con la pastilla, el cigarro es riesgo de trombosis.", "assessment"),
        (STARTED, "Fumar aumenta el riesgo de infarto.", "assessment"),
        (JUDGED, "La sulfa choca con la warfarina y le aumenta el efecto.", "assessment"),
        (JUDGED, "El PSA de 6,8 y la zona firme: eso es sospechoso.", "assessment"),
        (JUDGED, "Herida del pie izquierdo, con posible lesión del nervio.", "assessment"),
        # a test that is looked at
        (EXAMINED + "M: ¿Trae la radiografía? / P: Sí. / ", "Artrosis L5. Sin fracturas.", "objective"),
        (EXAMINED + "M: Veamos la resonancia. / P: Bueno. / ", "Hernia L4-L5 derecha.", "objective"),
        (JUDGED + "M: ¿Trae la radiografía? / P: No, se me olvidó. / ", "Artrosis de rodilla.", "assessment"),
        (JUDGED, "Es un virus, se pasa solo en una semana.", "assessment"),
        (JUDGED, "Lo de la barriga no tiene nada que ver con el hígado.", "assessment"),
        (EXAMINED, "Hernia inguinal derecha, reducible, no dolorosa.", "objective"),
        # the clinician looks at one place only, without a measurement
        (STARTED, "A ver ese pie. Tiene un hematoma debajo del maléolo.", "objective"),
        (STARTED, "Permítame ver. El tímpano tiene una perforación seca.", "objective"),
        (STARTED, "Súbase, vamos a medir. Tiene la panza de veintiséis centímetros.", "objective"),
        (EXAMINED, "Tiene un callo en el talón derecho.", "objective"),
        (EXAMINED, "El pulso del pie se lo siento débil.", "objective"),
        (EXAMINED, "El pie, pálido cuando lo levanto y colorado cuando lo bajo.", "objective"),
        (STARTED, "Tensión, 144 78. Uñas moradas.", "objective"),
        # or at nothing: he has asked, and then he tells
        (
            "M: ¿Qué nota? / A: Se olvida. / M: Le pido una resonancia. Tome menos sal. / A: ¿Qué es? / ",
            "Es una demencia leve.",
            "assessment",
        ),
        # and once more after all
        (PLANNED, "Acuéstese otra vez. Soplo sistólico en el borde izquierdo, sin edemas.", "objective"),
        (JUDGED, "La espirometría del martes: VEF1 en 44 %.", "objective"),
        (JUDGED, "Lo que tengo claro: pérdida de oído por ruido, en el derecho.", "assessment"),
        (JUDGED, "Seguramente un coágulo del corazón.", "assessment"),
        # what has happened is no plan
        (STARTED, "Le recetaron omeprazol en urgencias.", "subjective"),
        (
            STARTED,
            "El de turno le ordenó omeprazol, pero no se le puso: en el electro salió un QT largo.",
            "subjective",
        ),
        (TOLD, "La que le dieron en urgencias, siga con ella por la noche.", "plan"),
        # tests that are still to be made
        (TOLD, "Y una analítica con hierro, que seguro que está baja.", "plan"),
        (TOLD, "Otra placa en una semana si no mejora.", "plan"),
        (TOLD, "Por su hermano, quiero una resonancia de la cabeza, sin contraste.", "plan"),
        (TOLD, "Resonancia no, por ahora.", "plan"),
        (TOLD, "Mañana le sacan sangre: hemograma, sodio y potasio.", "plan"),
        (JUDGED, "El omeprazol, antes del desayuno y antes de la cena.", "plan"),
        (PLANNED, "Cirugía de catarata en el ojo izquierdo. Eso nos abre el ángulo.", "plan"),
        (JUDGED, "Y el test salió: virus sincicial positivo, influenza negativo.", "objective"),
        # plans without a word of the plan: once judged, nothing is found any more
        (EXPLAINED, "Pie en alto, con dos almohadas.", "plan"),
        (EXPLAINED, "Dieta de 1500 calorías, en cinco comidas.", "plan"),
        (EXPLAINED, "Y ponerse hielo en el tobillo 10 minutos.", "plan"),
        (EXPLAINED, "Tendrá que llevar muleta en el lado izquierdo.", "plan"),
        (EXPLAINED, "En el hombro derecho le haremos una infiltración.", "plan"),
        (TOLD, "Dejás la aspirina hoy.", "plan"),
        (TOLD, "Sin alcohol desde las seis de la tarde.", "plan"),
        (TOLD, "Pida cita con la enfermera para la cura.", "plan"),
        (TOLD, "Una semana sin deporte.", "plan"),
        (TOLD, "La operación, cuando baje la inflamación.", "plan"),
        (TOLD, "Compresas frías en el tobillo.", "plan"),
        (TOLD, "Pruebas cutáneas de alergia.", "plan"),
        (TOLD, "Serología de hepatitis, negativa.", "objective"),
        (TOLD, "La biopsia tarda quince días.", "plan"),
        (TOLD, "Le tendría que hacer una punción lumbar.", "plan"),
        (TOLD, "Laboratorio: hemograma, ferritina y creatinina.", "plan"),
        (TOLD, "Para la sangre, cistoscopia y urocultivo.", "plan"),
        (TOLD, "Cirugía de cadera derecha, con prótesis.", "plan"),
        (TOLD, "Para la crisis de migraña, sumatriptán de 50 miligramos.", "plan"),
        (TOLD, "La hernia la operamos más adelante.", "plan"),
        (EXPLAINED + "P: ¿Y la resonancia? / ", "Guarde esa plata, con lo visto alcanza.", "plan"),
        (PLANNED, "Le dejo una excepción: 5 comprimidos, debajo de la lengua.", "plan"),
        (PLANNED, "TSH en 8 semanas.", "plan"),
        (PLANNED, "Tomografía con contraste, si algún día se la piden, usted avisa de la alergia.", "plan"),
        (PLANNED, "Me le hago una ecografía y la opero en marzo.", "plan"),
        (PLANNED, "Si tuviera fiebre, lo tendríamos que ingresar.", "plan"),
        # tests that have no result yet
        (TOLD, "INR el martes.", "plan"),
        (TOLD, "Coagulación la víspera.", "plan"),
        (TOLD, "Citología de orina tres días seguidos.", "plan"),
        (TOLD, "Quiero una resonancia de las arterias de la cabeza.", "plan"),
        (TOLD, "Resonancia no, por ahora; si pierde fuerza, sí.", "plan"),
        (TOLD, "El INR del martes, normal.", "objective"),
        (JUDGED, "Se formó una trombosis venosa, que se confirma con un doppler mañana.", "assessment"),
        (TOLD, "Mañana le sacan sangre: hemograma, sodio y tiroides.", "plan"),
        (TOLD, "Con el potasio bajo, yo la interno hoy.", "plan"),
        (TOLD, "Anota: no levantar más de quince kilos.", "plan"),
        (JUDGED, "Amoxicilina no, que es alérgica.", "plan"),
        (PLANNED, "Tráigame la placa y el consentimiento.", "plan"),
        (JUDGED, "El acenocumarol lo deja cinco días antes.", "plan"),
        (EXAMINED, "Exploración neurológica normal.", "objective"),
        # what the patient takes is read out or summed up while the history is taken, and orders stay orders
        (STARTED, "Tratamiento: losartán 50 y aspirina 100.", "subjective"),
        (STARTED, "O sea, empezó con media dosis.", "subjective"),
        (STARTED, "Completo para la edad, menos la vacuna de influenza de este año.", "subjective"),
        (STARTED, "Naproxeno, nada, por el riñón.", "plan"),
        (STARTED, "Le suspendo el naproxeno.", "plan"),
        # who walks, turns or lies down at the clinician's word is examined, at the end as well
        (EXAMINED + "M: Camine hasta la puerta y vuelva. / P: Ya. / ", "Berg, 38 de 56.", "objective"),
        (PLANNED, "A ver, voltéese. Sobre la escápula, 3 centímetros, blanda, no duele.", "objective"),
        (PLANNED + "M: ¿Me deja examinarla? / P: Sí. / ", "Tacto sin masas, próstata lisa.", "objective"),
        # who is asked what it is, or says that he explains, judges, though he names what hurts
        (EXAMINED + "P: ¿Y qué tengo? / ", "Tiene un hombro doloroso, con rigidez.", "assessment"),
        (
            EXAMINED + "M: Mire, le explico. Tiene un dolor de nervio. / P: Ya. / ",
            "Es un lipoma.",
            "assessment",
        ),
        (JUDGED, "Es lo que llamamos espalda fallida.", "assessment"),
        (JUDGED, "La náusea es sobre todo por tanto estreñimiento.", "assessment"),
        (TOLD, "El sodio bajo, por la hidroclorotiazida.", "assessment"),
        (TOLD, "Y lo de las piernas, intolerancia a la rosuvastatina.", "assessment"),
        (TOLD, "No hay ninguna señal de alarma.", "assessment"),
        # a result says so itself
        (JUDGED, "Y el antígeno, que es lo de las heces, sale positivo.", "objective"),
        (JUDGED, "El eco de hoy lo hice yo, insuficiencia mitral leve.", "objective"),
        (EXAMINED, "Al minuto, 110; a los 3 minutos, 98 60.", "objective"),
        # a figure alone makes no result
        (TOLD, "Ecografía en un año.", "plan"),
        (TOLD, "Se la mide en casa 2 semanas, mañana y noche.", "plan"),
        (TOLD, "Laboratorio: hemograma, ferritina, B 12 y vitamina D.", "plan"),
        (TOLD, "Pruebas de alergia, la loratadina fuera 7 días antes.", "plan"),
        (TOLD, "Si el test da positivo, escríbame.", "plan"),
        (TOLD, "En el control lo subo a 100 si la presión aguanta.", "plan"),
        (JUDGED, "Eso es gota.", "assessment"),
        # where hardly anything is examined, the plan begins with the first order
        (
            STARTED + "M: La reviso. Manos hinchadas. Es una artritis. Inicio metotrexato de 15. / P: Ya. / ",
            "Hemograma en un mes.",
            "plan",
        ),
        (
            STARTED + "M: Tiene una depresión. Vamos a empezar sertralina de 50, una diaria. / P: Ya. / ",
            "La sertralina no la corte de golpe.",
            "plan",
        ),
    ],
)
def test_what_the_clinician_says_lands_in_its_section(before: str, said: str, section: str) -> None:
    assert _sections_of_last(f"{before}M: {said}") == {section}


def _sections_of_last(text: str) -> set[str]:
    """Where what the last utterance says stands."""
    utterances = dialogue(text)
    return {
        spec.key
        for spec in place(note_lines(utterances, 4.0), builtin_template("soap"))
        for statement in spec.statements
        if any(evidence.utterance_id == utterances[-1].id for evidence in statement.evidence)
    }


def test_a_judgement_behind_results_is_one_before_the_examination_too() -> None:
    said = "La curva: basal, 96; a la hora, 191; a las 2 horas, 168. Es diabetes gestacional."
    sections = place(note_lines(dialogue(f"{STARTED}M: {said}"), 4.0), builtin_template("soap"))
    told = {spec.key: " ".join(statement.text for statement in spec.statements) for spec in sections}
    assert "gestacional" in told["assessment"]


@pytest.mark.parametrize(
    ("said", "found", "done"),
    [
        ("Tiene una neumonía, así que le doy amoxicilina de 500.", "neumonía", "amoxicilina"),
        ("El potasio está en 5,8, por eso suspendo la espironolactona.", "5,8", "espironolactona"),
        ("Es una cistitis y le voy a dar fosfomicina, un sobre.", "cistitis", "fosfomicina"),
    ],
)
def test_what_is_so_and_what_is_done_about_it_are_parted(said: str, found: str, done: str) -> None:
    sections = place(note_lines(dialogue(f"{JUDGED}M: {said}"), 4.0), builtin_template("soap"))
    told = {spec.key: " ".join(statement.text for statement in spec.statements) for spec in sections}
    assert done in told["plan"].lower()
    assert found not in told["plan"].lower()
    assert found in (told["assessment"] + told["objective"]).lower()


@pytest.mark.parametrize(
    "said",
    [
        "Si es una neumonía, entonces le doy amoxicilina.",
        "Con asma y rinitis.",
        "Con potasio de 5,8, entonces la suspendo.",
        "La tensión está en 150 sobre 90, así que",
    ],
)
def test_what_hangs_together_is_not_parted(said: str) -> None:
    turn = read_turns(dialogue(f"M: {said}"))[0]
    assert with_consequences_apart([turn]) == [turn]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Control conmigo al mes de empezar.", Topic.FOLLOW_UP),
        ("Quiero verlo en 4 semanas.", Topic.FOLLOW_UP),
        ("Hablamos en dos semanas, por teléfono.", Topic.FOLLOW_UP),
        ("Potasio y creatinina en 2 semanas, por el irbesartán.", Topic.TESTS),
        ("Pido factor V Leiden y protrombina.", Topic.TESTS),
        ("Si sangra o se desmaya, a urgencias.", Topic.WARNING_SIGNS),
        ("Próxima consulta en tres semanas.", Topic.FOLLOW_UP),
        ("La vemos después de la biopsia.", Topic.FOLLOW_UP),
    ],
)
def test_what_is_planned_has_its_own_topic(said: str, topic: Topic) -> None:
    assert note_lines(dialogue(f"{PLANNED}M: {said}"), 4.0)[-1].topic is topic


def test_what_is_remarked_of_an_allergy_is_none() -> None:
    said = "Menos mal que lo aclaró, porque con sacubitrilo eso sería grave."
    lines = note_lines(dialogue(f"M: ¿Es alérgico a algo? / P: Al naproxeno. / M: {said}"), 4.0)
    assert not [line for line in lines if line.topic is Topic.ALLERGIES and "sacubitrilo" in line.text]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("A su hermano le dieron Dalsy.", Topic.FAMILY),
        ("Mi marido toma aspirina.", Topic.FAMILY),
        ("Mi hermana me dio un lorazepam.", Topic.MEDICATION),
        ("Tomo losartán como mi hermana.", Topic.MEDICATION),
    ],
)
def test_what_a_relative_takes_is_not_the_patients_medication(said: str, topic: Topic) -> None:
    lines = note_lines(dialogue(f"M: ¿Qué toma? / P: {said} / M: ¿Y la tos? / P: Seca."), 4.0)

    assert lines[0].topic is topic


@pytest.mark.parametrize(
    ("before", "told", "section"),
    [
        # asked for while the patient is examined, it stands for what would be measured
        (EXAMINED, "M: ¿Cuánto pesa? / P: Setenta kilos, me pesaron el lunes.", "objective"),
        (JUDGED, "M: ¿La presión se la tomó? / P: En la farmacia, ayer. 110 sobre 70.", "objective"),
        (JUDGED, "M: ¿La presión se la tomó? / P: No, hace 20 días que no.", "subjective"),
        (STARTED, "M: ¿La presión se la tomó? / P: En casa, 155 sobre 90.", "subjective"),
        (EXAMINED, "M: ¿La ha pesado la enfermera? / A: Cincuenta y dos kilos.", "objective"),
        # or where nobody can measure it, by telephone
        (
            "M: Aló, don Luis. / P: Sí. / ",
            "M: ¿Te tomaste la presión? / P: En la farmacia, ayer. 110 sobre 70.",
            "objective",
        ),
        # what he will do of what is planned
        (PLANNED, "M: Le recomiendo la vacuna de hepatitis. / P: Esa sí me la pongo.", "plan"),
        (PLANNED, "P: A la rehabilitación no voy.", "plan"),
        # or agrees to
        (JUDGED, "M: ¿Y si retomamos la terapia con Paula? / P: Bueno, sí.", "plan"),
        (JUDGED, "M: ¿Quedamos el lunes para ver los números? / P: Por la tarde puedo.", "plan"),
        (STARTED, "M: ¿Se pone la vacuna de la gripe? / P: Cada año me la ponen.", "subjective"),
        (JUDGED, "M: ¿Cuántas toma? / P: Veinte pastillas al mes.", "subjective"),
    ],
)
def test_what_the_patient_tells_lands_in_its_section(before: str, told: str, section: str) -> None:
    assert _sections_of_last(before + told) == {section}
