"""What is denied, past, somebody else's, conditional or asked, sentence by sentence (assertions.tsv)."""

from pathlib import Path

import pytest

from medic_scribe.clinical import Assertion, find_scopes, find_symptoms, judge, read


def _table() -> list[tuple[str, set[tuple[str, ...]]]]:
    lines = Path(__file__).with_name("assertions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (sentence, {tuple(pair.split(" = ")) for pair in expected.split("; ")}) for sentence, expected in rows
    ]


TABLE = _table()


def test_the_table_is_broad() -> None:
    assert len(TABLE) >= 180
    assert sum("denied" in {assertion for _, assertion in expected} for _, expected in TABLE) >= 120


@pytest.mark.parametrize(("sentence", "expected"), TABLE, ids=[sentence for sentence, _ in TABLE])
def test_assertions(sentence: str, expected: set[tuple[str, ...]]) -> None:
    concepts = {concept for concept, _ in expected}
    found = {(symptom.concept, symptom.assertion.value) for symptom in find_symptoms(read(sentence))}

    assert {pair for pair in found if pair[0] in concepts} == expected


@pytest.mark.parametrize(
    ("sentence", "who", "denied"),
    [
        ("mi papá murió de un infarto", "padre", False),
        ("mi mamá no tiene diabetes", "madre", True),
        ("mi abuela materna tuvo glaucoma", "abuela materna", False),
        ("una vecina tiene dengue", "vecina", False),
        ("mi hija me dice que tengo asma", "", False),
        ("vivo con mi hermana y tengo asma", "", False),
    ],
)
def test_whose_illness_it_is(sentence: str, who: str, denied: bool) -> None:
    symptom = find_symptoms(read(sentence))[-1]

    assert (symptom.who, symptom.denied) == (who, denied)


def test_a_relative_can_be_the_patient() -> None:
    reading = read("mi hijo tiene fiebre y mi esposo tiene asma")

    fever, asthma = find_symptoms(reading, patient_called={"hijo"})

    assert (fever.assertion, fever.who) == (Assertion.PRESENT, "")
    assert (asthma.assertion, asthma.who) == (Assertion.FAMILY, "esposo")


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("me duele la rodilla derecha", "derecho"),
        ("dolor en el hombro izquierdo desde ayer", "izquierdo"),
        ("se me hinchan los dos tobillos", "bilateral"),
        ("me duelen ambas rodillas", "bilateral"),
        ("me duele la rodilla, la izquierda no", ""),
        ("me duele la espalda", ""),
    ],
)
def test_side(sentence: str, side: str) -> None:
    assert find_symptoms(read(sentence))[0].laterality == side


def test_what_is_over_is_denied_for_now() -> None:
    symptom = find_symptoms(read("ya no me duele la cabeza"))[0]

    assert (symptom.assertion, symptom.ended) == (Assertion.DENIED, True)


def test_a_denial_keeps_its_exception() -> None:
    symptom = find_symptoms(read("No, ni fiebre ni dolor, salvo en las costillas de tanto toser."))[1]

    assert symptom.denied
    assert symptom.exception == "salvo en las costillas de tanto toser"


def test_scopes_can_be_asked_for_any_words() -> None:
    reading = read("no trajo los papeles pero sí la tarjeta")

    assert find_scopes(reading)[0].assertion is Assertion.DENIED
    assert judge(reading, 3, 4).denied
    assert not judge(reading, 7, 8).denied


@pytest.mark.parametrize(
    ("sentence", "concept"),
    [
        ("me falta el aire", "disnea"),
        ("se ahoga", "disnea"),
        ("no me llega el aire", "disnea"),
        ("me late rápido el corazón", "palpitaciones"),
        ("tengo agruras", "pirosis"),
        ("le sale agua del oído", "otorrea"),
        ("me zumban los oídos", "acúfenos"),
        ("todo me da vueltas", "vértigo"),
        ("me pica mucho", "prurito"),
        ("trasbocó dos veces", "vómitos"),
        ("anda con churrias", "diarrea"),
        ("se le hinchan los pies", "edema de miembros inferiores"),
        ("no me baja la regla", "amenorrea"),
        ("veo doble", "diplopia"),
        ("amanezco engarrotado", "rigidez articular"),
        ("ando bajoneada", "tristeza"),
        ("no pego un ojo", "insomnio"),
        ("se jala la oreja", "otalgia"),
        ("me arde al hacer pis", "disuria"),
        ("voy al baño a cada rato", "polaquiuria"),
        ("me levanto de noche a orinar", "nicturia"),
        ("tiene calentura", "fiebre"),
        ("tiene la nariz tapada", "congestión nasal"),
        ("siento hormigueo en las manos", "parestesias en mano"),
        ("perdí el conocimiento", "síncope"),
        ("se desmayó en la misa", "síncope"),
        ("tengo la boca seca", "sequedad de boca"),
        ("oigo voces", "alucinaciones"),
        ("ya no quiero vivir", "ideación suicida"),
        ("le salieron ronchas", "urticaria"),
        ("me duele la boca del estómago", "epigastralgia"),
        ("tengo la guata hinchada", "meteorismo"),
        ("siento una bolita en el seno", "nódulo mamario"),
        ("se me rompió la fuente", "pérdida de líquido"),
        ("la guagua se mueve menos", "movimientos fetales disminuidos"),
        ("tengo bochornos", "sofocos"),
    ],
)
def test_lay_words_of_many_countries(sentence: str, concept: str) -> None:
    assert concept in {symptom.concept for symptom in find_symptoms(read(sentence))}
