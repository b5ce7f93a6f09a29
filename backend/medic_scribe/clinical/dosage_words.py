"""The words of a prescription: units, forms, frequencies, routes, meals and conditions."""

import re

UNITS = {
    "mg": "mg",
    "mgs": "mg",
    "miligramo": "mg",
    "miligramos": "mg",
    "mcg": "mcg",
    "ug": "mcg",
    "µg": "mcg",
    "microgramo": "mcg",
    "microgramos": "mcg",
    "gammas": "mcg",
    "gamma": "mcg",
    "g": "g",
    "gr": "g",
    "gramo": "g",
    "gramos": "g",
    "ml": "mL",
    "mililitro": "mL",
    "mililitros": "mL",
    "cc": "mL",
    "ui": "UI",
    "u": "UI",
    "unidad": "UI",
    "unidades": "UI",
    "%": "%",
    "meq": "mEq",
    "miliequivalentes": "mEq",
}
FORMS = (
    "tabletas? pastillas? pastillitas? comprimidos? capsulas? grageas? puffs? inhalacion(?:es)? disparos? "
    "disparo gotas? "
    "gotitas? cucharadas? cucharaditas? sobres? ampollas? ampolletas? ampulas? parches? supositorios? "
    "ovulos? "
    "aplicacion(?:es)? inyeccion(?:es)? atomizacion(?:es)? rociadas? medidas? tomas? jeringas?"
).replace(" ", "|")
COUNT = (
    r"(?:(?:\d+|una?|uno|dos|tres) y medi[oa]|\d+(?:[.,]\d+)?|un|una|uno|media|medio|otra|otro"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
PART = rf"(?:(?:un |tres )?cuartos? de|(?:la )?mitad de)(?: una| la)? (?:{FORMS})"
AMOUNT = rf"(?:{PART}|(?:{FORMS}) y media|{COUNT}(?: (?:o|a) {COUNT})?(?: (?:{FORMS}))?(?: y media)?)"
NO_HOUR = r" (?:horas|dias?|semanas?|mes|meses|anos?|tomas?)\b"
HOUR = (
    r"a las? (?:\d+|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b"
    rf"(?!{NO_HOUR})"
    r"(?: y (?:media|cuarto))?(?: de la (?:manana|tarde|noche))?"
)
MOMENT = (
    rf"(?:{HOUR}|"
    r"(?:(?:en|por|a|cada) )?(?:la|las|el) "
    rf"(?:manana|mananas|noche|noches|tarde|tardes|mediodia|desayuno|almuerzo|cena|comida|\d+(?!{NO_HOUR}))"
    r"|al (?:dia|acostarse|levantarse|mediodia|despertar|desayuno|almuerzo|dormir)|al acostarme|cada "
    r"(?:manana|noche|tarde)"
    r"|antes de (?:dormir|acostarse|acostarme)|para dormir|por dia|en (?:el desayuno|la cena|el "
    r"almuerzo|ayunas|ayuno))"
)
WEEKDAYS = r"(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"
FREQUENCIES = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        rf"(?:{AMOUNT} )?{MOMENT}(?: y (?:la )?(?:{AMOUNT} )?(?:{MOMENT}|la noche|noche|la tarde|noche))+",
        rf"(?:{AMOUNT} )?cada (?:\d+(?:[.,]\d+)?|un|una|dos|tres|cuatro|seis|ocho|doce)(?: (?:o|a) "
        rf"(?:\d+|una|dos|tres|cuatro|ocho))?"
        r"(?: (?:horas?|hrs?|dias?|semanas?|mes|meses|minutos?))?",
        r"(?:\d+|una|dos|tres|cuatro|cinco|seis)(?: o (?:\d+|dos|tres|cuatro))? ve(?:z|ces) (?:al|por|a "
        r"la|cada) (?:dia|semana|mes|noche)",
        rf"(?:{AMOUNT} )?(?:{MOMENT})",
        r"\d-\d-\d(?:-\d)?|\d \d \d al dia",
        rf"(?:{AMOUNT} )?(?:los|el|todos los) {WEEKDAYS}(?:(?: y| a|) (?:los )?{WEEKDAYS})*",
        rf"(?:{AMOUNT} )?(?:cada (?:dia|comida|semana|mes)|todos los dias|todas las "
        rf"(?:noches|mananas|tardes)|diari(?:o|a|os|as|amente)|por semana|a la semana|al "
        rf"mes|semanal(?:mente)?|mensual(?:mente)?|quincenal)",
        r"dosis unica|una sola (?:dosis|vez|toma)|dia por medio|un dia si y (?:otro|un dia) no"
        r"|(?:en )?dias alternos|cada tercer dia|a demanda|por razon necesaria|prn|de rescate|solo de noche"
        r"|en las noches|por las noches",
    )
)
AMOUNT_TAKEN = re.compile(
    rf"\b(?:{PART}|{COUNT}(?: (?:o|a) {COUNT})? (?:{FORMS})(?: y media)?|(?:{FORMS}) y media)\b"
)
# "Y los domingos media": another amount, for those days alone.
OTHERWISE = re.compile(
    rf"(?:los|el) {WEEKDAYS}(?:(?: y| a|) (?:los )?{WEEKDAYS})* "
    r"(?:medi[oa]|enter[ao]|dobles?|no|una?|uno|dos)\b"
)
MEALS = re.compile(
    r"\b(?:(?:con|sin|antes de|despues de|junto con|entre) (?:las |la |el |los |cada )?"
    r"(?:comidas?|alimentos?|desayuno|almuerzo|cena|comer|desayunar|cenar|almorzar)|en ayunas?|con (?:el "
    r")?estomago (?:vacio|lleno)|antes del (?:desayuno|almuerzo)|despues del (?:desayuno|almuerzo)|con "
    r"leche|con (?:un vaso de |mucha |abundante )?agua)\b"
)
CONDITION = re.compile(
    r"\b(?:solo |solamente |unicamente )?(?:si (?!no mejora|quiere|sigue|a los)(?:(?!cada|por "
    r"\d|una|dos|pero|y )\w+ ?){1,6}|cuando (?:me|le|te|se|tenga|tengo|tiene|hay|haya) ?(?:(?!cada|por "
    r"\d|pero|y |no\b)\w+ ?){0,3}"
    r"|en caso de (?:que )?(?:\w+ ?){1,3}|por si acaso|segun (?:el )?dolor|a demanda|si es necesario|si "
    r"hace falta)"
)
MAXIMUM = re.compile(
    r"\b(?:hasta|maximo(?: de)?|maxima de|como maximo|no mas de|sin pasar de) "
    r"(?:\d+|una|dos|tres|cuatro|seis)(?: \w+){0,2}? (?:al|por|a la) (?:dia|semana|noche)\b"
)
ROUTES = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), route)
    for pattern, route in (
        (r"via oral|por (?:la )?boca|oral|bebible", "vía oral"),
        (r"subcutane[oa]s?|debajo de la piel|en la panza|subcutanea", "vía subcutánea"),
        (r"intramuscular(?:es)?|en la nalga|en el gluteo", "vía intramuscular"),
        (r"intravenos[oa]s?|endovenos[oa]s?|por la vena|en suero|parenteral", "vía intravenosa"),
        (r"sublingual(?:es)?|debajo de la lengua", "vía sublingual"),
        (r"inhalad[oa]s?|con (?:la |el )?(?:aerocamara|espaciador|inhalocamara|camara)", "vía inhalada"),
        (r"nebulizad[oa]s?|en nebulizacion|nebulizar", "nebulizado"),
        (r"topic[oa]s?|en la piel|en crema|untad[oa]", "vía tópica"),
        (r"rectal|por el recto|supositorios?", "vía rectal"),
        (r"vaginal(?:es)?|por la vagina|ovulos?", "vía vaginal"),
        (r"nasal|en la nariz|en cada fosa(?: nasal)?|intranasal", "vía nasal"),
        (r"oftalmic[oa]s?|en (?:el|los|cada) ojos?", "vía oftálmica"),
        (r"otic[oa]s?|en (?:el|los|cada) oidos?", "vía ótica"),
        (r"transdermic[oa]s?|parches?", "transdérmico"),
        (r"inyectad[oa]s?|inyectable", "inyectable"),
    )
)
# "De 50, pastilla y media": the pastille is counted by what follows it.
AND_A_HALF = re.compile(rf"^(?:{FORMS}) y media\b")
NO_DOSE_AFTER = re.compile(
    r"^(?:horas?|hrs?|dias?|semanas?|mes|meses|anos?|ve(?:z|ces)|minutos?|noches?|de "
    r"la|tomas?|cuadras?|cajas?|kilos?|y media|por ciento|" + FORMS + r")\b"
)
# "si el pulso le baja de 50", "más de 3": a limit, not a dose.
NO_DOSE_BEFORE = frozenset(
    "mas menos lunes tabletas baja bajan bajo baje bajen pasa pasan pase sube suben suba menor mayor debajo "
    "encima arriba abajo edad".split()
)
CORRECTION = re.compile(
    r"\b(?:(?:no |ay |uy )*(?:perdon|perdone|disculpe|disculpa|mejor dicho|corrijo|me equivoque|digo)(?: "
    r"no)?|no no|no para)\b"
)
