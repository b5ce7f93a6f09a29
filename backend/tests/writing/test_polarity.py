"""A wrong polarity is the worst error a note can make: what is affirmed, denied, or left as it was said."""

import re

import pytest

from medic_scribe.clinical import fold
from tests.writing.dialogues import note

EXAMINED = "M: Presión 120 sobre 80, pulso 70. Abdomen blando. / "

FOLDED = [
    # one closed question, one clear answer
    ("M: ¿Tiene tos? / P: No.", "niega tos"),
    ("M: ¿Ha tenido fiebre o vómitos? / P: No, nada.", "niega fiebre y vomitos"),
    ("M: ¿Tiene tos? / P: Sí.", "refiere tos"),
    ("M: ¿Perdió el conocimiento? / P: No, nunca.", "niega haber perdido conocimiento"),
    ("M: ¿Se golpeó la cabeza? / A: No, la cabeza no.", "niega haberse golpeado la cabeza"),
    (
        "M: ¿Ha tenido sangrado o salida de líquido? / P: No, ni sangrado ni líquido.",
        "niega sangrado y salida de liquido",
    ),
    ("M: ¿Es alérgico a algún medicamento? / P: No, a ninguno.", "alergi"),
    (
        "M: ¿Moco verde, fiebre? ¿Sangre al toser? / P: No, nada de eso.",
        "niega moco verde, fiebre y sangre al toser",
    ),
    (
        "M: ¿Moco verde, fiebre? ¿Sangre al toser? / P: Nada de eso. Bueno, fiebre sí.",
        "nada de eso.*fiebre si",
    ),
    # a denial stands with what it denies, not with what was said last
    (
        "M: ¿Qué gotas usa? / A: Timolol, una cada doce horas. En los dos ojos, hasta las ocho."
        " / P: El timolol ya no, me lo quitaron en mayo.",
        "timolol, una? .*segun paciente, timolol ya no",
    ),
    (
        "M: ¿Visión doble, habla enredada, la cara chueca? / P: Nada de eso.",
        "niega vision doble, habla enredada y cara chueca",
    ),
    ("M: ¿Toma el jarabe? / P: Sí. Bueno, el de la noche se me olvida.", "jarabe.*olvida"),
    (
        "M: ¿Es alérgica a algún medicamento? / P: No. / M: ¿Y a algo más? / P: Al níquel.",
        "niega alergias a medicamentos",
    ),
    # what is added is added to something
    (
        EXAMINED + "P: ¿Qué dejo? / M: La tamsulosina no se la quite. La aspirina tampoco.",
        "no quitar tamsulosina. aspirina tampoco",
    ),
    (
        EXAMINED + "P: ¿Qué vigilo? / M: Si tiene fiebre, venga a urgencias. Y si sangra, también.",
        "urgencias. si sangra, tambien",
    ),
    (EXAMINED + "M: Anemia por falta de hierro, además de la del riñón.", "hierro,? ademas de la del rinon"),
    # what is not felt may be there
    ("M: Presión 120 sobre 80. El bazo no se palpa.", "bazo no se palpa"),
    ("M: ¿Fiebre? ¿Cuándo fue al baño? / P: Nada de eso.", "fiebre.*cuando fue al bano.*nada de eso"),
    # only what was answered is denied
    ("M: ¿Ha tenido fiebre, vómitos o dolor abdominal? / P: No, fiebre no. Vómitos tampoco.", "fiebre"),
    # words of one's own
    ("M: ¿Cómo está? / P: No aguanto el dolor de muelas.", "no aguanta dolor de muelas"),
    ("M: ¿Y la tos? / P: No se me quita la tos.", "no se quita tos"),
    ("M: ¿Duerme bien? / P: No duermo nada desde hace dos semanas.", "no duerme nada desde hace 2 semanas"),
    # a denial that a reminder takes back
    (
        "M: ¿Alguna alergia? / P: No. / A: ¿No era al yodo? / P: Ah, sí, al yodo. / M: Bien.",
        "niega alergias.*; luego si: .*yodo",
    ),
    # a plea is no past
    ("M: Hay que cambiarle la sonda. / P: No me la saque, por favor. / M: Ya.", "«no me la saque»"),
    ("M: ¿Y las pastillas? / P: No me las quiten, que duermo.", "«no me las quiten"),
    ("M: ¿Y la insulina? / A: No le baje la insulina, doctora.", "«no le baje la insulina"),
    ("M: ¿Y la insulina? / P: No me la puse ayer.", "no la puso ayer"),
    ("M: ¿Qué le dijeron? / P: Que no me lo tome con el café.", "que no lo tome con"),
    # as said, side by side
    (
        "M: ¿Controla bien la orina? ¿Nota dormida la zona? / P: Sí, todo eso normal.",
        "controla bien orina.*nota dormida.*si, todo eso normal",
    ),
    ("M: ¿Y el calcio también? / P: Mmm, ajá.", "calcio.*aja"),
    (
        "M: ¿El ácido fólico lo sigue tomando? / P: Ese ya no, me lo quitaron a las catorce semanas.",
        "acido folico.*ya no",
    ),
    # the persons
    (
        "M: ¿Es alérgica a algo? / A: A la penicilina. / P: No, a la penicilina es alérgica mi hija."
        " Yo a la dipirona.",
        "penicilina.*hija.*dipirona",
    ),
    ("M: ¿Tuvo tuberculosis? / P: Yo no. Mi papá sí tuvo.", "papa si tuvo"),
    (
        "M: ¿Se le escapa la orina? / A: No, eso no. / P: Sí, sí se me escapa de noche.",
        "segun acompanante, no.*segun paciente, si",
    ),
    (
        "M: ¿Medicinas? / A: Toma un anticoagulante. / M: ¿Cuál? / A: El apixabán, creo. / P: No, ese lo"
        " toma mi cuñado. / M: Bien.",
        "anticoagulante.*apixaban.*segun paciente, (no, )?ese lo toma su cunado",
    ),
    (
        "M: ¿Ha tenido silbidos? / A: Ella no. El que silba es Tomás, tiene asma. A él lo hospitalizaron."
        " / M: Bien.",
        "tomas.*a el lo hospitalizaron",
    ),
    ("M: ¿Y en la familia? / P: Mi tía tiene artrosis, ¿no? / M: Sí.", "tia tiene artrosis"),
    # what is proposed, refused, imagined or agreed with is no order
    (
        EXAMINED + "M: Me gustaría dejarlo en observación hasta mañana. / A: Hoy no. / M: Bueno.",
        "se propone dejarlo.*hoy no",
    ),
    (
        EXAMINED + "M: El quiste lo operamos hoy mismo. / P: ¿Hoy? Uy, no, doctor. Hoy trabajo. / M: Ya.",
        "operar quiste hoy mismo.*paciente: (uy, )?no",
    ),
    (
        EXAMINED + "P: ¿El rivaroxabán no era mejor? / M: Sí, pero sangra más.",
        "pregunta por rivaroxaban: si, pero sangra mas",
    ),
    (
        EXAMINED
        + "M: Hoy ponemos vacuna de neumococo y gripe. / P: La de la gripe ya me la han puesto. / M: Pues"
        " solo neumococo.",
        "gripe.*ya pusieron.*solo neumococo",
    ),
    (
        EXAMINED + "M: Amoxicilina de 500, una cápsula cada seis horas. No: cada ocho horas. / P: Bueno.",
        "amoxicilina.*cada 8 horas",
    ),
    (
        EXAMINED + "M: El levetiracetam lo subo, 750, pará, no hay de esos, 1000 a la noche. / P: Bueno.",
        "levetiracetam lo subo, 1000 de noche",
    ),
    # conditions keep their "si"
    (
        "M: Vamos a empezar furosemida de 40 miligramos al día. Si sube más de dos kilos en tres días,"
        " me llama. / P: Bueno.",
        "si sube mas de 2 (kilos|kg)",
    ),
    (
        "M: Sodio 128. De momento no hace falta insulina. Iniciamos metformina de 850. / P: Vale.",
        "no hace falta insulina",
    ),
]

