"""The short style of notes: "dolor en la rodilla" → "dolor en rodilla", "por la noche" → "de noche".

Only articles go, and only where Spanish notes leave them out: at the start, after a pause, after a preposition.
Words that carry polarity, quantity, time, side or person are never touched; quotations are left as they are.
"""

import re

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.verbs import Person, Tense, verb_forms

_ARTICLES = frozenset("el la los las".split())
_OPENING = frozenset("en con por para sobre y ni o sin de desde hasta contra entre segun".split())
# Before these an article is needed, or it is no article.
_NEEDED = frozenset(
    "que de del cual cuales otro otra otros otras mismo misma mismos mismas primer primera segundo segunda tercera ultimo ultima"
    " semana semanas mes meses ano anos dia dias vez veces una dos tres cuatro cinco seis siete ocho nueve diez once doce lunes martes"
    " miercoles jueves viernes sabado domingo proximo proxima medio media mitad noche manana tarde madrugada se le no ha han mas menos"
    " pecho aire cama casa cabeza".split()
)
_MOMENTS = (
    (r"\b(?:por|en|a) la (noche|mañana|tarde)s?\b", r"de \1"),
    (r"\b(?:todas las noches)\b", "cada noche"),
    (r"\b(?:todos los d[ií]as)\b", "a diario"),
    (r"\b(?:una vez al d[ií]a|una al d[ií]a|uno al d[ií]a)\b", "una al día"),
    (r"\bun par de\b", "2"),
    (r"\b(?:desde hace como|desde hace aprox\.?)\b", "desde hace unas"),
    (r"\b(?:a cada rato)\b", "a cada rato"),
    (r"\b(?:eso s[ií]|sobre todo|m[aá]s bien|en realidad|en general|la verdad)\b,?", ""),
    (r"\b(?:s[ií] que) (?=(?:se|le|me|lo|la|hay|es|no|tiene|ha)\b)", ""),
)


def telegraphic(text: str) -> str:
    if "«" in text:
        return text
    for pattern, instead in _MOMENTS:
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    words = text.split()
    kept = [word for place, word in enumerate(words) if not _goes(words, place)]
    return re.sub(r"\s+,", ",", " ".join(kept))


def _goes(words: list[str], place: int) -> bool:
    if fold(words[place]) not in _ARTICLES or place + 1 >= len(words):
        return False
    following = fold(strip_punctuation(words[place + 1]))
    if following in _NEEDED or following[:1].isdigit() or _verb(words[place + 1]):
        return False
    if place == 0 or words[place - 1][-1:] in ",;:.":
        return True
    before = fold(words[place - 1])
    return before in _OPENING and len(following) > 2


def _verb(word: str) -> bool:
    """ "la quitaron": the article is a pronoun."""
    bare = strip_punctuation(word)
    finite = (Person.THIRD, Person.THEY, Person.WE, Person.FIRST)
    return (
        any(
            form.person in finite
            and form.tense is not Tense.IMPERATIVE
            and bare.endswith(("ó", "ron", "ba", "ban", "an", "en", "mos", "ía", "ará", "a", "e"))
            for form in verb_forms(bare)
        )
        and fold(bare) not in _NOUNS
    )


_NOUNS = frozenset(
    "toma vista marcha prueba cura dieta duda molestia consulta resta cuenta falta cama orina carga ayuda pierna espalda sangre fiebre"
    " tos base parte noche tarde leche carne clase fase dosis bebe nuca lengua pausa causa pesa cita visita limpia".split()
)
