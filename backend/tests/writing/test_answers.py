# ruff: noqa: E501 - a row is a dialogue
"""A question and its answer in one statement: what is denied, what is not, and who is meant."""

import re

import pytest

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.engine import all_lines
from medic_scribe.writing.extractive.turns.clauses import read_turns
from tests.writing.dialogues import dialogue, note

DENIED = [
    # one thing, however it is denied
    ("M: ¿Tiene tos? / P: En ningún momento.", "niega tos"),
    ("M: ¿Tiene tos? / P: Para nada, doctora.", "niega tos"),
    ("M: ¿Tiene tos? / P: Fíjese que no.", "niega tos"),
    ("M: ¿Tiene tos? / P: Claro que no.", "niega tos"),
    ("M: ¿Ha tenido convulsiones? / A: No, que yo sepa.", "niega convulsiones"),
    ("M: ¿Es diabético? / P: Yo no.", "niega ser diabetico"),
    ("M: ¿Le ha salido algo en la piel? / P: No, no le ha salido nada.", "niega que haya salido algo en piel"),
    ("M: ¿Hace ruido cuando respira? / A: No.", "niega hacer ruido cuando respira"),
    ("M: ¿Ve cosas o personas que no están? / P: No.", "niega ver cosas y personas que no estan"),
    # verbs in a list
    ("M: ¿Algún golpe, te caíste, te desmayaste? / P: No, nada.", "niega golpe, haberse caido y haberse desmayado"),
    ("M: ¿Vomitó, ve doble, le duele el cuello? / P: Nada de eso.", "niega haber vomitado, ver doble y dolor de cuello"),
    ("M: ¿Lo han operado de los ojos, golpes? / P: Nunca.", "niega que lo hayan operado de ojos y golpes"),
    ("M: ¿Le pusieron sonda? / P: No.", "niega que hayan puesto sonda"),
    ("M: ¿Le pican los ojos, le arde al orinar, le dolió la cabeza? / P: No.", "niega picazon de ojos, ardor al orinar y dolor de cabeza"),
    ("M: ¿Con vómito, fiebre? / P: No.", "niega vomito y fiebre"),
    ("M: ¿Fiebre, pérdida de peso? / P: Ni una cosa ni la otra.", "niega fiebre y perdida de peso"),
    ("M: ¿Sangre en las encías, en la orina? / P: No.", "niega sangre en encias y sangre en orina"),
    ("M: ¿Alergias algún medicamento? / P: No, ninguna.", "niega alergias a medicamentos"),
    # several questions
    ("M: ¿Le ha dado trombosis, infarto? ¿Dolor en el pecho? / P: No, nada.", "niega trombosis, infarto y dolor en pecho"),
    # by name, one by one
    ("M: ¿Tiene fiebre o tos? / P: Fiebre no, tos sí.", "niega fiebre$"),
    ("M: ¿Tiene fiebre o tos? / P: Lo que es fiebre, no.", "niega fiebre$"),
    ("M: ¿Palpitaciones, diarrea, ronquera? / P: Palpitaciones no. Ronquera tampoco, que yo sepa.", "niega palpitaciones y ronquera$"),
    ("M: ¿Le sangra, le pica, le arde al orinar? / P: No, ni sangra ni pica.", "niega que sangre y picazon$"),
    ("M: ¿Dolor en el pecho, se ha desmayado? / P: Desmayarme no, dolor tampoco.", "niega haberse desmayado y dolor en pecho"),
    ("M: ¿Tos, fiebre? / P: Tos y fiebre no.", "niega tos y fiebre"),
    ("M: ¿Fiebre? ¿Ha adelgazado? / P: Fiebre no. Adelgazar, ojalá.", "niega fiebre y haber adelgazado"),
    ("M: ¿No ha tenido fiebre ni tos? ¿Diarrea? / P: Diarrea no.", "niega diarrea"),
    ("M: ¿Le arde? ¿Ha tenido fiebre? / P: Arder, no. Fiebre no he tenido, ni frío.", "niega ardor y fiebre"),
    # and all the rest
    ("M: ¿Mareo, desmayo, tos? / P: Mareada sí, del puro nervio. De lo demás, nada.", "niega desmayo y tos"),
    # with what is told besides
    ("M: ¿Se le hinchan los pies? / P: No, camino bien.", "niega edema.*|niega que se le hinchen los pies"),
]  # fmt: skip

