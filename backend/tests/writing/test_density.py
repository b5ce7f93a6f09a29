# ruff: noqa: E501 - a row is a dialogue
"""Few words: what says nothing does not stand, what can be left out is a piece of its own."""

import re

import pytest

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.rewriting import rewritten
from medic_scribe.writing.extractive.engine import all_lines
from medic_scribe.writing.extractive.note.compose import whole_note
from medic_scribe.writing.extractive.note.lines import line, pieces
from medic_scribe.writing.extractive.note.weighing import CERTAIN, signs_of, weigh, worth
from medic_scribe.writing.extractive.turns.clauses import read_turns
from medic_scribe.writing.extractive.words.telegraphic import one_condition, telegraphic
from medic_scribe.writing.extractive.words.terse import terse
from medic_scribe.writing.extractive.words.wording import worded
from tests.writing.dialogues import dialogue, lines, note

EXAMINED = "M: ¿Qué le pasa? / P: Me duele la espalda desde ayer. / M: Tensión 120 sobre 80. Abdomen blando. "

PIECES = [
    # what is told besides
    (Topic.HISTORY, "su tía tuvo bocio, que lo trataron con yodo", ["tía tuvo bocio", "que lo trataron con yodo"]),
    (Topic.TREATMENT, "evitar diclofenaco, que le daña riñón", ["evitar diclofenaco", "que le daña riñón"]),
    # but not which, whose, how much, no longer, or who doubts it
    (Topic.TREATMENT, "otro antibiótico, que no sea macrólido", ["otro antibiótico, que no sea macrólido"]),
    (Topic.TREATMENT, "naproxeno, que tome dos", ["naproxeno, que tome dos"]),
    (Topic.HISTORY, "un lunar raro, que es de su hermano", ["lunar raro, que es de su hermano"]),
    (Topic.HISTORY, "una hernia, que ya operaron", ["hernia, que operaron"]),
    (Topic.MEDICATION, "usa nifedipino, que lo retiraron", ["usa nifedipino, que lo retiraron"]),
    (Topic.ILLNESS, "fiebre no tiene, que sepamos", ["fiebre no tiene, que sepamos"]),
    # nor to whom it was done
    (Topic.HISTORY, "a hermano, el mayor, operaron ayer", ["a hermano, mayor", "operaron ayer"]),
    # of two sentences either may go, unless a "no" is of both
    (Topic.ILLNESS, "está muy cansado y se levanta cuatro veces", ["está muy cansado", "se levanta cuatro veces"]),
    (Topic.ILLNESS, "no duerme bien y se levanta cuatro veces", ["no duerme bien y se levanta cuatro veces"]),
    (Topic.ILLNESS, "cara hinchada y manos muy frías", ["cara hinchada y manos muy frías"]),
    # where, how and why may go, unless it is a finding or limits a denial or a condition
    (Topic.HISTORY, "se cayó del techo, en un taller del barrio", ["se cayó del techo", "en un taller del barrio"]),
    (Topic.HISTORY, "lo operaron, en el 2019", ["lo operaron, en el 2019"]),
    (Topic.ILLNESS, "le pica mucho, en la rodilla izquierda", ["le pica mucho, en rodilla izquierda"]),
    (Topic.HABITS, "no bebe vino, en días de trabajo", ["no bebe vino, en días de trabajo"]),
    (Topic.ADVICE, "si le molesta mucho, en una consulta aparte", ["si le molesta mucho, en una consulta aparte"]),
    # under what something holds never stands alone
    (Topic.ADVICE, "con el gas dentro, avión no, tampoco montaña", ["con gas dentro, avión no, tampoco montaña"]),
    (Topic.ADVICE, "para la costra, aceite tibio, peine suave", ["para costra, aceite tibio", "peine suave"]),
    # a list needs no "y", a half and a condition do
    (Topic.EXAMINATION, "codos bien, y hombros sin dolor", ["codos bien", "hombros sin dolor"]),
    (Topic.ILLNESS, "camina dos cuadras, y media más si descansa", ["camina dos cuadras", "y media más si descansa"]),
]  # fmt: skip

