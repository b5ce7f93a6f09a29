"""Whether heard words support a line, whoever wrote it."""

import pytest

from medic_scribe.clinical.support import doubts

# What a language model gets wrong, and what it words in its own way and gets right.
WRONG = [
    ("Fiebre.", ["¿Tiene fiebre?", "No, doctora."], "polarity_differs"),
    ("Niega tos.", ["Tengo tos desde ayer."], "polarity_differs"),
    ("Alergia a penicilina.", ["No soy alérgica a la penicilina."], "polarity_differs"),
    ("Niega alergias.", ["Soy alérgica a la penicilina."], "polarity_differs"),
    ("Soplo sistólico.", ["No se oye ningún soplo."], "polarity_differs"),
    ("Dolor en rodilla izquierda.", ["Me duele la rodilla derecha."], "side_not_heard"),
    ("Metformina 1000 mg cada 12 horas.", ["Metformina de 850 cada doce horas."], "dose_not_heard"),
    ("Metformina 850 mg cada 8 horas.", ["Metformina de 850 cada doce horas."], "number_not_heard"),
    ("Diez cigarrillos al día.", ["Fumo veinte cigarrillos al día."], "number_not_heard"),
    ("Dos comprimidos al día.", ["Tome tres comprimidos al día."], "number_not_heard"),
    ("Enalapril 20 mg.", ["Tomo losartán de 20."], "drug_not_heard"),
    ("Suspender enalapril.", ["Siga con el enalapril igual."], "change_differs"),
    ("Iniciar enalapril 10 mg.", ["Vamos a suspender el enalapril de 10."], "change_differs"),
    ("Aumentar metformina a 1000 mg.", ["Le bajo la metformina a 1000."], "change_differs"),
    ("Diabetes.", ["Mi padre es diabético."], "person_differs"),
    ("Diabético tipo 2 en tratamiento.", ["Hoy vengo por la rodilla, tipo 2."], "not_heard"),
]
RIGHT = [
    ("Niega fiebre.", ["¿Tiene fiebre?", "No, doctora."]),
    ("Refiere disnea al subir escaleras.", ["Me falta el aire al subir las escaleras."]),
    ("Sin alergias conocidas.", ["¿Alergias?", "No, ninguna."]),
    ("TA 140/90 mmHg.", ["Tiene la tensión en ciento cuarenta noventa."]),
    ("Metformina 850 mg cada 12 horas.", ["Metformina de 850 cada doce horas."]),
    ("Mantener losartán.", ["Siga con el losartán."]),
    ("Padre con diabetes.", ["Mi padre es diabético."]),
    ("Aspirina, la de cien.", ["Tomo la aspirina, la de cien."]),
]


@pytest.mark.parametrize(("line", "heard", "code"), WRONG)
def test_a_line_that_its_evidence_does_not_support_is_found(line: str, heard: list[str], code: str) -> None:
    assert code in [doubt.code for doubt in doubts(line, heard)]


@pytest.mark.parametrize(("line", "heard"), RIGHT)
def test_a_line_in_other_words_is_left_alone(line: str, heard: list[str]) -> None:
    assert doubts(line, heard) == []