STAYS = [
    # what is not so has its own words, and what is so too
    ("M: ¿Tiene fiebre o tos? / P: Fiebre no, tos sí, un poco.", "^tos si, un poco"),
    ("M: ¿Mareo al pararse? ¿Tos? / P: Mareo no. Tos poquita, de noche.", "^tos poquita, de noche"),
    ("M: ¿Sangre por las encías, heces negras? / P: Negras no. Las encías, un pelito.", "sangre por encias: (un )?pelito"),
    ("M: ¿Vómitos con sangre, heces negras? / P: Sangre, no. Negras sí, por el hierro.", "^heces negras: si, por hierro"),
    ("M: ¿Ojos rojos, sequedad de boca? / P: La boca no. Los ojos, algo de arenilla.", "^ojos rojos: algo de arenilla"),
    ("M: ¿Dolor de cabeza, tos? / P: La cabeza. Lo demás no.", "^dolor de cabeza: si"),
    ("M: ¿Fuma? ¿Alcohol? / P: Fumar, no. Una cerveza los viernes.", "^alcohol: una cerveza"),
    ("M: ¿Está embarazada? / P: No, mi regla llegó ayer.", "regla llego ayer"),
    ("M: ¿Fuma? / P: No fumo, nunca fumé.", "nunca fumo"),
    ("M: ¿Tuvo tuberculosis? / P: Yo no. Mi papá sí.", "tuberculosis: .*no; su papa si"),
]  # fmt: skip

NEVER = [
    # one "no" for one thing
    ("M: ¿Tiene fiebre o tos? / P: Fiebre no, tos sí.", "niega.*tos"),
    ("M: ¿Tiene fiebre, tos? / P: Fiebre no, tos.", "niega.*tos"),
    ("M: ¿Tiene tos, fiebre? / P: Tos con fiebre no.", "niega"),
    ("M: ¿Dolor de pecho, dolor de cabeza? / P: Dolor no.", "niega"),
    ("M: ¿Dolor de pecho, dolor de cabeza? / P: De cabeza no.", "niega.*pecho"),
    ("M: ¿Tiene tos? / P: No tengo tos seca.", "niega tos"),
    # of several questions a bare "no" may answer the last
    ("M: ¿Se ahoga? ¿Se le hinchan los pies? / P: No. Los pies un poco.", "niega"),
    ("M: ¿Se ahoga? ¿Duerme bien? / P: No.", "niega ahog"),
    # taken back, held for now, or not known
    ("M: ¿Palpitaciones, tos? / P: Palpitaciones no. Bueno, a veces.", "niega palpitaciones"),
    ("M: ¿Suda frío, le duele el brazo? / P: No, nada. Sudé, pero hacía calor.", "niega"),
    ("M: ¿Tiene fiebre? / P: Fiebre no sé.", "niega"),
    ("M: ¿Tiene fiebre? / P: Creo que no.", "niega"),
    ("M: ¿Tiene fiebre? / P: No es que no tenga fiebre.", "niega"),
    ("M: ¿Ha tenido fiebre? / P: Ya no.", "niega"),
    ("M: ¿Ha tenido fiebre? / P: Hoy no.", "niega"),
    ("M: ¿Ha tenido fiebre? / P: No, solo ayer.", "niega"),
    ("M: ¿Ha tenido fiebre? / P: Fiebre no mucha.", "niega"),
    # asked negatively
    ("M: ¿No ha tenido fiebre? / P: No.", "^niega|refiere"),
    ("M: ¿No ha tenido fiebre? / P: Sí, ayer.", "^niega|^fiebre"),
    # of somebody else
    ("M: ¿Es diabético? / A: Yo no.", "niega"),
    ("M: ¿Ha tenido fiebre? / A: Él no, yo sí.", "niega"),
    ("M: ¿Tos, asma? / P: Asma mi hermana no, yo sí.", "niega"),
    ("M: ¿Alguien en la familia con glaucoma? / P: Yo no.", "niega"),
    # an answer that means the question's other words
    ("M: ¿Se hizo el análisis por algún síntoma? / P: No, por el trabajo.", "niega"),
    ("M: ¿Se puso la vacuna? / P: No, y no me la voy a poner.", "niega"),
    ("M: ¿Toma anticoagulantes? / P: No, tomaba aspirina, pero se la quitaron.", "niega tomar"),
    # what has no name that "niega" governs
    ("M: ¿En el embarazo, Martha, alguna complicación? / P: Ninguna.", "niega.*martha"),
    ("M: ¿Nota acorchada la zona? / P: Para nada.", "zoster"),
    ("M: ¿Le duele? ¿Sangre en la orina, popó negra? ¿Moretones? / P: Popó negra no, la cara tampoco. Moretones sí.", "moretones: .*tampoco"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_one_denial(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)).replace(".", ""), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "expected"), STAYS)
