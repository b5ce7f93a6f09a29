# ruff: noqa: E501 - a row is a dialogue
"""No line may say something wrong: what a dialogue must, and must not, become.

One row is a class of mistakes that notes were read for, each in sentences of several specialties.
"""

import re

import pytest

from medic_scribe.clinical import fold
from tests.writing.dialogues import note

EXAMINED = "M: ¿Qué le pasa? / P: Me duele la espalda desde ayer. / M: Tensión 120 sobre 80. Abdomen blando. "

JUDGED = EXAMINED + "/ P: ¿Qué tengo? / M: Lo que tiene es una ciática. "

MUST = [
    # what follows upon what is told, and not asked, while the history is taken
    ("M: ¿Cada cuánto va al baño? / P: Cada dos horas. Y si me entran ganas tengo que ir corriendo. / M: Ya.", "si entran ganas tiene que ir corriendo"),
    ("M: ¿Le hizo bien? / P: Bárbaro. Cuando la dejé volvió todo. / M: Ya.", "cuando la dejo volvio todo"),
    ("M: ¿Fumás? / P: Y… sí. Medio atado. / M: Ya.", "tabaco: si. medio atado"),
    # "paracetamol" is no "para": nothing is given up
    (JUDGED + "Los cinco días antes, no tomes aspirina; si te duele, paracetamol. / P: Ya.", "no tome aspirina; si duele, paracetamol"),
    # "digo que" takes nothing back
    (JUDGED + "No digo que lo tenga, digo que hay que mirarlo. / P: Ya.", "no digo que lo tenga, digo que"),
    # what a child's doctor orders for the mother
    ("M: ¿Y el bebé? / A: El bebé toma pecho. / M: Fontanela normal. Para usted, cambiamos el enalapril por nifedipino.", "acompanante: cambiar enalapril por nifedipino"),
    ("M: ¿Y la niña? / A: Tose. / M: Pulmones limpios. Usted, señora, tome hierro una tableta al día.", "acompanante: tomar hierro"),
    # what is thought, and not known
    (JUDGED + "La tos, yo creo que es del enalapril. / P: Ya.", "tos,? creo que es del enalapril"),
    (JUDGED + "Yo creo que no es la dosis, es que se la toma con café. / P: Ya.", "creo que no es dosis, toma con"),
    # companion and patient who disagree: both sides, whole
    (
        "M: ¿De qué altura cayó? / A: No, unos tres metros. / P: Sí, como metro y medio, en el quinto"
        " escalón.", "3 metros.*1,5 metros"),
    # a denial that the other speaker doubts stands with the doubt
    (
        "M: ¿Se ha caído este mes? / P: No, no me he caído. / A: ¿Cómo que no? ¿Y la del martes en la cocina?"
        " / M: Bien. ¿Fuma? / P: No.",
        "segun paciente, no.*acompanante pregunta: «¿como que no. ¿y la del martes en la cocina.»"),
    ("M: ¿Ha tenido caídas? / P: No. / A: ¿Y la del lunes en el baño? / P: Esa no cuenta.", "la del lunes.*esa no cuenta"),
    ("M: ¿Se le olvidan las pastillas? / P: No, nunca. / A: ¿Nunca? ¿Y las del cajón?", "segun paciente, no.*las del cajon"),
    ("M: ¿Ha tenido fiebre? / A: No. / P: ¿Seguro? ¿Y anoche?", "segun acompanante, no; paciente pregunta: «¿seguro"),
    ("M: ¿Es alérgico a algo? / P: No. / A: ¿No era al yodo? / P: Ah, sí, al yodo.", "luego si: .*yodo"),
    ("M: ¿Es alérgico a algo? / P: No. / A: ¿Y eso le puede dar, doctora? / M: No.", "niega alergias"),
    ("M: ¿Tiene tos? / P: No. / A: ¿Le miro el termómetro?", "niega tos"),
    # a denial of two stays one of both, and what does not feel large is not missing
    (EXAMINED + "Naproxeno ni diclofenaco, por la úlcera. / P: Ya.", "ni naproxeno ni diclofenaco"),
    (EXAMINED + "La tiroides no se palpa grande. / P: Ya.", "tiroides no se palpa grande"),
    (EXAMINED + "Diazepam no, que crea dependencia. / P: Ya.", "crea dependencia"),
    ("M: ¿Cómo anduvo? / P: Más o menos. De la tos, mejor.", "mas o menos"),
    ("M: ¿Cuánto le dura? / P: Diez minutos, más o menos.", "10 minutos aprox"),
    ("M: ¿Toma aspirina o algo para la sangre? / P: No.", "niega tomar aspirina"),
    (
        "M: Buenas tardes. ¿Qué le pasa? / P: No duermo. / M: en la casa hay armas, veneno o pastillas guardadas"
        " / P: armas no, pastillas un montón",
        "en casa hay armas.*: armas no"),
    # an answer that names nothing stands behind its question
    (EXAMINED + "Reposo y calor local. / P: ¿Y el izquierdo, también se opera? / M: Por ahora no.", "izquierdo, tambien se opera.»: por ahora no"),
    (EXAMINED + "Reposo y calor local. / P: ¿Me quedo sin trabajar? / M: De momento no.", "me quedo sin trabajar.»: de momento no"),
    (EXAMINED + "Reposo y calor local. / A: ¿Y no le saca placa? / M: No, con esto no hace falta.", "placa: (no, )?con esto no hace falta"),
    # how often a drug is not taken is not how often it is
    ("M: ¿Qué toma? / P: ibuprofeno de 600 cuando me duele la rodilla, a diario no, dos a la semana", "cuando duele rodilla, a diario,? no"),
    ("M: ¿Qué toma? / P: Omeprazol de 20 todos los días, no cuando me acuerdo.", "omeprazol 20 mg,? a diario, no cuando"),
    # a lost comma does not turn an answer round
    ("M: ¿Sigue fumando? / P: No lo dejé hace dos años.", "no, dejo hace 2 anos"),
    ("M: ¿Todavía toma la sertralina? / P: No la suspendí en marzo.", "no, suspend"),
    # what is said and asked in one breath is parted
    ("M: Eso es normal, ¿ha tenido sangrado o salida de líquido? / P: No, ni sangrado ni líquido.", "niega sangrado"),
    # a correction stands with what it corrects, or replaces it
    ("M: ¿Cuál pierna? / P: La derecha. No, a ver, que me lío. La izquierda, esta.", "izquierda"),
    (EXAMINED + 
        "Iba a ponerle pregabalina de setenta y cinco. No, mejor empezamos más bajo, de veinticinco. /"
        " P: Ya.", "75.*25"),
    (EXAMINED + "Se queda en observación doce horas... no, perdón, veinticuatro, por el golpe. / P: Ya.", "24 horas"),
    ("M: ¿Cuánto tiempo lo tomó? / P: Lo tomé cinco semanas. No, cuatro. Y ya.", "tomo 4 semanas"),
    ("M: ¿Desde cuándo? / P: El jueves. No, el viernes, que había mercado.", "el viernes"),
    ("M: ¿Cuánto le duele, del cero al diez? / P: Un seis. De noche, un nueve.", "un seis. de noche, un nueve"),
    (EXAMINED + "Le doy prednisona de cincuenta, bueno, de cuarenta, por cinco días. / P: Ya.", "prednisona (de )?40 mg"),
    ("M: ¿Es alérgico a algo? / P: A la penicilina y al yodo… no, al látex.", "a penicilina y al latex"),
    # an order that asks for assent is an order, and one that its speaker stops in is told to its end
    (EXAMINED + "Enalapril de 10, una cada doce horas, ¿de acuerdo? / P: Sí.", "enalapril 10 mg, 1 cada 12 horas"),
    (EXAMINED + "Le subo la levotiroxina a 100, ¿vale? / P: Bueno.", r"sub\w+ levotiroxina a 100"),
    (EXAMINED + "Le doy amoxicilina de 500, usted no era alérgica, ¿no? / P: No.", "^amoxicilina 500"),
    (EXAMINED + "El ibuprofeno lo deja, ¿me entiende? / P: Sí.", "^ibuprofeno lo deja"),
    (
        EXAMINED + "Metotrexato, 20 mg a la semana, los lunes... espera, los lunes trabajas, ¿no? Los viernes. / P: Ya.",
        "metotrexato,? 20 mg.*los viernes"),
    (
        EXAMINED + "Prednisona, 40 por la mañana... ah, usted es diabético, ¿no? Entonces 20. / P: Ya.",
        "prednisona.*40.*; entonces 20"),
    # a dose stays with its drug, and a value with its name
    ("M: ¿El metotrexato? / P: Los lunes. Seis pastillas. / M: O sea, 15 a la semana. ¿Y la tos? / P: Seca.", "metotrexato: .*15 a la semana"),
    (EXAMINED + "Le doy ciprofloxacino de 500. / P: ¿Cuántas? / M: Una cada doce horas, siete días. / P: Ya.", "ciprofloxacino: .*cada 12 horas, 7 dias"),
    (EXAMINED + "Paracetamol, si hay fiebre. / P: Ya. / M: Son 15 miligramos por kilo. / P: Ya.", "paracetamol: .*15 mg"),
    (EXAMINED + "Paracetamol, de las gotas, 1,5 mililitros. No, no, 1,1 mililitros. / P: Ya.", "(?<!1,5 ml, )1,1 ml"),
    (
        EXAMINED + "Paracetamol, si hay fiebre. / P: Ya. / M: Son 15 miligramos por kilo. De las gotas de cien por mililitro, uno coma uno. / P: Ya.",
        "paracetamol: .*15 mg.*gotas.*1,1"),
    (EXAMINED + "Pulso 118. Satura ochenta y nueve, no, espere, se movió el dedo... noventa por ciento. / P: Ya.", "fc 118"),
    (EXAMINED + "Saturación noventa y dos... se movió. Noventa y tres por ciento. / P: Ya.", "93"),
    (JUDGED + "Lo de la tos es del ramipril, así que se lo quito. / P: Ya.", "ramipril.*quit"),
    ("M: ¿Qué toma? / P: Naproxeno de quinientos. Dos al día, desde marzo. Y ya.", "naproxeno 500 mg[.,] dos al dia"),
    ("M: ¿Qué le pasa? / P: Me duele la nuca desde hace como un mes.", "desde hace aprox un mes"),
    ("M: ¿Qué toma? / P: El Sintrom de cuatro. Me tomo media diaria y los lunes un cuarto.", "sintrom 4 mg.*un cuarto"),
    (EXAMINED + "Sertralina de cincuenta, una al día. A las tres semanas sube a cien. / P: Ya.", "sertralina 50.*sube a cien"),
    (EXAMINED + "Hierro: sulfato ferroso de 80, una en días alternos. / P: Ya.", "dias alternos"),
    (EXAMINED + "Vitamina B12, trescientos. Potasio, cuatro. / P: Ya.", "vitamina b12 300.*potasio 4"),
    (EXAMINED + "El cuello... cuarenta centímetros. / P: Ya.", "cuello 40 cm"),
    (EXAMINED + "Amoxicilina de 500, una cada seis horas. No: cada ocho horas. / P: Ya.", "cada 8 horas"),
    (EXAMINED + "Amoxicilina de 500, una cada seis horas. No cada ocho horas. / P: Ya.", "cada 6 horas. no cada 8 horas"),
    (EXAMINED + "La lamotrigina la subo, 150, pará, no tenés de esos, 100 a la noche. / P: Ya.", "100 de noche"),
    ("M: ¿Qué toma? / P: La pastilla de la presión de ciento sesenta y la del azúcar de ochocientos cincuenta.", "presion de 160"),
    ("M: ¿Qué toma? / P: Clonazepam de dos miligramos, un cuarto de tableta en la noche.", "clonazepam 2 mg, un cuarto de tableta"),
    ("M: ¿Qué toma? / P: Enalapril de diez, a las ocho de la mañana y a las ocho de la noche.", "10 mg, a las ocho de la manana y a las ocho de la noche"),
    ("M: ¿Qué toma? / P: Omeprazol de veinte casi a diario.", "casi a diario"),
    ("M: ¿Qué toma? / P: Ibuprofeno de seiscientos cuando me duele la rodilla, no todos los días, dos a la semana.", "no todos los dias|no a diario"),
    (EXAMINED + "Ibuprofeno, diez miligramos kilo dosis, cada ocho horas. / P: Ya.", "10 mg/kg/dosis"),
    (EXAMINED + "Paracetamol de un gramo antes de acostarte y otro a la mañana. / P: Ya.", "antes de acostar"),
    (EXAMINED + "Tiamina, cien miligramos por día, y potasio por boca. / P: Ya.", "potasio (por boca|vo|via oral)"),
    (EXAMINED + "Metotrexato, quince miligramos un día a la semana. / P: Ya.", "15 mg,? un dia a la semana"),
    (EXAMINED + "Penicilina benzatínica, un millón doscientas mil unidades, dosis única. / P: Ya.", "1200000 ui"),
    ("M: ¿Cómo le salió el azúcar? / P: Ciento ocho en ayunas.", "108,? en ayunas"),
    ("M: ¿Qué le pasa? / P: Toso. / M: Le tomo la presión. Ciento treinta sobre ochenta. / P: Ya.", "ta 130/80 mmhg"),
    # limits, conditions and results keep what they limit
    (EXAMINED + "Naproxeno de 500, y no más de dos días por semana. / P: Ya.", "no mas de 2 dias"),
    (EXAMINED + "El omeprazol, todos los días, de veinte, no cuando se acuerde. / P: Ya.", "no cuando se acuerde"),
    (EXAMINED + "La metformina, igual, de 850 dos veces al día, se la renuevo por tres meses. / P: Ya.", "igual.*renuevo"),
    # what is tolerated or wanted is no complaint
    ("M: ¿Sulfas, macrólidos, problemas? / P: Ninguno.", "problemas: ninguno"),
    ("M: ¿La vacuna de la gripe, la quiere? ¿La quiere? / P: No.", "quiere.*no|no la quiere"),
    # the other speaker's number stands with the one that it corrects
    ("M: ¿Qué toma? / P: Losartán de 50. / A: De 100.", "losartan 50 mg; segun acompanante, de 100"),
    ("M: ¿Desde cuándo? / A: Hace tres días. / P: Cinco días.", "hace 3 dias; segun paciente, 5 dias"),
    ("M: ¿Con cuánto nació? / P: Con tres doscientos. / A: No, tres cuatrocientos diez.", "3,200.*3,410"),
    # a drug with how it is taken is no allergy, though allergies were asked last
    ("M: ¿Qué toma? ¿Y es alérgica a algo? / P: La sertralina por la noche. Al látex.", "alergias: al latex"),
    ("M: ¿Alergias? / P: Al polen, digo, a los ácaros… no, perdón, al moho.", "(?<!acaros.)al moho"),
    # who is meant
    ("M: ¿Alergias? / P: Al yodo, mi hermana. Yo, al látex.", "yodo, hermana.*paciente,? al latex"),
    ("M: ¿Y su madre? / P: Mi madre murió a los 50, y yo tengo 49.", "paciente tiene 49"),
    ("M: ¿Algún cáncer? / P: Mi hermano, de próstata. Yo no.", "hermano, de prostata.*paciente no"),
    (
        "M: ¿Cómo va? / P: Y mi señora, ¿lo del melasma? Ella se pone hidroquinona. / M: Que saque su"
        " cita.", "senora se pone hidroquinona"),
    # a refusal and a retraction join the proposal
    (EXAMINED + "Le pido una colonoscopia. / P: No, y no me la voy a hacer. / M: Bien.", "colonoscopia; paciente: no"),
    (EXAMINED + "Le pido una densitometría. / P: Ya me la hicieron. / M: Ah, entonces no la repito.", "densitometria; .*no la repit"),
    (EXAMINED + "Le tendría que hacer un tacto rectal. / P: Eso sí que no. Hágame el examen de sangre. / M: Bien.", "tacto rectal; paciente: eso si que no"),
    (EXAMINED + "Le doy incapacidad por una semana. / P: La incapacidad no, doctora. / M: Bien.", "incapacidad.*; paciente: incapacidad no"),
    (
        "M: ¿Algo más? / A: Él quería tomarse el sildenafil del compadre. / P: No me lo he tomado,"
        " doctor. / M: Bien.", "sildenafil.*no tomo"),
    (EXAMINED + "Quería mandarla a la nutricionista. / P: No. Con lo que me gusta el pan... / M: Bien.", "nutricionista; paciente: no"),
    (EXAMINED + "Y hago una nota para el colegio. / P: Nota no. Se burlan. / M: Bien.", "nota para colegio; paciente: nota no"),
    (EXAMINED + "Le dejo el anillo vaginal. / P: No, gracias, no lo quiero. / M: Está bien, se respeta.", "anillo.*; paciente: gracias, no lo quiere"),
    (EXAMINED + "Hoy le toca la vacuna del tétanos. / P: Ay, no, vacunas no, que luego me da fiebre. / M: Como quiera.", "tetanos; paciente: .*vacunas no"),
    (EXAMINED + "Le ofrezco trazodona de 50 para dormir. / P: Eso es para locos, yo no tomo eso. / M: Bien, no la ponemos.", "trazodona.*paciente: .*no toma eso; no ponerla"),
    (EXAMINED + "Siga con la psicóloga. ¿Y pastillas? La mirtazapina le fue bien. / P: Prefiero no tomarla otra vez. / M: Lo respeto.", "mirtazapina.*; paciente: prefiere no"),
    (EXAMINED + "Le puedo infiltrar el hombro hoy. / P: Agujas en el hombro, no, doctor. / M: No lo obligo.", "hombro.*; paciente: agujas en hombro, no"),
    (EXAMINED + "Le pongo una sonda para vaciar la vejiga. / P: ¡Ni se le ocurra! / M: Bien, sin sonda.", "vejiga; paciente: ni se le ocurra; sin sonda"),
    (EXAMINED + "Le ofrezco codeína de 30. / A: Eso no, doctor, que mi papá se cae. / M: Está bien.", "codeina.*; acompanante: eso no"),
    (EXAMINED + "Le pido un audífono para el oído. / P: Yo aparatos no quiero. / M: Bien.", "; paciente: aparatos no quiere"),
    # what is ruled out stands with what is said of it
    (EXAMINED + "Cirugía urgente no. Eso es para cuando se perfora. / P: Ya.", "cirugia urgente no|urgente no"),
    # whose illness and whose measure it is
    ("M: ¿Alguien en la familia con ictus? / P: Mi tía. Cuando nació mi primo le dio una embolia.", "tia. cuando nacio .*embolia"),
    (EXAMINED + "El muslo derecho mide cincuenta centímetros. / P: Ya.", "muslo derecho mide 50"),
    (EXAMINED + "Control conmigo, perdón, con cardiología, a los diez días. / P: Ya.", "control con cardiologia"),
    # a risk is no order
    (EXAMINED + "Los riesgos son pocos. Que sangre o que se infecte, una de cada mil. / P: Ya.", "que sangre o que se infecte"),
    # short pieces of an answer are the answer
    ("M: ¿Cuándo le duele? / P: Al subir cuestas, cargar bolsas, estar agachado.", "subir cuestas, cargar bolsas, estar agachad"),
    ("M: ¿Cuántos años lleva con el asma? / P: Doce.", "anos que lleva con asma: 12"),
    ("M: ¿Moco verde, flema, dolor? / P: Moco verde no, la flema tampoco. Dolor sí.", "niega moco verde y flema"),
    ("M: ¿Vomita? / A: Se babea un poco. Vómito fuerte, no.", "vomito fuerte, no"),
    ("M: ¿Cuántos días la tomó? / P: La tomé cinco días. No, tres y medio.", "3,5 dias"),
    # what was asked about stands where the answer does not name it
    ("M: ¿Y tú no tuviste una trombosis? / P: Sí, estuve ingresada en 2019 diez días.", "trombosis.*: si, estuvo"),
    ("M: ¿Desde cuándo el vértigo? / P: El martes. No, el jueves, porque era mi turno.", "vertigo, desde cuando: el jueves"),
    ("M: ¿Tensión alta no tiene, verdad? / P: No. Mi papá sí.", "tension.*no; (su )?papa si"),
    # a tag and a doubted word ask nothing
    ("M: ¿Alguien con tiroides? / P: Mi hermana tiene celiaquía, que no es lo mismo, ¿no?", "hermana tiene celiaquia"),
    ("M: ¿Qué toma? / A: La pastilla azul, la... ¿digoxina?, esa no, que se la quitaron en mayo.", "digoxina, esa no"),
    # danger is never left out, and a double negation stays one
    (
        "M: ¿Ha pensado en quitarse la vida? / P: No. Bueno... no es que no se me haya cruzado. / M:"
        " Gracias.", "no es que no se le haya cruzado"),
    # several things asked, one denied
    ("M: ¿En la casa hay armas, veneno, medicamentos? / P: Armas no. Veneno de ratas sí hay.", "veneno de ratas si hay"),
    # a "no" never stands without what takes it back
    ("M: ¿Se le duerme la mano? / P: No. Bueno, se me duermen las dos de noche.", "mano.: no; se le duermen las dos"),
    ("M: ¿Ronca? / P: No, nunca. Pero a veces dejo de respirar.", "no, nunca; .*deja de respirar"),
    ("M: ¿Alergias? / P: No, a nada. Ah, sí, perdón: la ciprofloxacina, me salió urticaria.", "^alergias: ciprofloxacina"),
    ("M: ¿Toma algo? / P: No, nada. Ay, sí, miento: enalapril de diez.", "enalapril 10 mg"),
    ("M: ¿Alergias? / P: A la dipirona. Y la heparina no es alergia, ¿no? Me dejaba moretones.", "heparina: dejaba moretones"),
    # who it is that takes it, and that they do not agree
    ("M: ¿Qué le pasa al bebé? / A: Tose. / M: ¿Tú tomas algo? / A: Sertralina de cincuenta.", "acompanante[,:]? .*sertralina 50 mg"),
    ("M: ¿Qué toma? / P: La que toma aspirina es mi vieja. Y amiodarona, que por eso no la mezcles.", "aspirina es su vieja.*amiodarona"),
    (
        "M: ¿El clopidogrel todos los días? / A: Todos los días, yo se lo pongo en la mano. / P: Todos los días no, Coro.",
        "segun acompanante, .*segun paciente, .*no"),
    ("M: ¿Ha oído voces, ha visto cosas? / P: No, nada de eso.", "haber visto cosas"),
    # whatever is left of an answer has its question
    ("M: ¿El metotrexato? / P: Los lunes. Seis pastillas de dos y medio.", "metotrexato: los lunes. 6 pastillas"),
    ("M: ¿Toma algo? / P: Aspirina para la cabeza. / M: ¿De cuánto? / P: De quinientos.", "aspirina.*de 500"),
    ("M: ¿Fuma? / P: Toso por las mañanas, pero fumo. / M: ¿Cuánto? / P: Quince al día.", "fuma.*15 al dia"),
    ("M: ¿Toma algo? / P: Diclofenaco, para la espalda. / M: ¿De cincuenta o de setenta y cinco? / P: De setenta y cinco.", "diclofenaco.*de 75"),
    ("M: ¿Fuma, toma? / P: No, nada de eso.", "niega fumar y beber"),
    ("M: ¿Dónde le duele? / P: Las costillas, y la muñeca. / M: ¿Cuál muñeca? / P: La derecha.", "muneca: (la )?derecha"),
    ("M: ¿Cuál pierna? / P: La izquierda, la izquierda.", "pierna: (la )?izquierda[.]"),
    # who calls whom, and what does not agree
    (EXAMINED + "Si no se puede, me llama el odontólogo. / P: Ya.", "me llama (el )?odontologo"),
    (EXAMINED + "Si sangra, me avisa el lunes. / P: Ya.", "avisar el lunes"),
    (EXAMINED + "Si vuelve la idea, llame al cero veinticuatro. / P: Ya.", "al 024"),
    (EXAMINED + "No toco masas ni el hígado. / P: Ya.", "no toco masas ni (el )?higado"),
    # a pause stays a pause
    (EXAMINED + "La prednisona la deja en diez dos semanas, luego cinco. / P: Ya.", "(10, |diez,? )2 semanas"),
    ("M: ¿Le duelen los dedos? / P: Dolor no... tiesos sí, los de la derecha.", "dolor no, tiesos si"),
    ("M: ¿Qué le pasa? / P: Me mareo como desde febrero, o sea, tres meses.", "febrero, (3|tres) meses"),
    # what is refused, and by whom
    (EXAMINED + "También le ofrezco la T de cobre. / P: No, doctor, aparatos no. Me da miedo. / M: Se respeta.", "cobre; paciente: no, aparatos no"),
    (EXAMINED + "Le pido una biopsia. ¿La hacemos el martes? / P: No, no. / M: Bien.", "biopsia; paciente: no"),
    # what is given was not only thought of, and what was read wrongly is not kept
    (EXAMINED + "Iba a ponerle timolol... Sí, timolol, una gota cada doce horas. / P: Ya.", "timolol,? una gota"),
    (
        EXAMINED + "La presión, con Goldmann: derecho veintiocho, izquierdo diecinueve. No, espere, lo leí al revés."
        " Ojo derecho diecinueve, ojo izquierdo veintiocho. / P: Ya.",
        "goldmann: ojo derecho 19, ojo izquierdo 28"),
    (EXAMINED + "Ganglios axilares, no palpo. / P: Ya.", "sin ganglios axilares"),
    ("M: ¿Te habías hecho pis? / P: No.", "no se habia hecho pis"),
    (EXAMINED + "Bien. / P: ¿Y si me golpeo la cabeza otra vez? / M: Guardia, aunque se sienta bien.", "si se golpea (la )?cabeza otra vez"),
]  # fmt: skip