TELEGRAPHIC = [
    ("no, no fuma", "no fuma"),
    ("ardor, ardor desde ayer", "ardor desde ayer"),
    ("le duele aquí en la nuca", "le duele en nuca"),
    ("toma un antiácido de vez en cuando", "toma un antiácido a veces"),
    ("omeprazol por las mañanas", "omeprazol de mañana"),
    ("se hincha todas las tardes", "se hincha cada tarde"),
    ("se cayó en la casa", "se cayó en casa"),
    ("le hicieron un TAC y la TSH por la tos", "le hicieron TAC y TSH por tos"),
    ("golpe en la cabeza", "golpe en cabeza"),
    ("le arden los dos ojos", "le arden ambos ojos"),
    ("vive con su hija", "vive con hija"),
    ("si bajara de 6, ahí sí se ingresa", "si bajara de 6, se ingresa"),
    ("no en mayores de 65", "no en mayores de 65"),
    ("avisar si le da fiebre o si hay pus", "avisar si fiebre o si pus"),
    # an article that belongs to what stands before
    ("le arde toda la pierna", "le arde toda la pierna"),
    ("vive en la casa de su tía", "vive en la casa de su tía"),
    ("si nota que se hincha", "si se hincha"),
    ("si siente mucho dolor o si ve sangre", "si mucho dolor o si sangre"),
    ("a urgencias, a la hora que sea", "a urgencias"),
    # what would say something else if it were shorter
    ("sí tiene fiebre", "sí tiene fiebre"),
    ("en caso de que suba", "en caso de que suba"),
    ("mide 12, por 3 días", "mide 12, por 3 días"),
    ("hace un poco menos", "hace un poco menos"),
    ("no un poco hinchado", "no un poco hinchado"),
    ("metformina así como insulina", "metformina así como insulina"),
    ("el caso es de ayer", "caso es de ayer"),
    # twice is not said where one belongs to what stands before
    ("fiebre no, no tiene tos", "fiebre no, no tiene tos"),
    ("alcohol nunca, nunca drogas", "alcohol nunca, nunca drogas"),
    ("hierro de mañana, mañana repite", "hierro de mañana, mañana repite"),
    ("con café y el ibuprofeno", "con café e ibuprofeno"),
    ("calcio y el hierro", "calcio y hierro"),
    ("orina más a partir de las 8", "orina más desde las 8"),
    ("controlar dentro de 3 semanas", "controlar en 3 semanas"),
    ("un antiácido en caso de ardor", "un antiácido si ardor"),
    ("le arde a la hora de orinar", "le arde al orinar"),
    ("cansado debido al calor", "cansado por calor"),
    ("ni siquiera agua, sin embargo orina", "ni agua, pero orina"),
    ("camina un poco encorvado", "camina algo encorvado"),
    ("gotas a diario, por 5 días", "gotas a diario, 5 días"),
    ("gotas de mañana y por las noches", "gotas mañana y noche"),
    ("obviamente, le pica y todo", "le pica"),
    ("no come para nada, ni fiebre ni nada", "no come, ni fiebre"),
    ("el problema es que no la aguanta", "no la aguanta"),
    ("le pesa lo que es la cabeza", "le pesa la cabeza"),
    ("la izquierda, la izquierda, al subir", "izquierda, al subir"),
    ("tomó uno de los suyos", "tomó uno de los suyos"),
    ("come lo más bien", "come lo más bien"),
    ("dos, dos y media", "dos, dos y media"),
    ("hora, hora y media", "hora, hora y media"),
    ("por fiebre, fiebre alta", "por fiebre, fiebre alta"),
    ("el pie no dolía, dolía la mano", "pie no dolía, dolía mano"),
    ("le sube desde aquí al hombro", "le sube desde aquí al hombro"),
    # a pronoun, an hour, whose relative, what one sees, and a condition that denies
    ("la ve y la da de alta", "la ve y la da de alta"),
    ("toma una a las dos", "toma una a las dos"),
    ("lo dice la vecina de su mujer", "lo dice vecina de su mujer"),
    ("ese lo toma su hermano", "ese lo toma su hermano"),
    ("si no hay fiebre", "si no hay fiebre"),
]

