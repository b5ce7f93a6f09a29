"""To what, with which reaction, whose, and denied ones."""

import pytest

from medic_scribe.clinical import Assertion, find_allergies, read


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("soy alérgica a la penicilina", "alergia a penicilina"),
        ("es alérgico al ibuprofeno, le salen ronchas", "alergia a ibuprofeno (ronchas)"),
        ("tengo alergia a los mariscos", "alergia a mariscos"),
        ("no soy alérgica a nada", "niega alergias conocidas"),
        ("Ninguna alergia conocida", "niega alergias conocidas"),
        ("alergias no tengo", "niega alergias conocidas"),
        ("niega alergias", "niega alergias conocidas"),
        ("no es alérgica a la penicilina", "niega alergia a penicilina"),
    ],
)
def test_lines(sentence: str, line: str) -> None:
    (allergy,) = find_allergies(read(sentence))

    assert allergy.render() == line


def test_a_reaction_that_is_no_allergy_denies_no_allergies() -> None:
    assert not find_allergies(read("No es alergia, pero si no la tolera no se la doy."))


def test_several_substances() -> None:
    found = find_allergies(read("alérgico a la penicilina, a las sulfas y al polvo"))

    assert [allergy.substance for allergy in found] == ["penicilina", "sulfas", "polvo y ácaros"]


def test_somebody_elses() -> None:
    theirs, own = find_allergies(
        read("No, a la penicilina sos alérgica vos. Yo soy a la dipirona, que me brotó toda.")
    )

    assert (theirs.substance, theirs.assertion) == ("penicilina", Assertion.OTHER)
    assert (own.substance, own.assertion) == ("dipirona", Assertion.PRESENT)
    (family,) = find_allergies(read("mi mamá es alérgica a la aspirina"))
    assert (family.assertion, family.who) == (Assertion.FAMILY, "madre")


def test_a_question_asserts_nothing() -> None:
    (allergy,) = find_allergies(read("¿Es alérgico a algún medicamento?"))

    assert allergy.assertion is Assertion.ASKED


def test_answers_need_no_cue() -> None:
    (allergy,) = find_allergies(
        read("Sí, a la penicilina, de niño me salieron ronchas en todo el cuerpo."), answering=True
    )
    assert allergy.render() == "alergia a penicilina (ronchas)"
    (none,) = find_allergies(read("No, a ninguno."), answering=True)
    assert none.denied
    assert not find_allergies(read("A la penicilina."))