SOMEBODY = [
    # what a question asks of somebody else stands with whom it asks about
    (
        "M: ¿De qué murió su hermano? / P: Cáncer de pulmón. 59 años tenía. / M: ¿Fuma? / P: No.",
        "hermano.*cancer de pulmon. 59",
    ),
    (
        "M: ¿Tose? / P: No. / M: ¿Qué toma su mamá? / P: Enalapril de diez. / M: Ya.",
        "mama, medicacion: enalapril",
    ),
    (
        "M: ¿Tose? / P: No. / M: ¿Y su hija qué edad tiene? / P: Ocho. Es asmática. Usa salbutamol.",
        "hija, edad: ocho. asmatica. usa salbutamol",
    ),
    (
        "M: ¿Su marido está enfermo? / P: Tuvo tuberculosis. Tomó cuatro pastillas seis meses.",
        "marido.*: tuvo tuberculosis. tomo 4",
    ),
    (
        "M: ¿Y sus papás? / P: Mi mamá murió. / M: ¿De qué? / P: Cáncer de mama. / M: ¿A qué edad? / P: A los cincuenta.",
        "mama: cancer de mama\\.?\nmama, edad: a los 50",
    ),
    (
        "M: ¿Cuándo le dio el infarto a su hermano? / P: En marzo. Le pusieron dos stents.",
        "hermano: en marzo. pusieron",
    ),
    (
        "M: ¿Y tu vieja, la tiroides? / P: Hipotiroidismo. Levotiroxina de cien.",
        "vieja, tiroides: hipotiroidismo. levotiroxina",
    ),
    (
        "M: ¿De qué murió su papá? / P: No me acuerdo bien. Del riñón, creo.",
        "papa.*: no se acuerda bien. del rinon",
    ),
    (
        "M: ¿Y su esposo, fuma? / P: Sí, una cajetilla. / M: ¿Y usted? / P: No, yo no.",
        "esposo.*cajetilla; paciente: no",
    ),
    ("M: ¿Su papá es hipertenso? / P: Sí. Yo la tengo baja.", "papa.*: si.*tiene baja"),
    # and what is asked of the patient stays his
    ("M: ¿Su esposo le nota que ronca? / P: Sí, todas las noches.", "ronca.: si, cada noche"),
    ("M: ¿Vive con su hija? / P: Sí, desde hace dos años.", "^vive con hija"),
    ("M: ¿Desde que murió su esposo duerme mal? / P: Cuatro horas. Tomo lorazepam.", "^(toma )?lorazepam"),
]

