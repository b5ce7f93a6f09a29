"""Drugs with dose, unit, frequency and change, as patients and clinicians say them."""

import pytest

from medic_scribe.clinical import Change, Medication, find_medications, read


def _only(text: str) -> Medication:
    (medication,) = find_medications(read(text))
    return medication


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("el alopurinol queda en espera, que el ácido úrico sale de 8", "alopurinol"),
        (
            "La metformina de 850, una en la mañana y otra en la noche.",
            "metformina 850 mg, 1 en la mañana y 1 en la noche",
        ),
        ("losartán de cincuenta uno al día", "losartán 50 mg, 1 al día"),
        # of more than anybody takes at once, nobody knows the unit
        ("unas cápsulas de biotina, de diez mil", "biotina 10000"),
        ("biotina de cinco", "biotina 5 mg"),
        (
            "furosemida de 20, perdón, de 40 miligramos, una tableta cada mañana",
            "furosemida 40 mg, 1 tableta, cada mañana",
        ),
        (
            "La levotiroxina de cien... no, pará, de setenta y cinco, en ayunas.",
            "levotiroxina 75 mcg, en ayunas",
        ),
        ("la levo tiroxina de cien no pará de 75 en ayunas", "levotiroxina 75 mcg, en ayunas"),
        (
            "Prednisona de veinte... no, disculpe, de cuarenta miligramos, por cinco días",
            "prednisona 40 mg, durante 5 días",
        ),
        (
            "amoxicilina 500 mg cada 8 horas por 7 días vía oral",
            "amoxicilina 500 mg, vía oral, cada 8 horas, durante 7 días",
        ),
        (
            "amoxicilina con ácido clavulánico, de 875 con 125, cada doce horas",
            "amoxicilina/ácido clavulánico 875/125 mg, cada 12 horas",
        ),
        (
            "budesonida con formoterol 160 con 4 5 dos inhalaciones cada doce horas",
            "budesonida/formoterol 160/4,5 mcg, 2 inhalaciones, cada 12 horas",
        ),
        (
            "salbutamol dos puff cada seis horas, no, perdón, cada cuatro horas",
            "salbutamol, 2 puff, cada 4 horas",
        ),
        ("dos puff de salbutamol cada 4 horas", "salbutamol, 2 puff, cada 4 horas"),
        ("paracetamol de 500, hasta tres por día, si duele", "paracetamol 500 mg, si duele, hasta 3 por día"),
        ("insulina glargina 20 unidades en la noche", "insulina glargina 20 UI, en la noche"),
        ("omeprazol de 20 1-0-1", "omeprazol 20 mg, 1-0-1"),
        ("metotrexato los lunes", "metotrexato, los lunes"),
        ("ibuprofeno de 400, dos o tres veces por semana", "ibuprofeno 400 mg, 2 o 3 veces por semana"),
        ("el clona cepam de 0 5 miligramos para dormir", "clonazepam 0.5 mg, para dormir"),
        ("amoxicilina a 80 miligramos por kilo al día", "amoxicilina 80 mg/kg/día"),
        (
            "ibuprofeno, 150 miligramos cada ocho horas, con comida",
            "ibuprofeno 150 mg, cada 8 horas, con comida",
        ),
        ("sertralina 50 mg diarios", "sertralina 50 mg, diarios"),
        ("enalapril 10 mg cada 12 horas", "enalapril 10 mg, cada 12 horas"),
        ("naproxeno de 500 a diario no, si duele", "naproxeno 500 mg, si duele"),
        ("naproxeno de 500 cada 12 horas, no más", "naproxeno 500 mg, cada 12 horas"),
        (
            "clonazepam de dos miligramos, un cuarto de tableta en la noche",
            "clonazepam 2 mg, un cuarto de tableta, en la noche",
        ),
        ("sertralina de 50, tableta y media al día", "sertralina 50 mg, tableta y media al día"),
        ("atorvastatina 40, una a las nueve de la noche", "atorvastatina 40 mg, 1 a las nueve de la noche"),
        ("metformina de 850, a las dos semanas sube", "metformina 850 mg"),
        ("levotiroxina de 75 en ayunas, y los domingos media", "levotiroxina 75 mcg, en ayunas"),
        ("penicilina benzatínica 1.2 millones de unidades", "penicilina benzatínica 1200000 UI"),
        ("algo para el colesterol, atorvastatina de 80", "atorvastatina 80 mg"),
        ("ibuprofeno, diez miligramos kilo dosis, cada 8 horas", "ibuprofeno 10 mg/kg/dosis, cada 8 horas"),
        ("amoxicilina 50 miligramos kilo día", "amoxicilina 50 mg/kg/día"),
        ("ibuprofeno de 600, no todos los días, dos a la semana", "ibuprofeno 600 mg, dos a la semana"),
        ("clonazepam .5 mg en la noche", "clonazepam 0.5 mg, en la noche"),
        ("ibuprofeno 600mg/8h", "ibuprofeno"),
    ],
)
def test_lines(sentence: str, line: str) -> None:
    assert _only(sentence).render() == line


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (
            "El Sinemet de veinticinco cien, uno y medio cada ocho horas",
            "Sinemet 25/100 mg, uno y medio cada 8 horas",
        ),
        ("Sinemet veinticinco barra cien, tres veces al día", "Sinemet 25/100 mg, 3 veces al día"),
        ("Sinemet plus de cien veinticinco", "Sinemet 100/25 mg"),
        ("levodopa 200 con 50", "levodopa/carbidopa 200/50 mg"),
        (
            "levodopa carbidopa doscientos cincuenta veinticinco, una tableta",
            "levodopa/carbidopa 250/25 mg, 1 tableta",
        ),
        ("Madopar doscientos cincuenta al levantarse", "Madopar 200/50 mg, al levantarse"),
        ("Stalevo 100 25 200, cada seis horas", "Stalevo 100/25/200 mg, cada 6 horas"),
        (
            "Symbicort 160 4,5 dos inhalaciones cada doce horas",
            "Symbicort 160/4,5 mcg, 2 inhalaciones, cada 12 horas",
        ),
        (
            "Symbicort ciento sesenta cuatro coma cinco, dos inhalaciones",
            "Symbicort 160/4,5 mcg, 2 inhalaciones",
        ),
        ("symbicort 160 4 5 cada 12 horas", "Symbicort 160/4,5 mcg, cada 12 horas"),
        ("Rilast ciento sesenta cuatro y medio", "Rilast 160/4,5 mcg"),
        ("el Foster, el de cien seis, una por la mañana", "Foster 100/6 mcg, 1 por la mañana"),
        ("Seretide veinticinco doscientos cincuenta", "Seretide 25/250 mcg"),
        ("Trelegy noventa y dos cincuenta y cinco veintidós", "Trelegy 92/55/22 mcg"),
        (
            "amoxicilina clavulánico ochocientos setenta y cinco ciento veinticinco, cada ocho horas",
            "amoxicilina/ácido clavulánico 875/125 mg, cada 8 horas",
        ),
        ("Augmentine quinientos con ciento veinticinco", "Augmentine 500/125 mg"),
        ("Clavulin de 875 miligramos con 125", "Clavulin 875/125 mg"),
        ("Bactrim forte ciento sesenta ochocientos cada 12 horas", "Bactrim 160/800 mg, cada 12 horas"),
        ("Entresto cuarenta y nueve cincuenta y uno", "Entresto 49/51 mg"),
        ("Janumet cincuenta mil, con la cena", "Janumet 50/1000 mg, con la cena"),
        ("Xigduo cinco mil por la mañana", "Xigduo 5/1000 mg, por la mañana"),
        ("Galvusmet de cincuenta ochocientos cincuenta", "Galvusmet 50/850 mg"),
        ("losartán hidroclorotiazida cien veinticinco", "losartán/hidroclorotiazida 100/25 mg"),
        ("losartán con hidroclorotiazida 50 12 5", "losartán/hidroclorotiazida 50/12,5 mg"),
        ("telmisartán amlodipino cuarenta cinco al día", "telmisartán/amlodipino 40/5 mg, al día"),
        ("Exforge diez ciento sesenta", "Exforge 10/160 mg"),
        ("Twynsta ochenta diez", "Twynsta 80/10 mg"),
        ("tramadol paracetamol 37 5 325 si duele", "tramadol/paracetamol 37,5/325 mg, si duele"),
        ("Targin diez cinco cada doce horas", "Targin 10/5 mg, cada 12 horas"),
        ("Combodart cero coma cinco cero coma cuatro", "Combodart 0,5/0,4 mg"),
    ],
)
def test_strengths_of_combinations(sentence: str, line: str) -> None:
    assert _only(sentence).render() == line