TERSE = [
    ("no le duele al correr", "no duele al correr"),
    ("ayer le dieron puntos", "ayer dieron puntos"),
    ("el codo le va a doler", "el codo va a doler"),
    ("se le hinchó el pie", "se hinchó el pie"),
    ("le dijeron que era asma", "dijeron que era asma"),
    ("hierro se lo mandó matrona", "hierro lo mandó matrona"),
    ("no se la puso ayer", "no la puso ayer"),
    ("se mareó, y vomitó", "se mareó, vomitó"),
    ("se mareó, así que no fue", "se mareó; no fue"),
    ("se le hundió la costilla", "se hundió la costilla"),
    ("le vendieron una crema", "vendieron una crema"),
    ("le apareció un bulto", "apareció un bulto"),
    # what was just named, and who is treated
    ("hierro no lo toleró, lo dejó en mayo", "hierro no toleró, dejó en mayo"),
    ("la usa de noche", "usa de noche"),
    ("lo operaron dos veces", "operaron dos veces"),
    ("lo operaron en 2019", "operaron en 2019"),
    # what a piece says by standing there
    ("es una tos seca", "una tos seca"),
    ("está con diarrea", "con diarrea"),
    ("tiene 2 stents", "2 stents"),
    ("anda con tos", "con tos"),
    ("lleva 3 días sin comer", "3 días sin comer"),
    ("nota que orina más", "orina más"),
    # what is over
    ("no ha vomitado hoy", "no vomitó hoy"),
    ("le han puesto un stent", "pusieron un stent"),
    ("ha caído, ha perdido peso", "cayó, perdió peso"),
    # of somebody else, or it would be another's
    ("a su tía le dieron puntos", "a su tía le dieron puntos"),
    ("su marido le pega", "su marido le pega"),
    ("la vecina le da jarabe", "la vecina le da jarabe"),
    ("le dijo que era asma", "le dijo que era asma"),
    ("se le duerme el pie", "se le duerme el pie"),
    ("se lo ve pálido", "se lo ve pálido"),
    ("eso lo toma su hermano", "eso lo toma su hermano"),
    ("a su tía la operaron", "a su tía la operaron"),
    ("acompañante: lo operaron", "acompañante: lo operaron"),
    ("ese lo deja hoy", "ese lo deja hoy"),
    ("su marido lo quitó", "su marido lo quitó"),
    ("no lo tome", "no lo tome"),
    ("su hija lo llevó ayer", "su hija lo llevó ayer"),
    # whose it is, what must be, what "esta" points at
    ("tiene asma su mamá", "tiene asma su mamá"),
    ("tiene que reposar", "tiene que reposar"),
    ("hay días que no come", "hay días que no come"),
    ("esta semana no tosió", "esta semana no tosió"),
    ("no es grave", "no es grave"),
    # what goes on
    ("siempre ha fumado", "siempre ha fumado"),
    ("no ha podido dormir", "no ha podido dormir"),
    ("ha estado cansada", "ha estado cansada"),
    ("mamá: «se me la olvidó, y me duele»", "mamá: «se me la olvidó, y me duele»"),
    # both must hold, and what is denied alone
    ("si se marea, y vomita, avisar", "si se marea, y vomita, avisar"),
    ("hora, y media más", "hora, y media más"),
    ("mareo, y no vómitos", "mareo, y no vómitos"),
]