REJECTED = [
    # a drug that is only thought of never stands without what rejects it
    (
        "Cilostazol. Con el corazón al 40 % lo tiene contraindicado, así que esa no.",
        "cilostazol: .*contraindicado",
    ),
    ("¿Metformina? Con ese filtrado ni hablar. Le dejo linagliptina de 5.", "metformina: .*ni hablar"),
    ("Pensé en la amitriptilina. Pero con el glaucoma no se puede.", "amitriptilina.*no se puede"),
    ("El naproxeno. Usted tuvo una úlcera. Descartado.", "naproxeno.*descartado"),
    ("Podría darle diclofenaco. No, que tiene la presión alta.", "diclofenaco: no, que"),
    ("Propranolol. Es usted asmática. Prohibido. Le dejo flunarizina de 5.", "propranolol.*prohibido"),
    (
        "Nitrofurantoína. Embarazada de 38 semanas, no. Cefalexina de 500 cada 6 horas.",
        "nitrofurantoina.*semanas, no",
    ),
    (
        "Amoxicilina. Ah, que es alérgico. Entonces azitromicina de 500.",
        "amoxicilina.*alergico. entonces azitromicina 500",
    ),
    (
        "Tramadol. Le daría náuseas y se me cae. Mejor paracetamol con codeína.",
        "tramadol.*nauseas.*mejor paracetamol",
    ),
    ("Estuve pensando en clonazepam. Usted maneja camión. Lo dejamos fuera.", "clonazepam.*fuera"),
    # what is taken back later joins it, or is gone
    (
        "Le doy ibuprofeno de 600. / P: Tuve una úlcera. / M: Ah, entonces el ibuprofeno no.",
        "ibuprofeno 600.*; ibuprofeno no",
    ),
    (
        "Le mando una resonancia. / P: Tengo marcapasos. / M: Entonces la resonancia no, le pido un TAC.",
        "resonancia; resonancia no",
    ),
    (
        "Amoxicilina de 500 cada 8 horas. / P: ¿Tiene penicilina? Me hincho. / M: Uy, no, entonces no.",
        "amoxicilina.*; (no, )?entonces no",
    ),
    # but what is said of a drug that is given is no rejection
    ("Enalapril de 10, uno al día. No lo deje.", "enalapril 10 mg, 1 al dia. no dejarlo"),
    ("Aspirina de 100. De por vida, no se le olvide.", "^aspirina 100"),
]

