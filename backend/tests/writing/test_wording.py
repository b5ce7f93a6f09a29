"""Persons and wording, rule by rule."""

import pytest

from medic_scribe.writing.extractive.words.addressing import from_you
from medic_scribe.writing.extractive.words.complements import as_complement
from medic_scribe.writing.extractive.words.person import third_person
from medic_scribe.writing.extractive.words.verbs import verb_forms
from medic_scribe.writing.extractive.words.wording import lowered

PERSONS = [
    ("tengo una férula, pero no la uso", "tiene una férula, pero no la usa"),
    ("me canso mucho cuando subo", "se cansa mucho cuando sube"),
    ("dos kilos, pero los he vuelto a coger", "dos kilos, pero los ha vuelto a coger"),
    ("mi madre, hipotiroidismo como yo", "su madre, hipotiroidismo como el paciente"),
    ("me falta el aire", "le falta el aire"),
    ("se me hinchan los tobillos", "se le hinchan los tobillos"),
    ("la teofilina me la quitaron", "la teofilina se la quitaron"),
    ("lo deje hace ocho meses", "lo dejó hace ocho meses"),
    ("mi papá murió de un infarto", "su papá murió de un infarto"),
    ("voy por el tercer piso", "va por el tercer piso"),
    ("como a las once y media", "como a las once y media"),
    ("no me he visto temperatura", "no se ha visto temperatura"),
    ("no, sangre nunca", "no, sangre nunca"),
    ("uso inhalador y camino una hora", "usa inhalador y camino una hora"),
    ("le di jarabe", "le dio jarabe"),
    ("me los puse ayer", "se los puso ayer"),
    ("me estaba automedicando", "se estaba automedicando"),
    ("me estaba doliendo el oído", "le estaba doliendo el oído"),
    ("yo me quería morir", "el paciente se quería morir"),
    ("no me podía mover de la cama", "no se podía mover de la cama"),
    ("me quería operar el cirujano", "le quería operar el cirujano"),
    ("mareo no, tos poquita", "mareo no, tos poquita"),
    ("me estaba dando ahogo", "le estaba dando ahogo"),
    ("en la cama me ahogo", "en la cama se ahoga"),
    ("lo achaqué al calor", "lo achacó al calor"),
    ("empapé la sábana", "empapó la sábana"),
    ("yo cronometré, un minuto", "cronometró, un minuto"),
    ("se lo jodí bajando cajas", "se lo jodió bajando cajas"),
    ("tomé café con mi bebé", "tomó café con su bebé"),
    ("aquí me dolió, así, y allí no", "aquí le dolió, así, y allí no"),
    ("me duele el peroné y no sé el porqué", "le duele el peroné y no sabe el porqué"),
    ("entero, no se quebró", "entero, no se quebró"),
    ("cuando manejo mucho", "cuando maneja mucho"),
    ("a mí me hicieron la prueba y no", "al paciente le hicieron la prueba y no"),
    ("golpes, a mi no", "golpes, al paciente no"),
    ("vive junto a mi hija", "vive junto a su hija"),
    ("con el manejo del dolor", "con el manejo del dolor"),
    ("desde marzo subo sin aire", "desde marzo sube sin aire"),
    ("después fui a la guardia", "después fue a la guardia"),
    ("yo cocino en casa", "cocina en casa"),
    ("no encuentro cómo acomodarme", "no encuentra cómo acomodarse"),
    ("que no enferme el niño", "que no enferme el niño"),
    ("me la quitasteis por la vista", "se la quitaron por la vista"),
    ("me dijisteis que sí", "le dijeron que sí"),
    ("me olvidaba la pastilla algún día", "se olvidaba la pastilla algún día"),
    ("me levantaba dos veces de noche", "se levantaba dos veces de noche"),
    ("me despertaba el dolor", "le despertaba el dolor"),
    ("me ardía al orinar", "le ardía al orinar"),
    ("me tomaba la warfarina de noche", "se tomaba la warfarina de noche"),
    ("porros, los dejé en verano", "porros, los dejó en verano"),
    ("las pastillas, las perdí", "las pastillas, las perdió"),
    ("con los cafés de la mañana", "con los cafés de la mañana"),
    ("está ronco, ronco", "está ronco, ronco"),
    ("ronco, ronco mucho", "ronca, ronca mucho"),
    ("a veces dejo de respirar", "a veces deja de respirar"),
    ("la faja no, que manejo todo el día", "la faja no, que maneja todo el día"),
    ("ese no lo compramos", "ese no lo compraron"),
    ("le dimos ibuprofeno y nos fuimos a la guardia", "le dieron ibuprofeno y se fueron a la guardia"),
    ("nos dijeron que era viral", "les dijeron que era viral"),
    ("nos lo cambiaron en la posta", "se lo cambiaron en la posta"),
    ("vivimos en un tercero", "viven en un tercero"),
    ("llevamos dos meses haciendo fila", "llevan dos meses haciendo fila"),
    ("lo llevamos al hospital", "lo llevaron al hospital"),
    ("a mi mamá le pasó", "a su mamá le pasó"),
    ("a mi ninguna de las dos", "al paciente ninguna de las dos"),
    ("que no huelo ni el café", "que no huele ni el café"),
    ("que sepamos, ninguna", "que sepamos, ninguna"),
    ("en los últimos tramos", "en los últimos tramos"),
]