REWRITTEN = [
    # what the clinician does while looking is not what is found
    (Topic.EXAMINATION, "Los reflejos están lentos", "reflejos lentos"),
    (Topic.EXAMINATION, "El codo lo encuentro sin limitación", "codo sin limitación"),
    (Topic.EXAMINATION, "Le oigo un soplo suave", "un soplo suave"),
    (Topic.EXAMINATION, "No toco bultos", "sin bultos"),
    (Topic.EXAMINATION, "La cicatriz está cerrando", "cicatriz está cerrando"),
    (Topic.EXAMINATION, "El tobillo no está caliente", "tobillo no está caliente"),
    # a number that counts problems goes, one that counts a drug stays
    (Topic.TREATMENT, "Dos, el palo azul fuera", "el palo azul fuera"),
    (Topic.TREATMENT, "Cinco, la dieta sin sal", "la dieta sin sal"),
    (Topic.TREATMENT, "Uno por la noche", "Uno por la noche"),
    # nor is how it is announced what the patient has; how sure it is stays
    (Topic.ASSESSMENT, "Lo suyo es gastritis", "gastritis"),
    (Topic.ASSESSMENT, "En resumen, gota en brote", "gota en brote"),
    (Topic.ASSESSMENT, "Lo más probable es que sea una bursitis", "probable bursitis"),
    (Topic.ASSESSMENT, "Lo más probable es eso", "Lo más probable es eso"),
    # nor that the clinician gives it
    (Topic.TESTS, "No, la placa no hace falta", "la placa no hace falta"),
    (Topic.TESTS, "No, en ayunas solo el potasio, no lo demás", "No, en ayunas solo el potasio, no lo demás"),
    (Topic.TREATMENT, "Le doy una pomada cada noche", "una pomada cada noche"),
    (Topic.TREATMENT, "Va a ser cefuroxima 500", "cefuroxima 500 mg"),
    (Topic.TREATMENT, "El enalapril lo dejamos igual", "El enalapril igual"),
    (Topic.TREATMENT, "Si en un mes sigue igual, suba a seis", "Si en un mes sigue igual, suba a seis"),
    (Topic.TREATMENT, "No le doy jarabe", "No le doy jarabe"),
    (Topic.ADVICE, "Quiero que beba agua", "beber agua"),
    (Topic.ADVICE, "Lo primero que vamos a hacer es bajar de peso", "bajar de peso"),
    (Topic.ADVICE, "No se olvide de tomarla", "tomarla"),
    (Topic.ADVICE, "Procure no rascarse", "no rascarse"),
    (Topic.ADVICE, "No quiero que ayune", "No quiero que ayune"),
    (Topic.ADVICE, "Debe ser una gripe", "Debe ser una gripe"),
    (Topic.ADVICE, "Hay que repetir una placa", "repetir una placa"),
    (Topic.ADVICE, "No hay que mojarlo", "No hay que mojarlo"),
    (Topic.EXAMINATION, "Un cuestionario, 22, que es severo", "Un cuestionario, 22, severo"),
    # what is done stands first, whatever was named first
    (Topic.TREATMENT, "El naproxeno lo suspendemos del todo", "suspender naproxeno del todo"),
    (Topic.TESTS, "La urea y el sodio los repetimos el martes", "repetir urea y el sodio el martes"),
    (Topic.ADVICE, "El queso no lo coma", "no comer queso"),
    (Topic.TREATMENT, "La sertralina tomala a diario", "tomar sertralina a diario"),
    (Topic.TREATMENT, "Lo del Enantyum lo quitamos hoy", "quitar Enantyum hoy"),
    (Topic.ADVICE, "Cená liviano, levantá la cabecera", "cenar liviano, levantar la cabecera"),
    (Topic.TREATMENT, "Tómelo con leche", "tomarlo con leche"),
    (Topic.TREATMENT, "Póngale suero", "poner suero"),
    (Topic.TREATMENT, "Cinco días antes no lo tome", "5 días antes no lo tome"),
    (Topic.TREATMENT, "El litio lo dejamos", "El litio lo dejamos"),
    (Topic.TREATMENT, "El mes que viene la operamos", "El mes que viene la operamos"),
    (Topic.REFERRALS, "Pediré a la enfermera que la llame", "Pediré a la enfermera que la llame"),
    (Topic.WARNING_SIGNS, "Si sangra, no espere, vaya a urgencias", "Si sangra, sin esperar, acudir a urgencias"),
]  # fmt: skip

CONDITIONS = [
    ("Si sangra, si tiembla o si se desmaya, acudir a urgencias", "Si sangra, tiembla o se desmaya, acudir a urgencias"),
    ("A urgencias si no orina, si delira, o si tose sangre", "A urgencias si no orina, si delira, o tose sangre"),
    # each with an order of its own, or none that closes the list
    ("Si tose, avisar, si se ahoga, urgencias, o si sangra, también", "Si tose, avisar, si se ahoga, urgencias, o si sangra, también"),
    ("Si vomita repite la toma, si delira o si sangra, avisar", "Si vomita repite la toma, si delira o si sangra, avisar"),
    ("Si tose sangre, si delira, avisar", "Si tose sangre, si delira, avisar"),
    ("Vuelva si empeora o si no, llame", "Vuelva si empeora o si no, llame"),
]  # fmt: skip