NOTHING = "(?!)"  # no text holds it

LEFT_OUT = [
    (EXAMINED + "Alo dinia en el dorso del pie. Facetas dolorosas. / P: Ya.", "facetas dolorosas", NOTHING),
    # of a telephone call, or of the next bed, nothing is the patient's; then he is spoken of again
    (
        "M: ¿Le operaron? / P: De la derecha. / M: Perdone un momento, que es quirófano. Dime, Yurena. No, el de la sala"
        " dos que baje ya, y le van poniendo la heparina, cinco mil. Diez minutos. Sí. Disculpe, Domingo. ¿Qué toma? /"
        " P: Metformina.",
        "medicacion: metformina",
        "heparina|5000|minutos",
    ),
    (
        "M: ¿Qué toma? / P: Losartán. / M: Un segundito, que me llaman. ¿Aló? Sí, pónganle dos gramos de ceftriaxona."
        " Ya, chao. Perdón, señora. ¿Tose? / P: No.",
        "niega tos",
        "ceftriaxona|2 g",
    ),
    (
        EXAMINED
        + "Discúlpeme, tengo que contestar. / P: Sí, claro. / M: ¿Bueno? Dale furosemida, cuarenta. Es una falla"
        " cardiaca. Listo. Le decía que tome ibuprofeno de 400 cada ocho horas. / P: Ya.",
        "ibuprofeno 400",
        "furosemida|falla",
    ),
    (
        EXAMINED
        + "Nayra, al de la camilla tres ponle un litro de suero y dipirona. Bien, don Luis, siga con el enalapril"
        " de diez. / P: Ya.",
        "enalapril 10 mg",
        "dipirona|suero",
    ),
    (
        "M: ¿Desde cuándo tose? / P: Un mes. / ?: Doctora, la del box tres está con treinta y nueve de fiebre. / M:"
        " Pónganle un gramo de paracetamol. Perdone, siga. ¿Con flema? / P: Amarilla.",
        "flema: amarilla",
        "39|paracetamol",
    ),
    (
        "M: ¿Qué le pasa? / P: Ay, perdón, es mi hija, me está llamando. Aló. Sí, mija, la insulina está en la refri."
        " Ya. Disculpe, doctora. Me mareo. / M: ¿Toma algo? / P: Enalapril.",
        "se marea",
        "insulina",
    ),
    (
        EXAMINED + "Si empeora, me llama. Paracetamol de 1 g cada ocho horas. / P: Ya.",
        "paracetamol 1 g",
        NOTHING,
    ),
    (
        EXAMINED + "El dedo, el del cuarto, hinchado. Le mando una placa. / P: Ya.",
        "placa|radiografia",
        NOTHING,
    ),
    # what was said some turns before and is taken back
    (
        EXAMINED
        + "Bota no hace falta. Bici y pileta sí, para moverte. / P: Ya. / M: ¿Te desmayaste? / P: Sí. / M: Así que"
        " lo que te dije de la bici y la pileta, borralo: nada de ejercicio hasta el cardiólogo. / P: Ya.",
        "bota no hace falta(.|\\n)*nada de ejercicio",
        "pileta si",
    ),
    # what was measured badly, and then well
    (
        EXAMINED
        + "Úlcera en el dorso del quinto dedo, de ocho milímetros... mídemela tú, Nayra. Diez. Diez milímetros,"
        " fondo con fibrina. / P: Ya.",
        "quinto dedo, de (10|diez) mm",
        "8 mm|ocho",
    ),
    (
        EXAMINED + "El lunar mide cinco milímetros. A ver, pásame la regla. Siete milímetros. / P: Ya.",
        "lunar mide 7 mm",
        "5 mm",
    ),
    (
        EXAMINED
        + "Temperatura treinta y ocho. No, espere, este termómetro es viejo. Treinta y seis ocho. / P: Ya.",
        "36[.,]8",
        "38",
    ),
    (
        EXAMINED + "Perímetro de la pantorrilla, 38... mídala usted, Rosa. 36. / P: Ya.",
        "pantorrilla, 36",
        "38",
    ),
    # a value that was another's, and what is told of other people
    (
        EXAMINED + "Hemoglobina 9,2. No, esa es de otro. La suya es 12,1. / P: Ya.",
        "9,2: no, esa es de otro.*12,1",
        NOTHING,
    ),
    (
        EXAMINED + "Otro paciente mío se curó con colchicina. A usted, ibuprofeno de 400 mg. / P: Ya.",
        "ibuprofeno",
        "colchicina",
    ),
    (
        EXAMINED + "Hay gente que toma omeprazol veinte años. Reposo tres días. / P: Ya.",
        "reposo",
        "omeprazol",
    ),
    # the other side, and another place, stand for the first
    (
        EXAMINED + "Rodilla izquierda con derrame. Perdón, derecha. / P: Ya.",
        "rodilla derecha con derrame",
        "izquierda",
    ),
    (EXAMINED + "Soplo en el foco mitral. Perdón, aórtico. / P: Ya.", "mitral; corrige: aortico", NOTHING),
    (
        EXAMINED + "Amoxicilina de 500 cada 8 horas por 7 días. Perdón, cada 12. / P: Ya.",
        "cada 12 horas, 7 dias",
        "8 horas",
    ),
    # an allergy that is written down is none that is denied
    (
        "M: ¿Era alérgica a algo? / A: Con el levofloxacino se le rompió el tendón. / M: Levofloxacino no, pues, ni primos."
        " Lo pongo. ¿Duerme? / P: Sí.",
        "levofloxacino se rompio tendon",
        "levofloxacino no|lo pongo",
    ),
    (
        "M: ¿Alergias? / P: Con la dipirona me hincho. / M: Dipirona nunca más. Queda anotado.",
        "dipirona se hincha",
        "nunca mas|anotado",
    ),
    (
        "M: ¿Alergias? / P: El Nolotil. Mi mujer es alérgica a las sulfamidas, yo no. / M: Sulfamidas no. ¿Bebes? / P: No.",
        "sulfamidas, paciente no",
        NOTHING,
    ),
    # a drug that is read out, and is another's or no longer taken
    (
        "M: ¿Qué toma? / A: Metformina de 850. Y levotiroxina de 75... no, esta es mía, perdón. / P: Ya.",
        "metformina",
        "levotiroxina",
    ),
    (
        "M: ¿Qué toma? / P: Losartán de 50. Clonazepam. No, ese es de mi mujer. / M: Ya.",
        "losartan 50",
        "clonazepam",
    ),
    (
        "M: ¿Qué toma? / P: Losartán. Y el clonazepam, no es de mi mujer, es mío. / M: Ya.",
        "clonazepam.*es suyo",
        NOTHING,
    ),
    (
        "M: ¿Qué toma? / P: Apixabán. / M: Vale. Aquí sale duloxetina de sesenta. / P: Esa la dejé en enero. / M: Ya. ¿Fuma? /"
        " P: No.",
        "duloxetina: .*dejo en enero",
        "sale duloxetina",
    ),
    # a "no" stays with what was asked
    (
        EXAMINED + "Reposo. / A: ¿Está embarazada? / M: No. Está muy desnutrida, mamá. / P: Ya.",
        "embarazada: no; muy desnutrida",
        NOTHING,
    ),
    (
        EXAMINED + "Reposo. / P: ¿Y el ibuprofeno? / M: No. Le sube la presión. / P: Ya.",
        "ibuprofeno: no; sube",
        NOTHING,
    ),
    (
        "M: ¿Con ganas tuyas, o te ha presionado él? / P: No, no, yo quise. / M: Bien.",
        "presionado",
        "niega ganas",
    ),
    (
        "M: ¿Qué toma? / P: El tramadol. / M: Tensión 120 sobre 80. Poplíteo ausente, y de ahí para abajo no hay ninguno. /"
        " P: Ya.",
        "popliteo ausente",
        "tramadol: de",
    ),
    (
        "M: ¿Alergias? / P: Al adhesivo. Y me pusieron que a la anestesia, pero fue un mareo. / M: Adhesivo sí, anestésicos"
        " locales no. ¿Fuma? / P: No.",
        "anestesicos locales no",
        NOTHING,
    ),
    # whose father it is
    (
        "M: ¿Alguien en la familia con los riñones malos? / A: Su hermana, en diálisis. Y mi papá tiene quistes. / M: Señora,"
        " ¿le arde? / P: No.",
        "hermana.*papa del acompanante tiene quistes",
        "(?<!o )hermana del acompanante",
    ),
    ("M: ¿Qué tiene? / A: Mi papá no duerme. / P: Sí duermo.", "papa no duerme", "del acompanante"),
    (
        "M: ¿Qué le pasa? / P: El señor de la cama dos ronca y me duele la cabeza. / M: Bien. Tensión 120 sobre 80. / P: Ya.",
        "duele la cabeza",
        NOTHING,
    ),
]