def test_the_rest_stays(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "wrong"), NEVER)
def test_never_denies(text: str, wrong: str) -> None:
    assert not re.search(wrong, fold(note(text)), re.MULTILINE), note(text)


AFFIRMED = [
    ("M: ¿Le pica? / P: Un poco nomás.", "^pica un poco"),
    ("M: ¿Estaba resfriado antes? / A: Sí, hace 2 días.", "^estaba resfriado antes, hace 2 dias"),
    ("M: ¿Te levantás a hacer pis? / P: 3 veces.", "^se levanta a hacer pis, 3 veces"),
    ("M: ¿Subiste de peso? / P: 15 kilos.", "^subio de peso, 15 kg"),
    (
        "M: ¿Le han dado claritromicina alguna vez? / P: Sí, en enero.",
        "^dieron claritromicina, en enero",
    ),
    ("M: ¿Trae la radiografía? / P: Sí, y un informe.", "^trae radiografia, un informe"),
    ("M: ¿Le han revisado los ojos? / P: En febrero.", "^le revisaron ojos, en febrero"),
    (
        "M: ¿Se le atraganta la comida? / P: El otro día, con la carne.",
        "^se le atraganta comida, el otro dia",
    ),
    # a lone verb and what belongs to it
    ("M: ¿Bebe? / P: Dos cañas al día.", "^bebe dos canas al dia"),
    ("M: ¿Llora? / P: A escondidas, casi a diario.", "^llora a escondidas, casi a diario"),
    # behind a heading a yes says nothing more
    ("M: ¿Coágulos? / P: Sí, como hígado.", "^coagulos: como higado"),
    ("M: ¿Fumas? / P: Sí, diez al día.", "^tabaco: diez al dia"),
]

EXAMINED = "M: ¿Qué le pasa? / P: Me duele la espalda. / M: Tensión 150 sobre 94. "

UNMARKED = [
    # a question that lost its marks, a "sí" its accent, and a finding that got marks
    ("M: ¿Qué toma? / P: Metformina. / M: Se toma todas las pastillas o se le olvida alguna. / P: La de la noche.", "^¿se toma todas las pastillas o se olvida alguna.: la de la noche"),
    (EXAMINED + "Pulso 82. / P: La tensión está alta, no. / M: Si está un poco alta. / P: Ya.", "^(tension esta alta: )?(esta )?(algo|un poco) alta"),
    (EXAMINED + "Pulsos presentes. ¿No hay úlceras? / P: Y los análisis, doctora. / M: Ahora.", "^(sin|no hay) ulceras"),
    (EXAMINED + "Pulsos presentes. / P: Y los análisis, doctora. Me los hice el lunes. / M: La glucosa, 214.", "^analisis: glucosa 214"),
    (EXAMINED + "Pulsos presentes. ¿No hay úlceras? / P: No.", "^no hay ulceras: no"),
]  # fmt: skip