WORDED = [
    ("yo diría que dos o tres veces por semana", "dos o tres veces por semana"),
    ("yo diría que no", "yo diría que no"),
    ("la vista, pues algo borrosa", "la vista, algo borrosa"),
    ("esto es importante: no la mezcle", "no la mezcle"),
    ("óigame bien: nada de sal", "nada de sal"),
    ("el lunes, si Dios quiere, camina", "el lunes, camina"),
    ("no le aseguro que sane", "no le aseguro que sane"),
    ("su padre, que en paz descanse, tuvo asma", "su padre tuvo asma"),
    ("el hierro tiñe las heces, no se asuste", "el hierro tiñe las heces"),
    ("el látex no, lo dejo anotado en rojo", "el látex no"),
    ("sangre, no, que va", "sangre, no"),
    ("drogas, qué va", "drogas, qué va"),
    ("el calcio no, para serle franco, lo dejo los lunes", "el calcio no, lo dejo los lunes"),
    ("el calcio no la verdad, lo dejo los lunes", "el calcio no, lo dejo los lunes"),
    ("vine en febrero, o sea, tres meses después", "vine en febrero, tres meses después"),
    ("pesa 54 con zapatos, digamos 53", "pesa 54 con zapatos, 53"),
    ("no es la dosis, es que la toma mal", "no es la dosis, la toma mal"),
    ("dolor no... tiesos sí", "dolor no, tiesos sí"),
    ("lo dejo en 10 2 semanas", "lo dejo en 10, 2 semanas"),
    ("40 2 veces al día", "40, 2 veces al día"),
    ("perdón: la dipirona", "la dipirona"),
    ("ojo: enrojecido", "ojo: enrojecido"),
    ("desde antes, doctorcito, dos meses", "desde antes, dos meses"),
    ("diay, cada noche, pues", "cada noche"),
    ("no pues, ninguna", "no pues, ninguna"),
    ("andele, unos tres años", "unos tres años"),
    ("le juro que la tomo", "la tomo"),
    ("no le prometo que sane", "no le prometo que sane"),
    ("lo que eso significa es que filtra poco", "filtra poco"),
    ("pulso 70, respire hondo, pulmones limpios", "pulso 70, pulmones limpios"),
    ("que la retenga y la trague, diez días", "que la retenga y la trague, diez días"),
]