PLANNING = EXAMINED + "Le dejo paracetamol de un gramo cada ocho horas. / P: Ya. / M: "

STATED = [
    (
        EXAMINED + "Bien. / P: ¿Qué me da, amoxicilina? / M: Amoxicilina. Cada 8 horas. / P: Bueno.",
        "amoxicilina",
    ),
    ("M: ¿Qué toma? / P: Ibuprofeno a diario. / M: Ibuprofeno no. / P: Bueno.", "^ibuprofeno no"),
    # an order of the examination goes, what is seen beside it stays
    (EXAMINED + "Baje el mentón... la nuca está libre y sin dolor. / P: Ya.", "^nuca libre y sin dolor"),
    (EXAMINED + "Presión ocular, quince. No, espere, lo leí mal. / P: Ya.", "lo lei mal|^(?!.*ocular)"),
    (EXAMINED + "Súbase a la camilla, la saturación, 97. / P: Ya.", "^sato. 97"),
    (EXAMINED + "Amígdalas grado dos, sin placas. / P: Ya.", "^amigdalas grado dos"),
    (EXAMINED + "Le golpeo el tobillo: el reflejo vuelve lento. / P: Ya.", "reflejo vuelve lento"),
    # what is done with a drug stands with the drug that was spoken of
    (
        EXAMINED
        + "/ P: Y tomo cinarizina. / M: ¿Y le mejora? / P: Ni un poco. / M: Entonces se suspende. / P: Ya.",
        "^cinarizina: se suspende",
    ),
    (
        PLANNING
        + "¿Toma algo más? / P: El omeprazol. / M: ¿Tiene ardor? / P: No. / M: Ese lo suspendemos. / P: Ya.",
        "^omeprazol: ese lo suspendemos",
    ),
    (
        PLANNING + "/ P: ¿Y el losartán? / M: Al revés, la protege. Sigue igual, no se lo subo. / P: Ya.",
        "losartan: al reves, la protege. sigue igual",
    ),
    (
        PLANNING + "La cola de caballo no le conviene. Suspéndala. / P: Ya.",
        "cola de caballo no conviene. suspenderla",
    ),
    (
        PLANNING
        + "/ P: ¿Y qué tomo? / M: Colchicina. Hoy un miligramo y medio a la hora. Si le da diarrea, la para. / P: Ya.",
        "colchicina: hoy 1,5 mg a la hora. si diarrea, la para",
    ),
    (
        PLANNING + "/ P: ¿Y un pinchacito de cortisona? / M: No hace falta. / P: Ya.",
        "pinchacito de cortisona: no hace falta",
    ),
    (
        PLANNING
        + "/ A: ¿Y qué lente le pone? / M: El multifocal. Con esa retina no se lo aconsejo. / P: Ya.",
        "multifocal: con esa retina no lo aconsejo",
    ),
    (
        PLANNING
        + "Sulfato ferroso de 300, una al día. / P: ¿Y el café de la mañana? / M: Después. Si no lo tolera, avise. / P: Ya.",
        "sulfato ferroso: si no tolera",
    ),
    (PLANNING + "Lo mando a nutrición y a caminar. / P: Ya.", "^derivar a nutricion"),
    # a part of the plan without a cue word: a condition, a day, a time, a plain "fuera"
    (PLANNING + "Si en diez días no baja, le ponemos la vacuna. / P: Ya.", "si en 10 dias no baja"),
    (
        PLANNING + "Que el jueves la mire su dentista, aunque no duela. / P: Ya.",
        "jueves la mire su dentista aunque no duela",
    ),
    (
        EXAMINED + "Agudeza, derecho seis, izquierdo nueve. No, espere, lo leí al contrario. / P: Ya.",
        "izquierdo .*lo lei al contrario",
    ),
    (
        PLANNING + "Naproxeno de 250, una cada seis horas. No: cada doce horas. / P: Ya.",
        "naproxeno 250 mg, 1 cada 12 horas",
    ),
    (PLANNING + "El queso de la cena, fuera. / P: Ya.", "queso de la cena, fuera"),
    (PLANNING + "Primero el jarabe, después la comida. / P: Ya.", "primero jarabe, despues"),
    (PLANNING + "La orina sale anaranjada, no se asuste. / P: Ya.", "orina sale anaranjada"),
    (PLANNING + "Cirugía no. / P: Ya.", "cirugia no"),
    # a name and what is said of it are one statement; so are a diagnosis and its grade, a dose and its step
    (
        PLANNING
        + "¿Otra cosa? / P: ¿Y lo de las inyecciones? / M: El metotrexato. Ahora no, que está con fiebre. / P: Ya.",
        "metotrexato: ahora no",
    ),
    (PLANNING + "Es una bronquitis. Es leve. / P: Ya.", "bronquitis. leve"),
    (
        PLANNING + "Sertralina de cincuenta miligramos. En tres semanas, si la tolera, sube a cien. / P: Ya.",
        "sertralina 50 mg. en 3 semanas, si tolera, sube a cien",
    ),
    # what a drug's order depends on, and what is said of it, stays in its line
    (
        PLANNING + "Ibuprofeno de 600 cada ocho horas. Si le cae mal, lo corta y me escribe. / P: Ya.",
        "ibuprofeno 600 mg, cada 8 horas. si cae mal, lo corta",
    ),
    (
        PLANNING + "La insulina la subimos a dieciocho. Si baja de setenta, me avisan. / P: Ya.",
        "la insulina .*18 ui. si baja de 70, avisar|insulina .*18 ui. si baja de 70, avisar",
    ),
    (
        PLANNING + "Las pastillas anticonceptivas no. Yo hablo con su ginecóloga para cambiarlas. / P: Ya.",
        "anticonceptivas no. yo hablo con su ginecologa para cambiarlas",
    ),
    (PLANNING + "Sulfato ferroso de 300, una diaria. Por tres meses. / P: Ya.", "una diaria. por 3 meses"),
    (
        PLANNING + "Rehabilitación respiratoria, ¿iría? Dos veces por semana. / P: Si es de mañana, voy.",
        "rehabilitacion respiratoria. 2 veces por semana",
    ),
    (
        PLANNING + "Cilostazol. Con el corazón al 40 % lo tiene contraindicado. / P: Ya.",
        "cilostazol: con corazon al 40 % lo tiene contraindicado",
    ),
    (
        PLANNING
        + "¿Sigue con el losartán? / P: Sí. Y la hidroclorotiazida. / M: Los dos se suspenden hoy. / P: Ya.",
        "losartan e hidroclorotiazida: los dos se suspenden hoy",
    ),
    (
        PLANNING
        + "Bien. / P: ¿Y el apixabán? / M: Lo para tres días antes, sin heparina de puente. / P: Ya.",
        "apixaban: lo para 3 dias antes",
    ),
    (
        PLANNING
        + "Timolol en el izquierdo, dos veces al día. / P: Tengo asma. / M: Entonces timolol en ninguno. / P: Ya.",
        "timolol en izquierdo, 2 veces al dia; timolol en ninguno",
    ),
    (
        PLANNING + "Insulina rápida, cuatro unidades antes de comer. Si no come, no se la pone. / P: Ya.",
        "insulina rapida.*si no come, no la pone",
    ),
    (PLANNING + "Heparina de cuarenta al día. Media elástica. / P: Ya.", "^media elastica"),
    (PLANNING + "Le mando a la consulta de la anestesista. / P: Ya.", "derivar a (la )?consulta"),
    (PLANNING + "Quedamos así: dieta sin sal. / P: Ya.", "^dieta sin sal"),
    # an order of one word, and a question that only asks for assent
    (PLANNING + "Le voy a dar hierro. / P: Bueno.", "^hierro"),
    (PLANNING + "Calor local. / P: Bueno.", "^calor local"),
    (PLANNING + "Ecografía de abdomen esta semana, ¿vale? / P: Vale.", "ecografia de abdomen esta semana"),
    (
        PLANNING
        + "Bici y pileta sí. / P: Ya. / M: Lo que te dije de la bici, borralo: nada de ejercicio. / P: Ya.",
        "^nada de ejercicio",
    ),
    # what an answer is an answer to
    (
        PLANNING + "Bien. / P: ¿Y oxígeno para casa? / M: Con noventa y tres no le corresponde. / P: Ya.",
        "oxigeno para casa: con 93 no le corresponde",
    ),
    (
        PLANNING + "Bien. / P: ¿Los corticoides no le frenan el crecimiento? / M: A esa dosis no. / P: Ya.",
        "crecimiento\\?»: a esa dosis no",
    ),
    (
        PLANNING + "Bien. / P: ¿Puedo tomar ibuprofeno? / M: No. Le sube la presión. / P: Ya.",
        "ibuprofeno: no; sube presion",
    ),
    (
        PLANNING + "Puede ser el azúcar, y no se ha hecho el fondo de ojo. Se lo pido. / P: Ya.",
        "fondo de ojo: lo pido",
    ),
    # a test and what it shows
    (
        PLANNING + "La angiografía muestra un coágulo en la arteria renal. / P: Ya.",
        "angiografia muestra un coagulo",
    ),
]