NEVER = [
    # who listens to what is found answers nothing
    (
        "M: qué le pasa / P: tos / M: tensión 130 80 pulmones limpios / P: ajá / M: garganta roja / P: mmm",
        "aja",
    ),
    # a "no" that may deny what stands before it begins no clause
    (
        "M: qué le pasa / P: tos / M: Tensión 130 80. bordes especulados como pinchitos de la pleura del "
        "lado derecho ganglios agrandados no hay derrame tampoco / P: ya",
        "(?<!sin )ganglios agrandados",
    ),
    # what somebody asks is no statement
    ("M: ¿Alguna alergia? / P: Al látex. / A: ¿No era al yodo? / P: No sé.", r"no era"),
    ("M: ¿Se ha mareado? / P: No. / A: ¿La de la farmacia le contó que se desmayó?", r"desmayo"),
    (
        "M: ¿Controla bien la orina? ¿Nota dormida la zona? / P: Sí, todo eso normal.",
        r"refiere .*dormida|niega",
    ),
    (
        "M: ¿Ha tenido fiebre, vómitos o dolor abdominal? / P: No, fiebre no. Vómitos tampoco.",
        r"niega.*dolor abdominal",
    ),
    ("M: ¿Tiene fiebre? / P: Mi hijo tiene clases mañana, ¿tardamos mucho?", r"niega|refiere fiebre"),
    ("M: ¿Tiene alergias? / P: No, a nada. Bueno, espérese, a las sulfas sí.", r"niega alergias"),
    ("M: ¿No le duele? / P: No.", r"^niega|refiere"),
    (
        "M: Prednisona de veinte... no, disculpe, de cuarenta miligramos al día por cinco días. / P: Ya.",
        r"\b20\b",
    ),
    ("M: ¿Qué toma? / P: La levotiroxina de cien... no, perdón, de setenta y cinco.", r"\b100\b"),
    (
        "M: ¿Y el tiotropio de dieciocho? / P: El tiotropio de dieciocho ya no lo uso hace dos semanas.",
        r"tiotropio(?!.*ya no)",
    ),
    (
        "M: ¿Cómo va? / P: Bien. Mi vecina toma aspirina, ¿yo debería? / M: No, en usted no está"
        " indicada. No la tome.",
        r"aspirina(?!.*no)",
    ),
    (
        "M: Puede orinar más. Si no puede orinar nada, venga a urgencias, no espere a la cita. / P: Vale.",
        r"(?<!urgencias, no espere )a la cita$",
    ),
    ("M: Le voy a dar amoxicilina. No tiene fiebre, 36.5. / P: Ya.", r"sin temperatura"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_says_what_was_said(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "wrong"), NEVER)
def test_never_says(text: str, wrong: str) -> None:
    assert not re.search(wrong, fold(note(text)), re.MULTILINE), note(text)
