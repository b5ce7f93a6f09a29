"""What is masked before a text leaves, what is not, and that all of it comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_scribe.writing.redaction import Redaction, Untouched

MASKED = [
    ("Me llamo Hortensia Ruiz de la Prada, doctora.", "Me llamo [PERSONA_1], doctora."),
    ("me llamo hortensia y me duele la cabeza", "me llamo [PERSONA_1] y me duele la cabeza"),
    ("Soy la doctora Bidegain, buenos días.", "Soy la doctora [PERSONA_1], buenos días."),
    ("El señor Wilfredo toma losartán.", "El señor [PERSONA_1] toma losartán."),
    ("Mi hija Lucía tiene fiebre.", "Mi hija [PERSONA_1] tiene fiebre."),
    ("Vengo con mi esposa Coromoto.", "Vengo con mi esposa [PERSONA_1]."),
    ("Dr. Sánchez-Ortega me mandó Adiro 100.", "Dr. [PERSONA_1] me mandó Adiro 100."),
    ("Dolores Fuertes, pase.", "[PERSONA_1], pase."),
    ("Rosa, siéntese. La piel rosa.", "[PERSONA_1], siéntese. La piel rosa."),
    ("Mañana viene Epigmenio del taller.", "Mañana viene [NOMBRE_1] del taller."),
    ("Mi teléfono es el 612 34 56 78.", "Mi teléfono es el [DOCUMENTO_1]."),
    ("Llámeme al 612345678.", "Llámeme al [TELEFONO_1]."),
    ("Apunte: +34 612-345-678", "Apunte: [TELEFONO_1]"),
    ("seis uno dos tres cuatro cinco seis siete ocho", "[TELEFONO_1]"),
    ("mi móvil es seiscientos doce, treinta y cuatro, cincuenta", "mi móvil es [DOCUMENTO_1]"),
    ("DNI 12345678Z", "DNI [DOCUMENTO_1]"),
    ("Aquí pone X1234567L.", "Aquí pone [DOCUMENTO_1]."),
    ("CUIT 20-12345678-3", "CUIT [DOCUMENTO_1]"),
    ("Su CURP, GOMC800101HDFRRL09.", "Su CURP, [DOCUMENTO_1]."),
    ("cédula 1.234.567", "cédula [DOCUMENTO_1]"),
    ("historia clínica número 45821", "historia clínica número [DOCUMENTO_1]"),
    ("escriba a maria.perez@correo.es", "escriba a [CORREO_1]"),
    ("maria punto perez arroba correo punto com", "[CORREO_1]"),
    ("Vivo en la calle Mayor 15, 3º B.", "Vivo en la [DIRECCION_1]."),
    ("Vivo en la carrera 15 # 82-30.", "Vivo en la [DIRECCION_1]."),
    ("Av. de la Constitución 3", "[DIRECCION_1]"),
]

LEFT = [
    "El Babinski está ausente, Glasgow 15, y tiene Parkinson.",
    "Dolores de cabeza desde ayer.",
    "La pastilla se llama Sintrom.",
    "Me llamó la atención el bulto.",
    "Tensión 120/80, pulso de 80 75 90, control el 12-03-2024.",
    "Penicilina benzatínica, 2.400.000 unidades.",
    "Camino 30 minutos al día.",
    "Signo de López positivo, tendón de Aquiles íntegro.",
    "ANA positivos y NT-proBNP alto.",
    "Tomo Enalapril 20, Ventolin y Xarelto de 20.",
    "Le duele el Escafoides derecho y la Cadera.",
    "Metformina 850 mg cada 12 horas, atorvastatina de 40.",
    "¿Y la señora es su esposa? Paciente Mujer de 45 años.",
    "Tos, fiebre de 38,5 y saturación del 93.",
    "Glucosa 1 3 2, urea 45, creatinina 0,9.",
]


@pytest.mark.parametrize(("said", "masked"), MASKED)
def test_who_it_is_is_masked(said: str, masked: str) -> None:
    redaction = Redaction([said])
    assert redaction.mask(said) == masked
    assert redaction.restore(masked) == said


@pytest.mark.parametrize("said", LEFT)
def test_what_the_note_needs_stays(said: str) -> None:
    assert Redaction([said]).mask(said) == said


def test_a_name_that_one_sentence_gives_away_is_masked_in_all() -> None:
    texts = ["Me llamo Zoraida.", "Zoraida, suba a la camilla.", "Luego llame a Zoraida."]
    redaction = Redaction(texts)
    assert [redaction.mask(text) for text in texts] == [
        "Me llamo [PERSONA_1].",
        "[PERSONA_1], suba a la camilla.",
        "Luego llame a [PERSONA_1].",
    ]


def test_the_clinicians_own_words_stay() -> None:
    assert Redaction([], ["Vitaxane"]).mask("Tome Vitaxane por la noche.") == "Tome Vitaxane por la noche."


def test_a_model_that_loses_brackets_or_capitals_is_understood() -> None:
    redaction = Redaction([])
    redaction.mask("Me llamo Hortensia.")
    assert redaction.restore("persona_1 y PERSONA_1 y [Persona_1]") == "Hortensia y Hortensia y Hortensia"


def test_a_placeholder_that_was_never_given_out_is_known_as_such() -> None:
    redaction = Redaction([])
    redaction.mask("Me llamo Hortensia.")
    assert redaction.knows_all("[PERSONA_1] refiere tos")
    assert not redaction.knows_all("[PERSONA_2] refiere tos")


WORDS = st.sampled_from(
    "me llamo Ana María [PERSONA_1] PERSONA_1 [ ] TEXTO_1 doctor Ruiz 612345678 DNI 12345678Z a@b.es calle"
    " Mayor 3 . , = Losartán de la persona_2 [correo_1 TELEFONO_12".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=15).map(" ".join)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_is_masked_comes_back(text: str, learnt: bool) -> None:
    redaction = Redaction([text] if learnt else [])
    masked = redaction.mask(text)
    assert redaction.restore(masked) == text
    assert redaction.knows_all(masked)


def test_where_nothing_shall_be_masked_nothing_is() -> None:
    assert Untouched().mask("Me llamo Ana.") == Untouched().restore("Me llamo Ana.") == "Me llamo Ana."
