"""Numbers in words and broken figures become figures; words that count nothing stay words."""

import pytest

from medic_scribe.clinical.numbers import spell, whole_at
from medic_scribe.clinical.reading import read
from medic_scribe.clinical.text import fold


@pytest.mark.parametrize(
    ("heard", "understood"),
    [
        ("nueve coma uno", "9,1"),
        ("uno punto tres", "1.3"),
        ("cero punto veinticinco", "0.25"),
        ("cero coma cero cinco", "0,05"),
        ("siete y medio", "7,5"),
        ("medio miligramo", "0,5 miligramo"),
        ("kilo y medio", "1,5 kilos"),
        ("siete mililitros y medio", "7,5 mililitros"),
        ("setenta kilos y medio", "70,5 kilos"),
        ("37 coma 2", "37,2"),
        ("142 sobre 70 y 8", "142/78"),
        ("158 sobre 94", "158/94"),
        ("tensión 1 20 80", "tensión 120/80"),
        ("tensión 1 y medicación", "tensión 1 y medicación"),
        ("temperatura 37 y 8", "temperatura 37,8"),
        ("entre 37 y 8", "entre 37 y 8"),
        ("ciento cuarenta y dos sobre ochenta y ocho", "142/88"),
        ("80 y 8", "88"),
        ("150 y 2 sobre 94", "152/94"),
        ("150 y 1 sobre 90 y 1", "151/91"),
        ("digoxina de 0 25", "digoxina de 0.25"),
        ("llame al cero veinticuatro", "llame al 024"),
        ("prednisona en diez dos semanas", "prednisona en diez 2 semanas"),
        ("marque el cero dieciséis a cualquier hora", "marque el 016 a cualquier hora"),
        ("digoxina de cero veinticinco, y llame", "digoxina de 0.25, y llame"),
        ("metamizol 500 70 y 5, cada ocho horas", "metamizol 575, cada 8 horas"),
        ("pesa 68 4 hace un mes", "pesa 68.4 hace un mes"),
        ("el potasio 5 3", "el potasio 5.3"),
        ("la creatinina de uno tres", "la creatinina de 1.3"),
        ("peso hoy 50 y 4 con 5", "peso hoy 54,5"),
        ("temperatura de 38 3 días", "temperatura de 38 3 días"),
        ("treinta y uno en el consultorio", "31 en el consultorio"),
        ("losartán cincuenta y uno en la noche", "losartán 50 y uno en la noche"),
        ("losartán 50 2 veces al día", "losartán 50 2 veces al día"),
        ("ibuprofeno 600 20 tabletas", "ibuprofeno 600 20 tabletas"),
        ("50 y 8 años", "58 años"),
        ("noventa y uno por ciento", "91 %"),
        ("11 mil 200", "11200"),
        ("once mil doscientos", "11200"),
        ("doscientos cincuenta mil", "250000"),
        ("el dos mil quince", "el 2015"),
        ("potasio 4 con 2", "potasio 4,2"),
        ("0 5 miligramos", "0.5 miligramos"),
        ("0 25 mg", "0.25 mg"),
        ("ochocientos cincuenta", "850"),
        ("800, 50 miligramos", "850 miligramos"),
        ("ciento sesenta con cuatro coma cinco", "160 con 4,5"),
        ("160 con 4 5 dos inhalaciones", "160 con 4.5 2 inhalaciones"),
        ("mide un metro setenta y dos", "mide 1,72 m"),
        ("mide uno sesenta", "mide 1,60 m"),
        ("tres kilos doscientos", "3,2 kilos"),
        ("cuarenta ocho horas", "48 horas"),
        ("treinta y siete y medio", "37,5"),
        ("dos o tres veces", "2 o 3 veces"),
        ("un gramo cada ocho horas", "1 gramo cada 8 horas"),
        ("¿Siete y medio?", "¿7,5?"),
        ("veintiún días", "21 días"),
        ("98% y 500mg", "98 % y 500 mg"),
        ("ayer treinta y nueve cuatro, en el oído", "ayer 39.4, en el oído"),
        ("38 7.", "38.7."),
        ("anoche 30 y 8 2 en la axila", "anoche 38.2 en la axila"),
        ("treinta y nueve uno rectal", "39.1 rectal"),
        ("treinta y seis nueve de temperatura", "36.9 de temperatura"),
        ("treinta y seis con cinco de temperatura", "36,5 de temperatura"),
        ("hoy da sesenta y tres con cuatro.", "hoy da 63,4."),
        ("ojo derecho veinte cien, ojo izquierdo veinte treinta", "ojo derecho 20/100, ojo izquierdo 20/30"),
        ("lo subimos a noventa y siete ciento tres", "lo subimos a 97/103"),
        ("la tensión por encima de ciento cincuenta con noventa", "la tensión por encima de 150/90"),
        ("excavación 0 7, con", "excavación 0.7, con"),
        ("Tres ciento cincuenta, al nacer", "3,150, al nacer"),
        ("nació con tres ciento cincuenta", "nació con 3,150"),
        ("catorce kilos doscientos", "14,2 kilos"),
        ("las de los tres y cinco meses", "las de los 3 y 5 meses"),
        ("ciento ocho en ayunas", "108 en ayunas"),
        ("100 ocho en ayunas", "108 en ayunas"),
        ("100 8 en ayunas", "108 en ayunas"),
        ("doscientos tres en ayunas", "203 en ayunas"),
        ("ciento dos por la mañana, ciento cinco antes de cenar", "102 por la mañana, 105 antes de cenar"),
        ("ciento cuatro por minuto", "104 por minuto"),
        ("noventa por ciento dos veces", "90 % 2 veces"),
        ("la presión 136, 80, y 4", "la presión 136/84"),
        ("presión 100, 30 y 6, 80 y 4. Pulso 72", "presión 136/84. Pulso 72"),
        ("presión ciento treinta y seis, ochenta, cuatro, pulso 72", "presión 136/84, pulso 72"),
        ("derecho 0 88 izquierdo 0,42", "derecho 0.88 izquierdo 0,42"),
        ("sube a ochenta y un protector", "sube a 80 y un protector"),
        ("ochenta y un años", "81 años"),
        ("la tensión 148 92", "la tensión 148/92"),
        ("afebril, 36 5 pesa 59 kilos", "afebril, 36.5 pesa 59 kilos"),
        ("presión brazo derecho 168 90 y 6, la segunda", "presión brazo derecho 168/96, la segunda"),
        ("47 kilos 650 cada ocho horas", "47 kilos 650 cada 8 horas"),
        ("47 kilos 650 miligramos", "47 kilos 650 miligramos"),
        ("un millón doscientas mil unidades", "1200000 unidades"),
        ("una dieta de mil calorías", "una dieta de 1000 calorías"),
        ("entre mil y mil quinientas calorías", "entre 1000 y 1500 calorías"),
        ("cien o doscientos", "100 o 200"),
        ("las mil y una noches", "las mil y una noches"),
        ("llame al nueve once", "llame al 911"),
        ("avise al cero sesenta y uno o al ciento doce", "avise al 061 o al 112"),
        ("la noche del nueve, once personas", "la noche del nueve, 11 personas"),
        ("uno punto dos millones", "1200000"),
        ("2.4 millones de unidades", "2400000 de unidades"),
        ("clonazepam, punto cinco en la noche", "clonazepam, 0.5 en la noche"),
        ("digoxina de punto veinticinco", "digoxina de 0.25"),
        ("punto cinco miligramos", "0.5 miligramos"),
        ("creatinina punto nueve", "creatinina 0.9"),
        ("clonazepam .5 mg", "clonazepam 0.5 mg"),
        (".5mg cada noche", "0.5 mg cada noche"),
        ("digoxina cero veinticinco, media diaria", "digoxina 0.25, media diaria"),
        ("carvedilol seis veinticinco dos veces al día", "carvedilol 6.25 2 veces al día"),
        ("hidroclorotiazida de doce cinco", "hidroclorotiazida de 12.5"),
        ("carvedilol de seis y cuarto", "carvedilol de 6,25"),
        ("treinta y ocho grados con dos", "38,2 grados"),
        ("treinta y siete y dos décimas", "37,2"),
        ("Uno sesenta y cinco.", "1,65."),
        ("uno setenta de estatura", "1,70 de estatura"),
        ("mide un metro ocho", "mide 1,08 m"),
        ("un metro cero cinco", "1,05 m"),
        ("pesa cincuenta y cuatro quinientos", "pesa 54,5"),
        ("Ochenta y cuatro quinientos.", "84,5."),
        ("leucocitos siete doscientos", "leucocitos 7200"),
        ("quince y nueve", "15 y 9"),
        ("TA 120/80mmHg", "TA 120/80 mmHg"),
    ],
)
def test_figures(heard: str, understood: str) -> None:
    assert read(heard).text == understood


