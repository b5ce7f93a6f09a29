"""Dose, amount, frequency, route and the rest of a prescription, from the words around a drug's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.clinical.drugs import Drug, drugs_by_name, key
from medic_scribe.clinical.text import Token, strip_punctuation

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
    r"(?:\d+(?:[.,]\d+)?|un|una|uno|media|medio|otra|otro|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
AMOUNT = rf"(?:{COUNT}(?: (?:o|a) {COUNT})?(?: (?:{FORMS}))?(?: y media)?)"
MOMENT = (
    r"(?:(?:(?:en|por|a|cada) )?(?:la|las|el) "
    r"(?:manana|mananas|noche|noches|tarde|tardes|mediodia|desayuno|almuerzo|cena|comida|\d+)"
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
MEALS = re.compile(
    r"\b(?:(?:con|sin|antes de|despues de|junto con|entre) (?:las |la |el |los |cada )?"
    r"(?:comidas?|alimentos?|desayuno|almuerzo|cena|comer|desayunar|cenar|almorzar)|en ayunas?|con (?:el "
    r")?estomago (?:vacio|lleno)|antes del (?:desayuno|almuerzo)|despues del (?:desayuno|almuerzo)|con "
    r"leche|con (?:un vaso de |mucha |abundante )?agua)\b"
)
CONDITION = re.compile(
    r"\b(?:solo |solamente |unicamente )?(?:si (?!no mejora|quiere|sigue|a los)(?:(?!cada|por "
    r"\d|una|dos|pero|y )\w+ ?){1,6}|cuando (?:me|le|te|se|tenga|tengo|tiene|hay|haya) ?(?:(?!cada|por "
    r"\d|pero|y )\w+ ?){0,3}"
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
NO_DOSE_AFTER = re.compile(
    r"^(?:horas?|hrs?|dias?|semanas?|mes|meses|anos?|ve(?:z|ces)|minutos?|noches?|de "
    r"la|tomas?|cuadras?|cajas?|kilos?|y media|por ciento|" + FORMS + r")\b"
)
# "si el pulso le baja de 50", "más de 3": a limit, not a dose.
NO_DOSE_BEFORE = frozenset(
    "mas menos lunes tabletas baja bajan bajo baje bajen pasa pasan pase sube suben suba menor mayor debajo "
    "encima arriba abajo edad".split()
)


@dataclass(frozen=True, slots=True)
class Details:
    """What was said about one drug; every field may be empty."""

    dose: str = ""
    unit: str = ""
    form: str = ""
    amount: str = ""
    route: str = ""
    frequency: str = ""
    maximum: str = ""
    meals: str = ""
    condition: str = ""
    previous_dose: str = ""
    unit_missing: bool = False
    end: int = 0  # the token after the last that says something


@dataclass(frozen=True, slots=True)
class _Dose:
    figure: str
    unit: str
    begin: int
    end: int
    per_volume: str = ""


class Window:
    """Tokens `begin:end` as one folded string, with the way back from characters to tokens."""

    def __init__(self, tokens: Sequence[Token], begin: int, end: int) -> None:
        self.tokens, self.begin, self.end = tokens, begin, end
        self.starts: list[int] = []
        text = ""
        for token in tokens[begin:end]:
            self.starts.append(len(text))
            text += token.folded + " "
        self.text = text.rstrip()

    def without(self, doses: "Sequence[_Dose]") -> str:
        """The text with the doses blanked out: after "hidroclorotiazida de", "25 a la mañana" is no count."""
        text = self.text
        for dose in doses:
            for place in range(dose.begin, dose.end):
                start = self.starts[place - self.begin]
                length = len(self.tokens[place].folded)
                text = text[:start] + "_" * length + text[start + length :]
        return text

    def places(self, match: re.Match[str]) -> tuple[int, int]:
        """The tokens of a match as (begin, end)."""
        inside = [
            place
            for place, start in enumerate(self.starts)
            if match.start() <= start < max(match.end(), match.start() + 1)
        ]
        return self.begin + inside[0], self.begin + inside[-1] + 1

    def words(self, match: re.Match[str]) -> str:
        begin, end = self.places(match)
        return " ".join(strip_punctuation(token.text) for token in self.tokens[begin:end]).lower()


def read_details(tokens: Sequence[Token], drug: Drug, begin: int, end: int) -> Details:
    """The details in tokens `begin:end`. What is taken back ("de 20, perdón, de 40") is replaced."""
    details = Details()
    for start, stop in _between_corrections(tokens, begin, end):
        part = _read(tokens, drug, start, stop, corrects=start > begin)
        changed = {
            name: getattr(part, name)
            for name in (
                "dose",
                "unit",
                "form",
                "amount",
                "route",
                "frequency",
                "maximum",
                "meals",
                "condition",
                "previous_dose",
            )
            if getattr(part, name)
        }
        details = replace(details, **changed, end=max(details.end, part.end))
        if part.dose:
            details = replace(
                details, unit=part.unit or details.unit, unit_missing=part.unit_missing and not details.unit
            )
    return details


CORRECTION = re.compile(
    r"\b(?:(?:no |ay |uy )*(?:perdon|perdone|disculpe|disculpa|mejor dicho|corrijo|me equivoque|digo)(?: "
    r"no)?|no no|no para)\b"
)


def _between_corrections(tokens: Sequence[Token], begin: int, end: int) -> list[tuple[int, int]]:
    window = Window(tokens, begin, end)
    cuts = [
        window.places(match)
        for match in CORRECTION.finditer(window.text)
        if _is_correction(tokens, window.places(match))
    ]
    for place in range(begin + 1, end):
        alone = tokens[place].folded == "no" and bool(tokens[place].closes) and bool(tokens[place - 1].closes)
        if alone and not any(start <= place < stop for start, stop in cuts):
            cuts.append((place, place + 1))
    parts: list[tuple[int, int]] = []
    start = begin
    for cut_begin, cut_end in sorted(cuts):
        parts.append((start, cut_begin))
        start = cut_end
    return [*parts, (start, end)]


def _is_correction(tokens: Sequence[Token], places: tuple[int, int]) -> bool:
    """ "no, pará" is one; "no para de" is none."""
    last = tokens[places[1] - 1]
    if last.folded != "para":
        return True
    following = tokens[places[1]] if places[1] < len(tokens) else None
    return "á" in last.text or (
        following is not None and (following.value is not None or following.folded == "de")
    )


def _read(tokens: Sequence[Token], drug: Drug, begin: int, end: int, *, corrects: bool) -> Details:
    window = Window(tokens, begin, end)
    used: list[int] = [begin]
    doses = _doses(window, drug, corrects=corrects)
    frequency, frequency_end = _frequency(window, doses)
    amount, amount_end = _amount(window)
    if amount and frequency.startswith(f"{amount} ") and " y " not in frequency:
        frequency = frequency.removeprefix(f"{amount} ")
    elif amount and amount in frequency:
        amount = ""
    meals = MEALS.search(window.text)
    if meals and frequency and frequency in window.words(meals):
        frequency = ""
    found = {
        name: pattern.search(window.text)
        for name, pattern in (("meals", MEALS), ("condition", CONDITION), ("maximum", MAXIMUM))
    }
    route, route_end = _route(window)
    for match in found.values():
        if match:
            used.append(window.places(match)[1])
    used += [dose.end for dose in doses] + [frequency_end, amount_end, route_end]
    main, previous, concentration, per_take = _sorted_doses(window, doses)
    unit, missing = _completed(drug, main)
    return Details(
        dose=main.figure if main else "",
        unit=unit,
        form=concentration,
        amount=per_take or amount,
        route=route,
        frequency=frequency,
        maximum=_said(window, found["maximum"]),
        meals=_said(window, found["meals"]),
        condition=_condition(window, found["condition"]),
        previous_dose=previous,
        unit_missing=missing,
        end=max(used),
    )


def _doses(window: Window, drug: Drug, *, corrects: bool) -> list[_Dose]:
    found: list[_Dose] = []
    place = window.begin
    while place < window.end:
        dose = _dose_at(window, drug, place, corrects=corrects)
        if dose:
            found.append(dose)
        place = dose.end if dose else place + 1
    return found


def _dose_at(window: Window, drug: Drug, place: int, *, corrects: bool) -> _Dose | None:
    tokens = window.tokens
    figure, end = _figure(window, drug, place)
    if not figure:
        return None
    unit, after = _unit(tokens, end, window.end)
    if unit:
        if (
            unit == "mL"
            and after - end == 1
            and place > window.begin
            and tokens[place - 1].folded in {"en", "cada", "por"}
        ):
            return None
        volume, after = _per_volume(tokens, after, window.end)
        return _Dose(figure, unit, place, after, volume)
    rest = " ".join(token.folded for token in tokens[end : min(end + 3, len(tokens))])
    before = tokens[place - 1].folded if place else ""
    introduced = (
        place == window.begin
        or before in {"de", "del", "sea"}
        or (corrects and before in {"a", "son"})
        or "/" in figure
    )
    moved = before == "a" and not NO_DOSE_AFTER.match(rest)
    whole_number_words = not figure[0].isdigit()
    if (
        whole_number_words
        or not (introduced or moved)
        or NO_DOSE_AFTER.match(rest)
        or (rest.startswith(("al dia", "por dia", "cada", "en la", "a la")) and not introduced)
    ):
        return None
    if before == "de" and place - 2 >= window.begin and tokens[place - 2].folded in NO_DOSE_BEFORE:
        return None
    return _Dose(figure, "", place, end)


def _figure(window: Window, drug: Drug, place: int) -> tuple[str, int]:
    """ "850", "875/125", and for combinations "875 con 125" or "875 125"."""
    tokens = window.tokens
    token = tokens[place]
    if "/" in token.folded and token.folded[0].isdigit():
        return token.folded, place + 1
    if token.value is None:
        return "", place
    figure = token.folded if token.folded[0].isdigit() else f"{token.value:g}"
    if token.folded in {"un", "una", "uno", "dos", "tres"}:
        return "", place
    second = place + 1
    if "/" in drug.name and second < window.end and not token.closes:
        second += tokens[second].folded in {"con", "y", "sobre", "mas"}
        follows = (
            second < window.end and tokens[second].value is not None and tokens[second].folded[0].isdigit()
        )
        after = tokens[second + 1].folded if second + 1 < len(tokens) else ""
        if follows and after not in {"puff", "inhalaciones", "horas", "veces", "dias", "tabletas"}:
            return f"{figure}/{tokens[second].folded}", second + 1
    return figure, place + 1


def _unit(tokens: Sequence[Token], place: int, limit: int) -> tuple[str, int]:
    if place >= limit or tokens[place - 1].closes.strip(","):
        return "", place
    word = tokens[place].folded
    if "/" in word and word.split("/")[0] in UNITS:
        return word.replace("dia", "día"), place + 1
    unit = UNITS.get(word, "")
    if not unit:
        return "", place
    end = place + 1
    if _words(tokens, end, limit)[:2] in (
        ["por", "kilo"],
        ["por", "kilogramo"],
        ["por", "kg"],
        ["por", "kilos"],
    ):
        unit, end = f"{unit}/kg", end + 2
        if _words(tokens, end, limit)[:2] in (["de", "peso"],):
            end += 2
        following = _words(tokens, end, limit)
        if following[:2] in (["al", "dia"], ["por", "dia"]):
            unit, end = f"{unit}/día", end + 2
        elif following[:2] in (["por", "dosis"],):
            unit, end = f"{unit}/dosis", end + 2
    return unit, end


def _per_volume(tokens: Sequence[Token], place: int, limit: int) -> tuple[str, int]:
    """ "400 miligramos en cinco mililitros" → "5 mL"."""
    if place + 2 >= limit or tokens[place].folded not in {"en", "por", "cada", "/"}:
        return "", place
    volume = tokens[place + 1].value
    if volume is None or UNITS.get(tokens[place + 2].folded) != "mL":
        return "", place
    return f"{volume:g} mL", place + 3


def _words(tokens: Sequence[Token], place: int, limit: int) -> list[str]:
    return [token.folded for token in tokens[place : min(place + 3, limit)]]


def _sorted_doses(window: Window, doses: Sequence[_Dose]) -> tuple[_Dose | None, str, str, str]:
    """The dose itself, the one it replaces, a concentration and what is given each time."""
    plain = [dose for dose in doses if not dose.per_volume]
    volumes = [dose for dose in doses if dose.per_volume]
    concentration = f"{volumes[0].figure} {volumes[0].unit}/{volumes[0].per_volume}" if volumes else ""
    if not plain:
        return None, "", concentration, ""
    first = plain[0]
    second = plain[1] if len(plain) > 1 else None
    if second and "/kg" in first.unit:
        return first, "", concentration, f"{second.figure} {second.unit}".strip()
    if second and second.unit == "mL" and first.unit != "mL":
        return first, "", concentration, f"{second.figure} mL"
    between = [token.folded for token in window.tokens[first.begin - 1 : second.begin]] if second else []
    if (
        second
        and "a" in between
        and between[0] in {"de", "del"}
        and (second.unit == first.unit or not first.unit)
    ):
        return second, first.figure, concentration, ""
    if second and "sea" in between:
        return second, "", concentration, ""
    return first, "", concentration, ""


def _completed(drug: Drug, dose: _Dose | None) -> tuple[str, bool]:
    if dose is None:
        return "", False
    if dose.unit:
        return dose.unit, False
    unit = drug.unit_of(dose.figure)
    unit = unit if unit in {"mg", "mcg", "g", "UI"} else ""
    if not unit and "/" in dose.figure:
        unit = _unit_of_first_part(drug, dose.figure)
    return unit, not unit


def _unit_of_first_part(drug: Drug, figure: str) -> str:
    """A combination is measured as its first part: "160/4,5" of budesonida/formoterol is mcg."""
    first = drugs_by_name().get(key(drug.name.partition("/")[0]))
    unit = first.unit_of(figure.partition("/")[0]) if first else ""
    return unit if unit in {"mg", "mcg", "g", "UI"} else ""


def _frequency(window: Window, doses: Sequence[_Dose]) -> tuple[str, int]:
    text = window.without(doses)
    found: list[re.Match[str]] = []
    for pattern in FREQUENCIES:
        for match in pattern.finditer(text):
            meant_as_limit = re.search(r"(?:hasta|maximo|mas de)(?: de)? $", text[: match.start()])
            if meant_as_limit or any(m.start() < match.end() and match.start() < m.end() for m in found):
                continue
            if match.group().strip() in {"en ayunas", "en ayuno"}:
                continue
            found.append(match)
    found.sort(key=lambda match: match.start())
    if not found:
        return "", 0
    # Two ways of saying it in one breath belong together: "una vez al día, en la mañana".
    near = [found[0]]
    for match in found[1:]:
        if match.start() - near[-1].end() <= 4:
            near.append(match)
    words = ", ".join(window.words(match) for match in near)
    return _counted(words), window.places(near[-1])[1]


def frequency_at(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Where what is taken or how often ends that begins at `begin` ("dos al día"), else `begin`."""
    window = Window(tokens, begin, end)
    found = [pattern.match(window.text) for pattern in (*FREQUENCIES, AMOUNT_TAKEN)]
    return max((window.places(match)[1] for match in found if match), default=begin)


