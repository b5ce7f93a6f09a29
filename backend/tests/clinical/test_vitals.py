"""Vital signs and results with their units."""

import pytest

from medic_scribe.clinical import find_measurements, read


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        (
            "Tiene la presión en 158 sobre 94. La frecuencia cardiaca es de 88 por minuto, regular.",
            ["TA 158/94 mmHg", "FC 88 lpm (regular)"],
        ),
        (
            "La saturación es de 93 por ciento al aire ambiente. No tiene fiebre, 36.5.",
            ["SatO₂ 93 % (al aire ambiente)", "temperatura 36.5 °C"],
        ),
        ("presion 142 sobre 80 y 8 la frecuencia 90 y 6 por minuto", ["TA 142/88 mmHg", "FC 96 lpm"]),
        ("presion 136 sobre 80 4 frecuencia 76", ["TA 136/84 mmHg", "FC 76 lpm"]),
        ("presion 120 sobre 80 2 veces", ["TA 120/80 mmHg"]),
        (
            "la frecuencia cardiaca noventa y seis respira a veinticuatro por minuto",
            ["FC 96 lpm", "FR 24 rpm"],
        ),
        ("Pesa 91 kilos. Mide 1.70.", ["peso 91 kg", "talla 1.70 m"]),
        ("mide un metro setenta y dos y pesa setenta kilos y medio", ["talla 1,72 m", "peso 70,5 kg"]),
        ("pesó 3200 gramos al nacer", ["peso 3200 g"]),
        ("hemoglobina glucosilada de nueve coma uno por ciento", ["HbA1c 9,1 %"]),
        (
            "el sodio en 128, que está bajo. El potasio 4.2, la creatinina 1.1",
            ["sodio 128 mmol/L (bajo)", "potasio 4.2 mmol/L", "creatinina 1.1 mg/dL"],
        ),
        ("el potasio 4 con 2", ["potasio 4,2 mmol/L"]),
        ("el p s a de 6 8 libre 12 por ciento", ["PSA 6.8 ng/mL"]),
        ("Examen objetivo. Presión 120 sobre 70", ["TA 120/70 mmHg"]),
        ("una saturación mínima de 81", ["SatO₂ 81 % (mínima)"]),
        ("el peso, con bajar cinco kilos alcanza", []),
        ("el pulso me lo vigila, si le baja de 50 me llama", []),
        ("leucocitos 11 mil 200 eosinófilos 350", ["leucocitos 11200 /µL", "eosinófilos 350 /µL"]),
        ("El minimental, 23 sobre 30. Glasgow 15.", ["minimental 23/30", "Glasgow 15/15"]),
        ("altura uterina de 26 centímetros, latidos del bebé 142 por minuto", ["AFU 26 cm", "FCF 142 lpm"]),
        (
            "TA 120/80 FC 72 FR 16 T 36.8 SatO2 98%",
            ["TA 120/80 mmHg", "FC 72 lpm", "FR 16 rpm", "temperatura 36.8 °C", "SatO₂ 98 %"],
        ),
        ("el urocultivo salió negativo", ["urocultivo negativo"]),
        ("tengo la presión en 14 sobre 9", ["TA 140/90 mmHg"]),
        ("presión 120 80", ["TA 120/80 mmHg"]),
        ("la presión ciento treinta y seis, ochenta, y cuatro", ["TA 136/84 mmHg"]),
        ("toma losartán para la presión, que hoy fue 150 sobre 90", ["TA 150/90 mmHg"]),
        ("presión de quince y nueve", ["TA 150/90 mmHg"]),
        ("frecuencia de sesenta, veinte respiraciones, treinta y seis cuatro", ["FC 60 lpm", "FR 20 rpm"]),
        ("respiraciones 20, latidos 80 por minuto", ["FR 20 rpm", "FC 80 lpm"]),
        ("perímetro cefálico 42 centímetros", ["perímetro cefálico 42 cm"]),
        ("ferritina de 8 y TSH de tres punto dos", ["ferritina 8 ng/mL", "TSH 3.2 mUI/L"]),
        ("un bef 1 de cuarenta y ocho por ciento", ["VEF1 48 %"]),
        ("INR 2.4", ["INR 2.4"]),
        ("presión intraocular de 16", ["presión intraocular 16 mmHg"]),
        ("Temperatura 37.2. Pesa 63 kilos.", ["temperatura 37.2 °C", "peso 63 kg"]),
        ("El fondo uterino mide 27 centímetros", ["AFU 27 cm"]),
        ("dolor 8 sobre 10 en la escala de dolor", ["EVA 8/10"]),
    ],
)
def test_lines(sentence: str, lines: list[str]) -> None:
    assert [measurement.render() for measurement in find_measurements(read(sentence))] == lines


def test_two_readings_in_one_turn_keep_their_posture() -> None:
    lying, standing = find_measurements(
        read(
            "te tomo la presión acostada. 142 sobre 78. Ahora parate despacito, esperamos tres minutos. "
            "112 sobre 64."
        )
    )

    assert (lying.value, lying.context) == ("142/78", "acostado")
    assert (standing.value, standing.context) == ("112/64", "de pie")


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        ("la vez pasada pesaba 87", True),
        ("en marzo la saturación era de 93", True),
        ("la espirometría de marzo mostraba un VEF1 de 48 por ciento", True),
        ("pesa 91 kilos", False),
        ("la saturación hoy es de 93", False),
    ],
)
def test_earlier_values_are_kept_apart(sentence: str, previous: bool) -> None:
    assert find_measurements(read(sentence))[0].previous is previous


@pytest.mark.parametrize(
    ("sentence", "conditional"),
    [
        ("Si el sodio está por debajo de 125, me llama", [True]),
        ("la frecuencia la queremos por debajo de 100", [True]),
        ("más de 90 de saturación", [True]),
        ("la meta es una presión de 130 sobre 80", [True]),
        ("la meta es 130 sobre 80, hoy tiene 150 sobre 90", [True, False]),
        ("Examen objetivo. Presión 120 sobre 70", [False]),
    ],
)
def test_a_condition_limit_or_aim_is_no_result(sentence: str, conditional: list[bool]) -> None:
    assert [measurement.conditional for measurement in find_measurements(read(sentence))] == conditional


@pytest.mark.parametrize(
    "sentence",
    [
        "losartán de 50 una al día",
        "amoxicilina 875/125",
        "tomo potasio 600 miligramos",
        "la presión está alta",
        "¿Cuánto pesa?",
        "la presión desde hace 15 años",
        "bajó 3 kilos en un mes",
        "he perdido peso, unos cuatro kilos",
        "la temperatura dos veces al día",
        "la pastilla de la presión de ciento sesenta",
        "la pastilla de la tensión, de ciento sesenta",
        "la del azúcar de ochocientos cincuenta",
        "para la presión, de cien",
        "algo para la presión valsartán de ciento sesenta",
        "para el azúcar metformina 850",
        "la presión, valsartán, la de ciento sesenta",
    ],
)
def test_what_is_no_measurement(sentence: str) -> None:
    assert not find_measurements(read(sentence))