ADDRESSED = [
    ("te caíste el jueves", "se cayó el jueves"),
    ("no te enteras", "no se entera"),
    ("no te agobies por eso", "no se agobie por eso"),
    ("no te preocupes", "no se preocupe"),
    ("en mayo tenías 70", "en mayo tenía 70"),
    ("te duelen los días de lluvia", "le duelen los días de lluvia"),
    ("te lo dejo", "se lo dejo"),
    ("va a medias con la pastilla", "va a medias con la pastilla"),
    ("qué curso das", "qué curso da"),
    ("a qué hora comiste", "a qué hora comió"),
    ("cuánto jarabe estás tomando", "cuánto jarabe está tomando"),
    ("anginas has tenido", "anginas ha tenido"),
    ("si te lo salteás", "si se lo saltea"),
    ("cinco días antes, no tomes aspirina", "cinco días antes, no tome aspirina"),
    ("eso no lo cortes", "eso no lo corte"),
    ("te los aprietas", "se los aprieta"),
    ("si en seis semanas sigues igual", "si en seis semanas sigue igual"),
    ("de talones andas bien", "de talones anda bien"),
    ("hacerte daño usted misma", "hacerse daño a sí misma"),
    # nouns, and what is no verb of yours
    ("toma las pastillas", "toma las pastillas"),
    ("dos tomas al día", "dos tomas al día"),
    ("pide ayudas", "pide ayudas"),
    ("está triste", "está triste"),
]


@pytest.mark.parametrize(("said", "turned"), PERSONS)
def test_first_person_becomes_third(said: str, turned: str) -> None:
    assert " ".join(third_person(said.split()) or []) == turned


@pytest.mark.parametrize(("said", "turned"), ADDRESSED)
def test_what_is_said_to_the_patient_is_said_of_him(said: str, turned: str) -> None:
    assert from_you(said.split()) == turned.split()


@pytest.mark.parametrize(
    "said",
    [
        "no me dejás hablar",
        "mi mamá tuvo preeclampsia conmigo",
        "te lo dije",
        "yo zurzo redes",
    ],
)
def test_what_cannot_be_turned_safely_is_refused(said: str) -> None:
    assert third_person(said.split()) is None


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Dolores de cabeza", "dolores de cabeza"),
        ("Domingo pasado", "domingo pasado"),
        ("Wilfredo, ninguna", "Wilfredo, ninguna"),
        ("TA 98/60", "TA 98/60"),
    ],
)
def test_a_name_keeps_its_capital(text: str, small: str) -> None:
    assert lowered(text) == small


def test_denials_govern_verbs() -> None:
    assert as_complement("perdió el conocimiento") == "haber perdido el conocimiento"
    assert as_complement("se le hinchan las piernas") == "que se le hinchen las piernas"
    assert as_complement("le pusieron sonda") == "que le hayan puesto sonda"
    assert as_complement("duele la rodilla") == "que le duela la rodilla"
    assert as_complement("dolor de pecho") == ""


def test_a_written_accent_is_no_lost_one() -> None:
    assert not verb_forms("vómito")
    assert verb_forms("vomito")


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("tropecé", "tropezar"),
        ("duermo", "dormir"),
        ("oigo", "oír"),
        ("reduzca", "reducir"),
        ("tenés", "tener"),
    ],
)
def test_conjugation(form: str, infinitive: str) -> None:
    assert infinitive in {found.infinitive for found in verb_forms(form)}
