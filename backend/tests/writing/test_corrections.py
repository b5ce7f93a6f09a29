"""Of what a speaker puts right in one sentence only the last is kept."""

import pytest

from medic_scribe.writing.extractive.words.corrections import keep_last

CORRECTIONS = [
    ("a la penicilina… no, a la amoxicilina", "a la amoxicilina"),
    ("a la penicilina y al ibuprofeno, no, al naproxeno", "a la penicilina y al naproxeno"),
    ("al polen... no, al polvo, y a los gatos", "al polvo, y a los gatos"),
    ("el losartán, no, el valsartán", "el valsartán"),
    ("a la penicilina, no, a la amoxicilina no", "a la penicilina, no, a la amoxicilina no"),
    ("a la penicilina no, a la amoxicilina", "a la penicilina no, a la amoxicilina"),
    ("a la penicilina, no a la amoxicilina", "a la penicilina, no a la amoxicilina"),
    ("satura 92 %, espere, 95 %", "satura 95 %"),
    ("sube despacio, espere, y descansa", "sube despacio, espere, y descansa"),
    ("son tres, no, cuatro kilos", "son cuatro kilos"),
    ("satura 92 %, se movió, 95 %", "satura 95 %"),
    ("satura 92 %, se movió mucho", "satura 92 %, se movió mucho"),
    ("una el lunes... a ver, el lunes es fiesta, ¿no? El martes", "una el martes"),
    (
        "una el lunes... a ver, el jueves es fiesta, ¿no? El martes",
        "una el lunes... a ver, el jueves es fiesta, ¿no? El martes",
    ),
    ("de veinte... no, disculpe, de 40 miligramos", "de 40 miligramos"),
    ("de diez... no, de cinco, una diaria, que de diez hincha", "de cinco, una diaria, que de diez hincha"),
    ("una cada ocho horas, perdón, cada seis horas", "una cada seis horas"),
    ("la matrona no, perdón, la kinesióloga le enseña", "la kinesióloga le enseña"),
    ("en diciembre... no, en noviembre", "en noviembre"),
    ("Lo bajo... no, espérese.", ""),
    ("Ninguna... ah, la aspirina", "la aspirina"),
    ("Ninguna... ah, no, ninguna", "Ninguna... ah, no, ninguna"),
    ("Nada, ah, y me pica", "Nada, ah, y me pica"),
    ("venga a urgencias, no espere a la cita", "venga a urgencias, no espere a la cita"),
    ("si le duele el pecho, no espere, venga", "si le duele el pecho, no espere, venga"),
    ("si se pone morado, no espere.", "si se pone morado, no espere."),
    ("si vomita, 10 gotas, no, espere, 20", "si vomita, 20 gotas"),
    ("no, ni fiebre ni dolor", "no, ni fiebre ni dolor"),
    ("tos no, fiebre sí", "tos no, fiebre sí"),
    ("me salieron granos... no, granos no, ampollas", "me salieron ampollas"),
    ("dos tabletas... bueno, una.", "una tableta."),
    ("en 2011 el apéndice, y la vesícula... no, un mioma", "en 2011 el apéndice, y un mioma"),
    ("cuarenta... no, pon cincuenta, que hoy camino", "cincuenta, que hoy camino"),
    ("se toca la oreja y llora, y de noche no para", "se toca la oreja y llora, y de noche no para"),
    ("tres pastillas… bueno, una", "una pastilla"),
    ("cinco ampollas... no, perdón, cuatro.", "4 ampollas."),
    ("por ocho semanas… no, mejor por seis.", "por 6 semanas."),
    ("uno al día, no, dos", "2 al día"),
    ("me operaron en el 2014, de la vesícula... no, una hernia", "me operaron en el 2014, de una hernia"),
    ("fue en el 2010, no, en el 2011", "fue en el 2011"),
    ("la rodilla derecha, no, la izquierda", "la rodilla izquierda"),
    ("me salió urticaria... no, urticaria no, un moretón", "me salió un moretón"),
    ("dormir, tres horas, que la tos no para.", "dormir, tres horas, que la tos no para."),
    ("sería ketorolaco… no, perdón, diclofenaco 75", "sería diclofenaco 75"),
    ("saturación 93 %, no, espere, se soltó el sensor, 95 %", "saturación 95 %"),
    (
        "van 3 días, no, perdón, está con fiebre, 38 grados",
        "van 3 días, no, perdón, está con fiebre, 38 grados",
    ),
    ("tengo dos hijos, bueno, una niña y un niño", "tengo dos hijos, bueno, una niña y un niño"),
    ("metformina 500 mg, no, mejor de 850", "metformina de 850"),
    # a reason stands between the value and the one said instead
    ("pasamos a 112 no es mucho salto a 100", "pasamos a 100"),
    ("enalapril de 10 todos los días, no, súbalo a 20", "enalapril a 20"),
    ("losartán 50 no que sean 100 al día", "losartán 100 al día"),
    ("el enalapril de 10 no lo suba a 20", "el enalapril de 10 no lo suba a 20"),
    ("con 140 no es mucho lo que tiene", "con 140 no es mucho lo que tiene"),
    # the whole that was taken back goes, not half of it
    ("una tableta cada día, no, mejor día por medio", "una tableta día por medio"),
    ("una gota cada noche, no, perdón, cada mañana", "una gota cada mañana"),
    # words broken off and said again
    ("nació de 35... 35 y 4 días", "nació de 35 y 4 días"),
    ("me duelen los pies... los pies y las manos", "me duelen los pies y las manos"),
    ("eso no... no me acuerdo", "eso no... no me acuerdo"),
    # values read wrongly, with their sides
    (
        "La presión: derecho 28, izquierdo 19. No, espere, lo leí al revés. Derecho 19, izquierdo 28.",
        "La presión: Derecho 19, izquierdo 28.",
    ),
    (
        "Agudeza: derecho 6, izquierdo 9. Perdón, lo dije al revés. Derecho 9, izquierdo 6.",
        "Agudeza: Derecho 9, izquierdo 6.",
    ),
    (
        "Pulso 80. No, espere, lo leí mal. Quédese quieto.",
        "Pulso 80. No, espere, lo leí mal. Quédese quieto.",
    ),
    # whose right it is
    (
        "un bulto en el lóbulo derecho... no, perdón, mi derecha, el izquierdo de usted, firme",
        "un bulto en el lóbulo izquierdo, firme",
    ),
    ("la rodilla izquierda, perdón, mi izquierda, su derecha, hinchada", "la rodilla derecha, hinchada"),
    # a value and the one preferred to it
    ("TSH en 6 semanas... a ver, con lo del viaje, mejor en 8 semanas.", "TSH en 8 semanas."),
    ("la veo en 2 meses, no, espere, que es agosto, mejor en 3 meses", "la veo en 3 meses"),
    (
        "caminar 20 minutos, y si aguanta, mejor 30 minutos",
        "caminar 20 minutos, y si aguanta, mejor 30 minutos",
    ),
    ("Le hago incapacidad... no, verdad que no está trabajando.", ""),
]


@pytest.mark.parametrize(("said", "kept"), CORRECTIONS)
def test_the_last_word_counts(said: str, kept: str) -> None:
    assert " ".join(keep_last(said.split())) == kept