@pytest.mark.parametrize(
    "sentence",
    [
        "telmisartán con amlodipino de 40, 5 días",
        "Augmentine de 500, 125 ml",
        "omeprazol de 20, 10 días",
        "toma Exforge. La tensión, 10 160",
    ],
)
def test_what_is_no_pair_of_strengths_stays(sentence: str) -> None:
    assert read(sentence).text == sentence


def test_two_drugs_named_in_one_breath_stay_two_without_two_strengths() -> None:
    found = find_medications(read("toma losartán hidroclorotiazida de 25"))

    assert [medication.render() for medication in found] == ["losartán", "hidroclorotiazida 25 mg"]


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("vamos a empezar furosemida de 40", Change.START),
        ("le voy a dar amoxicilina", Change.START),
        ("agregamos dapagliflozina", Change.START),
        ("le receto omeprazol", Change.START),
        ("el losartán lo subimos a 100", Change.RAISE),
        ("aumentamos la metformina a 1000", Change.RAISE),
        ("el clonazepam lo bajamos a la mitad", Change.LOWER),
        ("la hidroclorotiazida se suspende desde hoy", Change.STOP),
        ("suspendemos el enalapril", Change.STOP),
        ("la amlodipina ya no la tome", Change.STOP),
        ("la metformina sigue igual", Change.KEEP),
        ("continúe con el losartán", Change.KEEP),
        ("el tiotropio lo retoma hoy", Change.RESUME),
        ("la amlodipina me la quité yo", Change.NOT_TAKING),
        ("el tiotropio ya no lo uso", Change.NOT_TAKING),
        ("la sertralina no la empecé", Change.NEVER_STARTED),
        ("no le dé aspirina", Change.AVOID),
        ("evite el ibuprofeno", Change.AVOID),
        ("pensaba en claritromicina", Change.DISCUSSED),
        ("tomo losartán", Change.NONE),
        ("tramadol cada ocho horas si no se le quita el dolor", Change.NONE),
        ("no ha empezado la metformina", Change.NEVER_STARTED),
        ("mi hermano toma carbamazepina", Change.NONE),
    ],
)
def test_changes(sentence: str, change: Change) -> None:
    assert _only(sentence).change is change