NOTHING = [
    ("M: Pase. / P: Perdone la tardanza, no había dónde estacionar. / M: Cuénteme. / P: Toso.", "tardanza|estacionar"),
    ("M: ¿Y usted? / A: Soy su nieta. / M: ¿Qué le pasa? / A: Tose mucho.", "nieta"),
    ("M: ¿Cómo anda? / P: Aquí andamos. Me duele el oído. / M: ¿Cuál?", "andamos"),
    ("M: Hola, ¿hablo con Aurora? / P: Sí. / M: ¿Qué le pasa? / P: Me duele el oído.", "aurora|si[.]"),
    ("M: ¿Qué remedios toma? / A: Los traigo en la libreta. Losartán 50. / M: Bien.", "libreta"),
    ("M: ¿Duerme bien? / P: Ni le cuento. Espere que apago el teléfono. / M: ¿Ronca? / P: Sí.", "cuent|apag"),
    ("M: Pase, doña Rosa. / P: Aquí, doctor, molestándole. / M: ¿Qué le pasa? / P: Ay, madre. Me duele el oído.", "molest|madre"),
    ("M: ¿Fuma? / P: No. / M: ¿Sigue igual? ¿Cigarro? / P: Lo dejo en enero. / M: Me lo apunto. / P: Ya.", "apunt"),
    ("M: ¿Va a la guardería? / A: Desde hace dos semanas. ¡Dos semanas! / M: Ya.", "semanas.*semanas"),
    ("M: ¿Qué edad tienes, cincuenta y…? / P: Cuatro. Cincuenta y cuatro. / M: Bien.", "cuatro"),
    (EXAMINED + "Saque la lengua. Apriete fuerte. Apunte, Nayra. Fuerza conservada. / P: Ya.", "lengua|apr|nayra"),
    ("M: ¿Qué le pasa? / P: Un ardor. / M: ¿Y eso? ¿Tose? / P: Todavía. / M: ¿Desde cuándo?", "^todavia"),
    (EXAMINED + "Mamá, siéntese aquí. / P: Ya.", "sientese"),
    # what somebody in the room is told to do, called by name or not, and why
    (EXAMINED + "Mamá, siéntese, que también tiembla. Siéntate donde quieras, la mamá también. / P: Ya.", "mama"),
    (EXAMINED + "Ivonne, tómale la presión y yo lo escucho. Carmiña, deme esa mano, que la miro. / P: Ya.", "presion|mano"),
    (EXAMINED + "Vení, Wáshington, mirá la pantalla conmigo. Dile que se acueste. / P: Ya.", "pantalla|acuest"),
    (EXAMINED + "Es un reflujo. Pase a la camilla, por favor. Dígalo como le salga. Diles que cinco minutos. / P: Ya.", "camilla|salga|5"),
    ("M: ¿Fuma? / P: Venga, apúntame. / M: ¿Tose? / P: Devolveme el bastón, que me voy. / M: ¿Desde cuándo?", "apunta|baston"),
    ("M: ¿Fuma? / P: No. / M: Recordame la familia, que perdí todo. / P: Mi tía tuvo bocio.", "recorda|perdi"),
    ("M: Cuéntemelo en corto: dónde le duele, desde cuándo. / P: La ingle, hace dos días. / M: Ya.", "en corto|cuentemelo"),
    # the name of a test without what it showed, a number without what it counts
    (EXAMINED + "Los laboratorios. Hemoglobina, 11. / P: Ya.", "laboratorios"),
    (EXAMINED + "Es un reflujo. Haga dieta. Uno, dos. Ni uno más. Noventa y cinco todavía. / P: Ya.", "dos|uno|95"),
    # what is only said of the talk
    (EXAMINED + "No es capricho ni es tu culpa. Por eso le pregunto. Tal cual. / P: Ya sé, ya sé.", "capricho|pregunt|cual|sabe"),
    (EXAMINED + "Perdone la demora, ha habido una urgencia. / P: Ya.", "demora"),
    (EXAMINED + "La tengo abierta. Hemoglobina, 11. / P: Ya.", "abierta"),
    (EXAMINED + "Venga, a la camilla. / P: Ya. / M: Bazo no palpable.", "camilla"),
    (EXAMINED + "Estupendo. Puede vestirse. / P: Ya.", "estupendo|vest"),
    (EXAMINED + "Aquí están los análisis. Sodio, 138. / P: Ya.", "aqui"),
    (EXAMINED + "Tiene una hernia de disco. Imagine un cojín que se sale. / P: Ya.", "cojin"),
]  # fmt: skip

STAYS = [
    ("M: Pase. / P: Perdone la tardanza, me ahogo y he tenido que parar. / M: ¿Desde cuándo?", "ahoga"),
    ("M: ¿Qué le pasa? / P: Imagínese, llevo tres días con fiebre. / M: Ya.", "3 dias con fiebre"),
    ("M: Tose. ¿Fuma? / P: No. / M: ¿Y en casa? / P: Mi marido. / M: ¿De qué trabaja? / P: De noche, en una panadería.", "panaderia"),
    (EXAMINED + "Oído derecho, perfecto. / P: Ya.", "oido derecho, perfecto"),
    (EXAMINED + "La poligrafía. Salió válida, de 6 horas. / P: Ya.", "poligrafia: salio valida"),
    (EXAMINED + "Marta, dígale que no tome naproxeno. Espere dos semanas. / P: Ya.", "naproxeno"),
    ("M: ¿Qué le pasa? / A: Háblele por el oído derecho, el izquierdo no le sirve. / M: Ya.", "izquierdo"),
    ("M: ¿Fuma? / P: Deme tiempo hasta fin de año. / M: Ya.", "fin de ano"),
    ("M: ¿Alergias? / P: A la penicilina, se me hincha la cara. No, espérate, a la sulfa. / M: Ya.", "sulfa"),
    ("M: ¿Tiene agruras todavía? / P: Fíjese que no. / M: Ya.", "niega"),
    (EXAMINED + "Apriete el vendaje dos días. / P: Ya.", "vendaje"),
    ("M: ¿Quién más en casa? / P: Mi madre. / M: ¿Tose? / P: Ayer sí, hoy no.", "madre"),
    (EXAMINED + "Es un reflujo. Le doy omeprazol de 20 por la noche. / P: Ya. / M: Adapaleno en gel por la noche, capa fina. Levante la cabecera. / P: Ya.", "levantar cabecera"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "said", "parts"), PIECES)