AS_ASKED = [
    # asked negatively, of two things or of somebody else, or of what is planned
    ("M: ¿No tuvo una úlcera? / P: Sí, sangró en el 2016.", r"^¿no tuvo ulcera\?: si"),
    ("M: ¿Orina bien? / P: Poquito.", r"^¿orina bien\?: poquito"),
    ("M: ¿Le duele o le arde? / P: Un poco.", r"^¿duele o arde\?: un poco"),
    ("M: ¿Se ahoga? ¿Tose? / P: Sí, de noche.", r"^¿se ahoga\? ¿tose\?: si, de noche"),
    ("M: ¿Su mamá tuvo cáncer? / P: Sí, de mama.", r"^¿mama tuvo cancer\?: si, de mama"),
    ("M: ¿Le vamos a operar? / P: Sí, mañana.", r"^¿le vamos a operar\?: si, manana"),
    # in doubt, or half denied
    ("M: ¿Le duele al caminar? / P: Sí, creo que sí.", r"\?: si, cree que si"),
    ("M: ¿Sangra entre reglas? / P: A veces, no mucho.", r"\?: a veces, no mucho"),
    ("M: ¿Bebe? / P: Dice mi mujer que sí.", r"^¿bebe\?: dice"),
    ("M: ¿Vomita? / P: No, solo arcadas.", r"^¿vomita\?: no, solo arcadas"),
    ("M: ¿Llora? / P: Mi hermana, a diario.", r"^¿llora\?: hermana"),
    ("M: ¿Le duele al caminar? / P: Sí, como a mi hermana.", "^(?!le duele al caminar, )"),
]


@pytest.mark.parametrize(("text", "expected"), AFFIRMED)
def test_one_affirmation(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "expected"), UNMARKED)
def test_marks_that_a_recogniser_misplaced(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "expected"), AS_ASKED)
def test_stays_as_it_was_asked(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


def test_how_often_something_happens_never_stands_without_what_happens() -> None:
    heard = dialogue(
        "M: ¿Se le olvida alguna? / P: La de la noche se me olvida. Yo diría que dos veces por semana."
    )
    (line,) = all_lines(read_turns(heard))
    assert [part.leans for part in line.parts] == [False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "M: ¿Fiebre, vómitos? / P: Fiebre no. Y se me hinchan los pies. / M: ¿Desde cuándo? / P: El martes.",
            "hinchan pies, desde el martes",
        ),
        (
            "M: ¿Fiebre? / P: No. / P: Y me mareo, doctora. / M: ¿Desde cuándo? / P: Hace tres días.",
            "marea, hace 3 días",
        ),
        (
            "M: ¿Vómitos, diarrea? / P: Vómitos no, diarrea sí. / M: ¿Cuántas veces? / P: Cinco al día.",
            "Diarrea sí, cinco al día",
        ),
        (
            "M: ¿Toma algo? / P: Enalapril. / M: ¿De cuánto? / P: De diez. / M: ¿Desde cuándo? / P: Desde 2015.",
            "De diez, desde 2015",
        ),
        (
            "M: ¿Su mamá está enferma? / P: Mi mamá tiene asma. / M: ¿Le duele? / P: La espalda. / M: ¿Desde cuándo? / P: Un mes.",
            "espalda, un mes",
        ),
    ],
)
def test_since_when_is_asked_of_what_was_told_last(text: str, expected: str) -> None:
    assert expected in note(text), note(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "M: ¿Cómo vas con la sertralina? / P: Mejor. / M: ¿A qué hora la tomas? / P: A las siete.",
            "sertralina: a las siete",
        ),
        (
            "M: ¿Cómo vas con la sertralina? / P: Mejor. / M: ¿Cuánto estás tomando? / P: Cincuenta.",
            "sertralina: 50",
        ),
        (
            "M: ¿Usa insulina? / P: Sí, la glargina. / M: ¿Cómo se la pone? / P: En el muslo.",
            "glargina: en muslo",
        ),
    ],
)
def test_how_a_drug_is_taken_stands_with_its_name(text: str, expected: str) -> None:
    assert expected in fold(note(text)), note(text)


@pytest.mark.parametrize(
    "text",
    [
        "M: Bien la metformina. ¿Y cuánto alcohol? / P: Una copa. / M: ¿Cuándo toma? / P: Los domingos.",
        "M: ¿Toma metformina? / P: Sí, con un vino. / M: ¿Cuánto toma? / P: Dos copas.",
    ],
)
def test_what_is_asked_of_something_else_is_no_dose(text: str) -> None:
    assert "metformina:" not in fold(note(text)).replace("toma metformina:", ""), note(text)