@pytest.mark.parametrize(
    "heard",
    [
        "una o dos",
        "uno por la mañana",
        "las dos bases",
        "en los dos lados",
        "48 a 72 horas",
        "a las siete y media",
        "mil gracias",
        "entre 20 y 5",
        "un sobre 2 veces al dia",
        "120 80",
        "valsartán de 160 con 5.",
        "una mujer de 36 con dos hijos",
        "cada 36 2 comprimidos",
        "20 40 cigarros",
        "tres 150 mg",
        "hace año y medio",
        "media pastilla",
        "una pastilla y media",
        "ni uno ni otro",
        "de uno en uno",
        "tomo once",
        "y medio raro",
        "un millón de gracias",
        "en el punto cinco",
        "que coma punto y coma",
        "levotiroxina, uno doce",
        "de cero a diez",
        "presión 120, 80, y dos hijos",
        "presión 120 80 veces",
        "para la presión losartán 100 50",
        "presión 130, 80, y 4 comprimidos",
        "presión 100, 60, 72",
        "el punto 5 centímetros arriba",
        "son las seis y cuarto",
        "bisoprolol de 5 2 al día",
        "38 grados y 2 días",
        "38 2 en la noche",
        "tengo 38 2 axilas sanas",
    ],
)
def test_what_stays_as_said(heard: str) -> None:
    assert read(heard).text == heard


def test_takes_after_a_dose_are_no_part_of_it() -> None:
    assert read("de cincuenta una al día").text == "de 50 una al día"
    assert read("de cincuenta dos veces al día").text == "de 50 2 veces al día"


@pytest.mark.parametrize(
    "value", [0, 1, 16, 21, 30, 88, 100, 101, 850, 1000, 1001, 2015, 11_200, 121_021, 250_000, 999_999]
)
def test_words_and_back(value: int) -> None:
    number = whole_at(fold(spell(value)).split(), 0, 99)

    assert number is not None
    assert number.value == value


def test_every_number_word_carries_its_value() -> None:
    assert [token.value for token in read("una o dos").tokens] == [1.0, None, 2.0]


def test_spelling_beyond_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="999"):
        spell(1_000_000)