def test_from_one_dose_to_another() -> None:
    medication = _only("subimos el bisoprolol de 2.5 a 5 miligramos")

    assert (medication.previous_dose, medication.dose, medication.unit) == ("2.5", "5", "mg")


def test_one_drug_for_another() -> None:
    old, new = find_medications(read("cambiamos el enalapril por losartán de 50"))

    assert (old.change, new.change, new.replaces, new.dose) == (
        Change.STOP,
        Change.REPLACE,
        "enalapril",
        "50",
    )


def test_a_name_taken_back_is_left_out() -> None:
    assert [m.drug for m in find_medications(read("le doy losartán, perdón, valsartán de 80"))] == [
        "valsartán"
    ]


def test_a_list_without_punctuation() -> None:
    found = find_medications(
        read("en alapril de 10 uno a la mañana amlo dipina de 5 aspirina de 100 a torbastatina de 20")
    )

    assert [(m.drug, m.dose, m.unit) for m in found] == [
        ("enalapril", "10", "mg"),
        ("amlodipina", "5", "mg"),
        ("aspirina", "100", "mg"),
        ("atorvastatina", "20", "mg"),
    ]
    assert found[0].international == "enalapril"
    assert found[2].international == "ácido acetilsalicílico"


def test_a_unit_is_completed_only_where_it_is_the_only_one() -> None:
    assert _only("metformina de ochocientos cincuenta").unit == "mg"
    in_doubt = _only("salbutamol de 5")
    assert (in_doubt.unit, in_doubt.unit_missing) == ("", True)


@pytest.mark.parametrize(
    "sentence",
    [
        "el potasio en 4.6 y la creatinina en 1.1",
        "hierro sérico de 40",
        "la glucosa en 160",
        "calcio 9.1",
        "come mucha sal",
    ],
)
def test_what_is_measured_is_no_drug(sentence: str) -> None:
    assert not find_medications(read(sentence))


@pytest.mark.parametrize("sentence", ["tomo hierro", "calcio 600 miligramos al día", "le dieron vitamina d"])
def test_but_it_is_one_where_it_is_given(sentence: str) -> None:
    assert find_medications(read(sentence))


def test_somebody_elses_questions_and_conditions() -> None:
    assert _only("a una vecina le dieron donepecilo").who == "vecina"
    assert _only("¿Toma aspirina?").asked
    assert _only("si tiene fiebre, tome paracetamol").conditional


def test_kinds_of_drugs() -> None:
    medication = _only("tomo la pastilla de la presión")

    assert (medication.drug, medication.is_class) == ("antihipertensivo", True)


def test_what_one_is_allergic_to_is_not_taken() -> None:
    assert not find_medications(read("soy alérgica a la penicilina"))


def test_a_brand_says_what_it_is() -> None:
    medication = _only("uso el Ventolín")

    assert (medication.drug, medication.international) == ("Ventolín", "salbutamol")