def _counted(words: str) -> str:
    """ "una en la mañana y otra en la noche" → "1 en la mañana y 1 en la noche"."""
    words = re.sub(
        r"\b(?:una|uno|un|otra|otro)\b(?= (?:en|por|a|al|cada|los|el|antes|para|diari)\b)", "1", words
    )
    words = re.sub(r"\buna (?=vez)", "1 ", words)
    return re.sub(rf"\b(?:una|un|otra|otro)\b(?= (?:{FORMS}))", "1", words)


AMOUNT_TAKEN = re.compile(rf"\b{COUNT}(?: (?:o|a) {COUNT})? (?:{FORMS})(?: y media)?\b")


def _amount(window: Window) -> tuple[str, int]:
    match = AMOUNT_TAKEN.search(window.text)
    if not match:
        return "", 0
    words = re.sub(r"^(?:una|un|uno)\b", "1", window.words(match))
    if words.endswith(("toma", "tomas")):
        return "", 0
    return words, window.places(match)[1]


def _route(window: Window) -> tuple[str, int]:
    for pattern, route in ROUTES:
        match = pattern.search(window.text)
        if match:
            return route, window.places(match)[1]
    return "", 0


def _said(window: Window, match: re.Match[str] | None) -> str:
    return window.words(match) if match else ""


def _condition(window: Window, match: re.Match[str] | None) -> str:
    """Up to the next punctuation."""
    if match is None or window.text[: match.start()].endswith(" y "):
        return ""
    begin, end = window.places(match)
    for place in range(begin, end):
        if window.tokens[place].closes:
            end = place + 1
            break
    return " ".join(strip_punctuation(token.text) for token in window.tokens[begin:end]).lower()