NEVER = [
    # what a mother is told to give is for the child, and a silent patient is no companion
    ("M: ¿Y la niña? / A: Tose. / M: Pulmones limpios. Usted le da salbutamol dos puff.", "acompanante"),
    ("M: ¿Y su mamá? / A: Tose. / M: Pulmones limpios. Para usted, doña Rosa, amoxicilina un gramo.", "acompanante"),
    # an order said in full is not said twice, a lone name is none, and nothing is dosed but drugs
    (PLANNING + "Prednisona cuarenta... ¿usted es diabético? / P: No. / M: Entonces prednisona, 40 mg de mañana por cinco días. / P: Ya.", "^prednisona 40 mg.?$"),
    (PLANNING + "Cilostazol. Con ese corazón lo tiene contraindicado. / P: Ya.", "^cilostazol.?$"),
    (EXAMINED + "Prednisona de 30, cinco días. / P: Ya. / M: Rehabilitación, ¿iría? Dos veces por semana. / P: Ya.", "prednisona: "),
    (EXAMINED + "Prednisona de 30, cinco días. / P: Ya. / M: ¿El martes? No, es fiesta. El miércoles. / P: Ya.", "prednisona: "),
    (PLANNING + "Aspirina de cien. Yo hablo con su ginecóloga para cambiarlo. / P: Ya.", "aspirina.*cambiarlo"),
    # a word that is explained, and a warning that names no drug
    (PLANNING + "Sin cianosis. / P: ¿Qué es cianosis? / M: Azul. / P: Ya.", "cianosis: azul"),
    (EXAMINED + "Prednisona de 30, cinco días. / P: Ya. / M: Si se desmaya, llama al 911 y no la deja sola. / P: Ya.", "prednisona: "),
    # an order that is erased by name
    (PLANNING + "Bici y pileta sí. / P: Ya. / M: Eso no me gusta. Lo que te dije de la bici y la pileta, borralo: nada de ejercicio. / P: Ya.", "pileta"),
    # of another patient, into the telephone
    (PLANNING + "Perdone, que me llaman. Dime, Yurena. No, el de la dos que baje ya, y le van poniendo la heparina. Disculpe. Omeprazol en ayunas. / P: Ya.", "heparina|la dos"),
    (PLANNING + "Permítame, me habla la jefa. ¿Sí? Suspéndele el clopidogrel. / P: Tranquila. / M: Perdón, ¿en qué iba? / P: En la dieta.", "clopidogrel"),
    # a question that asks nothing of its own is no denial of anything
    ("M: ¿Tiene tos? / P: No. / M: ¿Y usted, señor? / P: No. / M: ¿Y usted? / P: No.", "niega usted|^no $"),
    (EXAMINED + "Prednisona de 30, cinco días. / P: Ya. / M: Dos litros de agua al día. / P: Ya.", "prednisona: "),
    (EXAMINED + "Suspendo el acenocumarol. / P: ¿Tendré poco hierro por la sangre del papel? Es una gotita. / M: Una gotita por cinco meses. / P: Ya.", "acenocumarol: "),
    (EXAMINED + "Enalapril de 20... espera, de 10, ¿vale? / P: Ya.", "20 mg.?$"),
    (EXAMINED + "Amoxicilina de 500, usted no era alérgica, ¿no? / P: No.", "no no"),
    ("M: ¿Toma aspirina? / P: No. Café, dos al día. / M: O sea, dos al día. ¿Y la tos? / P: Seca.", "aspirina: .*dos"),
    (EXAMINED + "Usted es alérgica a la penicilina, ¿sí? / P: No, a las sulfas.", "^alergica a (la )?penicilina"),
    ("M: ¿Qué toma? / P: Lo de la tensión. / M: Toma losartán de 50 cada doce horas, ¿no? / P: No, uno al día.", "^losartan 50 mg,? cada 12 horas"),
    (EXAMINED + "Paracetamol para la fiebre e ibuprofeno. / P: Ya. / M: Son 15 mg por kilo. / P: Ya.", "(paracetamol|ibuprofeno): .*15"),
    (
        EXAMINED + "Metotrexato, 20 mg a la semana, los lunes... espera, los lunes trabajas, ¿no? Los viernes. / P: Ya.",
        "lunes"),
    (EXAMINED + "Saturación noventa y dos... se movió. Noventa y tres por ciento. / P: Ya.", "92"),
    ("M: ¿Qué toma? / P: La pastilla de la presión de ciento sesenta y la del azúcar de ochocientos cincuenta.", "ta 160|mmhg"),
    ("M: ¿Qué toma? / P: Tomo algo para la presión, losartán de cien, una diaria.", "ta 100|mmhg"),
    ("M: ¿Es alérgico a algo? / P: A la penicilina… no, a la amoxicilina.", "penicilina"),
    (EXAMINED + "La saturación está en noventa y dos, espere, noventa y cinco. / P: Ya.", "92"),
    (EXAMINED + "Le doy prednisona de cincuenta, bueno, de cuarenta, por cinco días. / P: Ya.", "50"),
    ("M: ¿Qué toma? / P: Levotiroxina de setenta y cinco en ayunas, y los domingos media.", "75 mcg, domingos"),
    (EXAMINED + "Le dejo atenolol. La meta es menos de 90 de pulso. / P: Bueno.", "meter|fc 90"),
    (EXAMINED + "El peso: con bajar cinco kilos mejora. / P: Bueno.", "peso 5"),
    ("M: ¿Alergias? / P: La aspirina la tomo y nada. La piña me pica la boca.", "aspirina.*pina"),
    ("M: ¿Alergias? / P: A la dipirona, ronchas. / M: Dipirona, anotada. ¿Fuma? / P: No.", "dipirona, anotada"),
    ("M: ¿Es alérgico a algo? / P: Al metamizol. / M: Metamizol, eso es. ¿Fuma? / P: No.", "eso es"),
    ("M: ¿Qué toma? / P: Una rosadita, warfarina creo. / M: Esa es warfarina. ¿Desde cuándo? / P: Enero.", "esa es"),
    ("M: ¿Sulfas, macrólidos, problemas? / P: Ninguno.", "niega"),
    ("M: ¿La quiere? / P: No.", "niega"),
    ("M: ¿Alergia a penicilina, sulfas? / P: No.", "alergias conocidas"),
    ("M: ¿Qué toma? ¿Alergias? / P: La metformina de la mañana. Al yodo.", "alergias: .*metformina"),
    ("M: ¿Alergias? / P: Al yodo… no, perdón, a la povidona.", "yodo"),
    (EXAMINED + "Amoxicilina de 500, una cada seis horas. No: cada ocho horas. / P: Ya.", "cada 6"),
    (EXAMINED + "La lamotrigina la subo, 150, pará, no tenés de esos, 100 a la noche. / P: Ya.", "150"),
    ("M: Párese en la báscula. Setenta kilos. Tensión 120 sobre 80. / P: ¿Está bien? / M: Sí.", "de pie"),
    (EXAMINED + "Bisoprolol de cinco, una al día. Si el pulso baja a cincuenta, me llama. / P: Ya.", "bisoprolol.*50"),
    ("M: ¿Cuánto tiempo lo tomó? / P: Lo tomé cinco semanas. No, cuatro. Y ya.", "5|cinco"),
    ("M: ¿Cuántos años lleva con diabetes? / P: Nueve.", "edad"),
    (EXAMINED + "Siga la luz con los ojos. Yo la sostengo. Ni lo mencione. / P: Ya.", "luz|sosten|mencion"),
    (PLANNING + "En tres semanas empieza a notar el efecto. / P: Ya.", "revision en"),
    (PLANNING + "Tenemos un taller los lunes. / P: Ya.", "tener un"),
    (EXAMINED + "Los pulmones, limpios. No tiene ganglios. / P: Ya.", "limpios:"),
    (EXAMINED + "Ahora le doy un empujoncito. / P: Ya.", "indicar|empuj"),
    ("M: ¿De acuerdo? ¿Alergias a algún medicamento? / P: No, ninguna.", "¿[?]"),
    (EXAMINED + "Está todo bien. / P: La tensión está alta no. / M: Un poco.", "esta alta no"),
    (EXAMINED + "La glucosa en 214. / P: Eso que quiere decir, que me tengo que pinchar insulina. / M: No.", "pinchar"),
    ("M: ¿Cuál pierna? / P: La derecha. No, a ver, que me lío. La izquierda, esta.", "derecha"),
    (EXAMINED + "Cuello sin ganglios. Pulmones limpios. Conjuntivas pálidas. / P: Que me lo piense. / M: Ya.", "palidas: "),
    (EXAMINED + "Le pido una placa. ¿Alguna pregunta? / P: No. / M: Bien.", "placa; paciente"),
    ("M: ¿Cuántos años lleva con el asma? / P: Doce.", "edad"),
    # a "no" to one question refuses nothing else, and a dose is no heartburn's
    (EXAMINED + "Le pido una analítica. Yo la veo en doce semanas. ¿Baja laboral? / P: No, no. / M: Bien.", "semanas.*paciente: no"),
    ("M: ¿Le arde el estómago? / P: A veces, pero tomo aspirina. / M: ¿De cuánto? / P: De quinientos.", "cuanto"),
    (EXAMINED + "El diclofenaco se suspende. Lo remito a fisioterapia. / P: No tengo cuándo. / M: La dejo abierta, entonces. / P: Ya.", "diclofenaco: la dejo"),
    (EXAMINED + "Iba a ponerle timolol... Sí, timolol, una gota cada doce horas. / P: Ya.", "considero"),
    ("M: ¿Le tiemblan las manos, así en la casa? / P: No, en la casa no.", "niega asi"),
    (PLANNING + "Mil a la noche y quinientos a la mañana, dos semanas. / P: Quinientos a la mañana. Dos semanas. / M: Eso.", "^(500 de manana|2 semanas)[.]"),
    ("M: ¿Qué le pasa al bebé? / A: Tose. / M: ¿Usted fuma? / A: No, nunca.", "niega fumar"),
    ("M: ¿Qué le pasa? / A: Tose. / P: Y me ahogo. / M: ¿Usted fuma? / A: Un paquete al día.", "acompanante: un paquete"),
    ("M: ¿Tiene agruras todavía? / P: Fíjese que no.", "agruras todavia"),
    ("M: ¿Qué toma? / P: Unas cápsulas que traen biotina, de diez mil.", "10000 mg"),
    ("M: ¿Alergias? / P: No, a nada. Ah, sí, perdón: la ciprofloxacina, me salió urticaria.", "nada"),
    (EXAMINED + "El potasio está un pelo alto. / P: Ya.", "potasio 1"),
    ("M: ¿Vómitos con sangre? / P: Sangre, no, que va.", "sangro"),
    ("M: Cuénteme. / P: Que no lleve la claritromicina esa.", "llevo"),
    ("M: Tiene anemia. / P: No me asuste, doctora.", "asusto"),
    ("M: ¿Y la espalda? / P: La espalda no, para nada.", "niega"),
    ("M: ¿Está buscando embarazo? / P: No ahora.", "niega"),
    ("M: ¿Triste? / P: No, triste no.", "niega triste$"),
    ("M: ¿Baja laboral? / P: No, no.", "bajar"),
    ("M: ¿En la casa hay armas, veneno, medicamentos? / P: Armas no. Veneno de ratas sí hay.", "no la casa|niega"),
    ("M: ¿En su familia alguien tiene psoriasis? / P: No.", "alguien no tiene"),
    ("M: ¿Le duele? / P: Sí. / M: ¿Los pies? / A: Los pies se me hinchan es a mí, doctor.", "hinchan"),
    (EXAMINED + "Bien. / P: ¿Entonces es una hernia? / M: Es una ciática izquierda.", "hernia"),
    (EXAMINED + "Bien. / P: ¿Firme es malo? / M: No necesariamente.", "^no necesariamente"),
    (EXAMINED + "Enséñeme las manos. Vístase. / P: Ya.", "ensen|vistase"),
    (EXAMINED + "Súbase a la camilla, la saturación, 97. / P: Ya.", "camilla"),
    (EXAMINED + "Empuje fuerte: la fuerza, normal. / P: Ya.", "empuj"),
    (EXAMINED + "Le toco la rodilla. Saco la gasa. Camina derecho. / P: Ya.", "toco|saco|camina"),
    (EXAMINED + "Veamos los papeles. Que los traiga. Rayas. / P: Ya.", "papeles|traiga|rayas"),
    (JUDGED + "Vamos paso a paso. Buena pregunta. Escuchen bien. / P: Ya.", "paso a|pregunta|escuchen"),
    (JUDGED + "Lo más probable. Eso está claro. Después miramos. Lo primero, y lo más serio. / P: Ya.", "probable|claro|mira|serio"),
    (JUDGED + "La venda estaba muy apretada, por eso se hinchó. / P: Ya.", "venderla"),
    (JUDGED + "Enséñeme otra vez los codos. / P: Ya.", "codos"),
    (
        "M: ¿Qué toma? / P: Metformina de 850, una al día. / M: Tensión 120 sobre 80. Abdomen blando. Le dejo paracetamol"
        " de un gramo cada ocho horas. / P: ¿Y puedo comer torta? / M: Metformina, señora Eva. Un trozo chico.",
        "^metformina[.]?$",
    ),
    (JUDGED + "No se opera, Lucía. Tomás, si tiene fiebre, la trae. / P: Ya.", "lucia|tomas"),
    (PLANNING + "Con el asma, Daniela, el tabaco es un riesgo. / P: Ya.", "daniela"),
    (JUDGED + "Lo sé, y es una faena. / P: Ya.", "faena"),
    (JUDGED + "El ojo es una cámara, y su lente se ha puesto como vidrio de baño. / P: Ya.", "camara"),
    ("M: Buenas, le habla el doctor Ruiz, de medicina interna. ¿Qué le pasa? / P: Toso.", "ruiz"),
    ("M: Pase. Perdone, que hemos tenido una urgencia. ¿Qué le pasa? / P: Toso.", "urgencia"),
    ("M: ¿Desde cuándo? / P: Ayer. / M: Hay café, si quiere. ¿Fuma? / P: No.", "cafe"),
    ("M: ¿Qué le pasa? / P: No puedo hablar, estoy en la consulta. Luego te llamo. Me duele el oído.", "llam|hablar"),
    (PLANNING + "Me saluda a su tía. / P: Ya.", "tia"),
    (PLANNING + "¿Toma algo? / P: Omeprazol y losartán. / M: Ese lo suspendemos. / P: Ya.", "suspend"),
    (PLANNING + "El hierro: va a hacer negro, no se asuste. / P: Ya.", "^hacer negro"),
    (EXAMINED + "Cuestionario PHQ, le sale doce. / P: Ya.", "le 12"),
    (PLANNING + "Voy a ponerle lidocaína al 2 %. Va a picar un poco. / P: Ya.", "picar"),
    (EXAMINED + "Le repito el PSA en cuatro semanas. Entre semana, cero alcohol. / P: Ya.", "entrar"),
    (EXAMINED + "El enalapril se suspende. Lo de la orina es la próstata grande. / P: Ya.", "enalapril: lo de"),
    (EXAMINED + "Si le da fiebre, a urgencias. No espere a la cita. / P: Ya.", "mismo dia a"),
    (EXAMINED + "Si tiene vómitos, venga. Hay anillo y parche también. / P: No, por ahora no quiero nada. / M: Bien.", "vomitos.*; paciente"),
    (EXAMINED + "Bien. / P: Espere que busque la lista. / M: Bien.", "espero que"),
    (
        "M: ¿Le despierta el dolor por la noche? ¿Cuántos años tiene? / P: Cuarenta. / M: ¿Y el"
        " tabaco? ¿Cuántos años tiene? / P: Cuarenta.", "tabaco, edad"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MUST + SOMEBODY + STATED)
def test_says_what_is_true(text: str, expected: str) -> None:
    assert re.search(expected, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("text", "wrong"), NEVER)
def test_never_says_what_is_false(text: str, wrong: str) -> None:
    assert not re.search(wrong, fold(note(text)), re.MULTILINE), note(text)


@pytest.mark.parametrize(("ordered", "expected"), REJECTED)
def test_no_rejected_drug_stands_alone(ordered: str, expected: str) -> None:
    written = fold(note(f"{EXAMINED}{ordered} / P: Ya."))
    assert re.search(expected, written, re.MULTILINE), written


@pytest.mark.parametrize(("text", "expected", "wrong"), LEFT_OUT)
def test_leaves_out_what_is_not_so(text: str, expected: str, wrong: str) -> None:
    written = fold(note(text))
    assert re.search(expected, written), written
    assert not re.search(wrong, written), written