def test_pieces(topic: Topic, said: str, parts: list[str]) -> None:
    assert [part.text for part in pieces(topic, said, (), "")] == parts


@pytest.mark.parametrize(("said", "written"), TELEGRAPHIC)
def test_the_short_style(said: str, written: str) -> None:
    assert telegraphic(said) == written


@pytest.mark.parametrize(("said", "written"), TERSE)
def test_what_a_piece_leaves_out(said: str, written: str) -> None:
    assert terse(said) == written


def test_a_companion_is_named_once_for_what_he_says_in_a_row() -> None:
    told = lines("M: ¿Qué le pasa? / A: Tose. Le di jarabe. No dormí. / M: Ya.")

    assert "Acompañante: dio jarabe. No durmió." in told


def test_a_question_is_shortened_too() -> None:
    told = line(Topic.ILLNESS, "ayer", (), 1, "¿Le duele el ojo? ¿El dolor le baja? ¿Tiene tos?").terse()

    assert told.text == "¿Duele ojo? ¿Dolor baja? ¿Tos?: ayer"


def test_who_contradicts_is_known_by_words_that_the_note_leaves_out() -> None:
    told = lines("M: ¿Algo más? / A: Quería tomar sildenafil. / P: No lo he tomado. / M: Ya.")

    assert any("sildenafil; según paciente, no tomó" in text for text in told)


@pytest.mark.parametrize(("topic", "said", "written"), REWRITTEN)
def test_the_clinicians_words(topic: Topic, said: str, written: str) -> None:
    (clause,) = read_turns(dialogue(f"M: {said}"))[0].clauses

    assert rewritten(clause, topic) == written


@pytest.mark.parametrize(("trait", "certain"), [("refused", True), ("danger", True), ("asked", False)])
def test_what_is_never_left_out(trait: str, certain: bool) -> None:
    said = [line(Topic.ADVICE, "bastón; paciente: bastón no", (), 1).marked(trait)]

    assert (weigh(said, signs_of(said), worth())[0, 0] >= CERTAIN) is certain


@pytest.mark.parametrize("said", ["Lo ingreso.", "Se queda internada hasta el lunes."])
def test_who_stays_in_hospital_is_never_left_out(said: str) -> None:
    told = whole_note(all_lines(read_turns(dialogue(EXAMINED + said))))
    weights = weigh(told, signs_of(told), worth())

    assert max(weight for (place, _), weight in weights.items() if place == len(told) - 1) >= CERTAIN


def test_a_refusal_is_marked_as_one() -> None:
    heard = read_turns(dialogue(EXAMINED + "Le pido una colonoscopia. / P: No, colonoscopia no me hago."))

    assert [told.text for told in all_lines(heard) if "refused" in told.parts[0].traits] == [
        "solicitar colonoscopia; paciente: colonoscopia no se hace"
    ]


@pytest.mark.parametrize(("said", "written"), CONDITIONS)
def test_one_condition_for_all(said: str, written: str) -> None:
    assert one_condition(said) == written


@pytest.mark.parametrize(("said", "written"), WORDED)
def test_fillers(said: str, written: str) -> None:
    assert worded(said) == written


def test_what_is_denied_is_short_too() -> None:
    told = lines("M: ¿Se ha puesto la crema en la rodilla? / P: No. / M: Ya.")

    assert "Niega haberse puesto crema en rodilla." in told


def test_a_lack_is_said_in_a_word() -> None:
    told = lines(
        "M: ¿Cómo sigue? / P: No he tenido fiebre en la semana. / M: Bien. ¿Y el oído? / P: No tiene por qué doler."
    )
    assert "Sin fiebre en la semana." in told
    assert not any("Sin por qué" in text for text in told)


@pytest.mark.parametrize(("text", "gone"), NOTHING)
def test_what_says_nothing_goes(text: str, gone: str) -> None:
    assert not re.search(gone, fold(note(text))), note(text)


@pytest.mark.parametrize(("text", "kept"), STAYS)
def test_what_says_something_stays(text: str, kept: str) -> None:
    assert re.search(kept, fold(note(text))), note(text)
