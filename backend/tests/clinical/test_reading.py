"""What a recogniser split or bent is understood, and what is ordinary Spanish is left alone."""

import pytest

from medic_scribe.clinical.reading import read


@pytest.mark.parametrize(
    ("heard", "understood"),
    [
        ("los artán de cincuenta", "losartán de 50"),
        ("a torbastatina de 20", "atorvastatina de 20"),
        ("el clona cepam", "el clonazepam"),
        ("el salvu tamol", "el salbutamol"),
        ("en alapril de 10", "enalapril de 10"),
        ("una por la noche llen a la pril de 10", "una por la noche enalapril de 10"),
        ("la di pirona", "la dipirona"),
        ("dolor retro esternal", "dolor retroesternal"),
        ("infección inter digital", "infección interdigital"),
        ("excavación 0 8", "excavación 0.8"),
        ("del 0 al 8", "del 0 al 8"),
        ("la hidrocloro tiacida", "la hidroclorotiazida"),
        ("pensaba en clari tromicina", "pensaba en claritromicina"),
        ("ácido clavu lánico", "ácido clavulánico"),
        ("tio tropio", "tiotropio"),
        ("ome prazol", "omeprazol"),
        ("met for mina", "metformina"),
        ("la levo tiroxina", "la levotiroxina"),
        ("sipro floxacino", "ciprofloxacino"),
        ("lozartan", "losartán"),
        ("naproceno", "naproxeno"),
        ("uro cultivo", "urocultivo"),
        ("densito metría", "densitometría"),
        ("con aero cámara", "con aerocámara"),
        ("los eosino filos", "los eosinófilos"),
        ("un bef 1", "un VEF1"),
        ("mini mental", "minimental"),
        ("gaba pentina", "gabapentina"),
        ("quetia pina", "quetiapina"),
        ("el ozem pic", "el ozempic"),
        ("el p s a a la mitad", "el PSA a la mitad"),
        ("un a c v a los 46", "un ACV a los 46"),
        ("el ele de ele en 120", "el LDL en 120"),
        ("la te ese hache", "la TSH"),
        ("tegepe 58 y pepeése de 40", "TGP 58 y PPS de 40"),
        ("el hdl 41 t s h 6,8", "el hdl 41 TSH 6,8"),
        ("la glico silada", "la glicosilada"),
        ("per centil siete", "percentil siete"),
        ("el pehache q 9", "el PHQ-9"),
        ("pinzamiento L 5 S 1 leve", "pinzamiento L5-S1 leve"),
        ("hernia c 5 c 6", "hernia C5-C6"),
        ("fracción de eyecion", "fracción de eyección"),
        ("hipo cinesia", "hipocinesia"),
        ("el cums indirecto", "el Coombs indirecto"),
        ("globo besical", "globo vesical"),
        ("la seg derecho", "Lasègue derecho"),
        ("tiene un esten", "tiene un stent"),
        ("nunca en antium", "nunca enantyum"),
        ("la hemoglobinaglicosilada en 9", "la hemoglobina glicosilada en 9"),
        ("sin microalbuminuriapersistente", "sin microalbuminuria persistente"),
    ],
)
def test_repairs(heard: str, understood: str) -> None:
    assert read(heard).text == understood


@pytest.mark.parametrize(
    "heard",
    [
        "el osario de la abuela",
        "puso trampas para las ratas",
        "el edificio de las Naciones",
        "me la anota en la receta",
        "lo ha lactado bien",
        "la pediatra a la que va",
        "le duelen las manitos",
        "la comida estaba dormida",
        "la pastilla de presión",
        "pero nada",
        "se va en la mañana",
        "muy completo el examen",
        "un momento singular",
        "de todo corazón",
        "la salida principal",
        "regular la dosis",
        "la bisagra de la puerta",
        "mi secreto",
        "por la tarde camina",
        "a la orden",
        "en la escuela",
        "los amigos",
        "la dieta de ese",
        "a ver de qué",
        "que estén bien",
        "le di te de manzanilla",
        "que esten tranquilos",
        "di que sí",
        "vive en la calle",
        "la tos lo despierta",
        "la casa de mi tía",
        "me quedo con la cena",
        "el otro día fui al mercado",
        "ay, Luciana",
        "la doctora Morales",
    ],
)
def test_ordinary_words_never_become_drugs(heard: str) -> None:
    reading = read(heard)

    assert reading.text == heard
    assert not reading.corrections


def test_a_correction_keeps_what_was_heard() -> None:
    reading = read("tomo los artán, doctor")
    (correction,) = reading.corrections

    assert (correction.heard, correction.understood, correction.certain) == ("los artán", "losartán", True)
    assert reading.heard_words(correction.first, correction.last) == "los artán,"
    assert [token.text for token in reading.tokens] == ["tomo", "losartán,", "doctor"]
    assert reading.span(1, 2) == (1, 3)


def test_a_word_between_two_drugs_is_not_decided_silently() -> None:
    (correction,) = read("tomo prednisolna").corrections

    assert not correction.certain
    assert {correction.understood, *correction.alternatives} >= {"prednisona", "prednisolona"}


def test_a_drug_heard_right_is_certain() -> None:
    assert not read("tomo prednisona, prednisolona, hidralazina y hidroxizina").corrections


def test_lost_accents_are_no_correction() -> None:
    assert not read("tomo losartan y acetaminofen").corrections
