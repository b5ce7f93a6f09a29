"""A clinician's spoken words as a note's: "no escucho soplos" → "sin soplos", "le voy a pedir" →
"solicitar"."""

import re
from collections.abc import Sequence
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.quantities import with_quantities
from medic_scribe.writing.extractive.meaning.topics import OBJECTIVE, PLAN
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.addressing import from_you, without_names
from medic_scribe.writing.extractive.words.tables import cell, rows
from medic_scribe.writing.extractive.words.verbs import (
    Person,
    Tense,
    VerbForm,
    is_infinitive,
    is_verb,
    verb_forms,
    verb_forms_without_accents,
)
from medic_scribe.writing.extractive.words.wording import tidy, with_accents, worded


def rewritten(clause: Clause, topic: Topic) -> str:
    said = " ".join(from_you(worded(without_names(with_quantities(clause))).split()))
    manner = _manner(topic)
    text = _by_rule(said, manner)
    if _LACKS_NOTHING.search(fold(text)):
        text = _by_rule(said, "")
    text = _AFTER_SIN.sub(lambda found: found.group().lower(), text)
    return tidy(_coordinated(_infinitive(_verb_first(text))) if manner == "plan" else text)


def _by_rule(text: str, manner: str) -> str:
    for rule_manner, pattern, instead in _rules():
        if rule_manner in ("any", manner):
            text = pattern.sub(instead, text).lstrip(" ,;:.")
    return text


# "El bazo no se palpa" does not mean that there is none; "no hay por qué" lacks nothing.
_LACKS_NOTHING = re.compile(
    r"\bsin (asi|por|que|porque|pero|como|cuando|nada que ver|mal|bien|grandes?|dur[oa]s?|roj[oa]s?)\b"
    r"|\bsin (crecid|agrandad|aumentad|hinchad|inflamad|dilatad|engrosad|desviad|comprometid)[oa]s?\b"
    r"|\bsin (\w+ ni )?(el |la |los |las )?(bazo|higado|rinon(es)?|campanilla|uvula|prostata|utero|ovarios?"
    r"|amigdalas?|timpanos?|tiroides|apendice|vesicula|vejiga)(?=[.,;]|$)"
)


_AFTER_SIN = re.compile(r"(?:(?<=sin )|(?<=^ni ))[A-ZÁÉÍÓÚÑ](?=[a-záéíóúñ])")


def _manner(topic: Topic) -> str:
    if topic in OBJECTIVE:
        return "exam"
    return "plan" if topic in PLAN else "judgement"


def _verb_first(text: str) -> str:
    """ "El ibuprofeno lo suspendemos del todo" → "suspender ibuprofeno del todo"; "el pan cortalo"."""
    words = text.split()
    article = _NAMES.match(fold(text))
    begin = len(article.group().split()) if article else 0
    for place in range(begin + 1, min(begin + _LONGEST, len(words))):
        taken_up = _TAKEN_UP.match(" ".join(words[place:]))
        if taken_up and _is_thing(words[begin:place]):
            verb = taken_up["verb"]
            infinitive = _order(verb) if verb else _told(taken_up["told"])
            if infinitive and infinitive not in _UNCLEAR:
                thing = strip_punctuation(" ".join(words[begin:place]))
                rest = " ".join(words[place:])[taken_up.end() :]
                return f"{taken_up['no'] or ''}{infinitive} {thing}{rest}"
    return text


_NAMES = re.compile(r"(lo de )?(el|la|los|las|su|sus|lo del) ")
_LONGEST = 6  # words of what is named before the verb that takes it up with a pronoun:
_TAKEN_UP = re.compile(
    r"(?P<no>no )?(?:(?:(?:se|te|le) )?l[ao]s? (?P<verb>\w+)|(?P<told>\w{3,}l[ao]s?))\b", re.IGNORECASE
)
_UNCLEAR = frozenset("dejar hablar llevar".split())  # "lo dejamos": for good, or as it is?


def _is_thing(words: Sequence[str]) -> bool:
    """Whether the words name what something is done to, and not when ("el viernes", "el mes que viene")."""
    other = any(fold(word) in ("no", "que") or is_verb(word) or is_infinitive(word) for word in words)
    return not other and bool(_NAME.fullmatch(" ".join(words))) and fold(words[0]) not in _NO_THING


_NAME = re.compile(r"([^\W\d]\w* )*[^\W\d]\w{2,},?")


_NO_THING = frozenset(
    "eso esos esa esas ese esto estos esta estas este otro otra otros otras lo la los las se no si ya resto"
    " demas proximo proxima siguiente hoy manana mes semana lunes martes miercoles jueves viernes sabado"
    " domingo".split()
)


def _infinitive(text: str) -> str:
    """An order or an announcement at the start becomes an infinitive: "Reduzca el pan" → "Reducir el pan"."""
    words = text.split()
    if not words:
        return text
    start = place = 1 if fold(words[0]) == "no" and len(words) > 1 else 0
    while place < len(words) - 1 and fold(words[place]) in _PRONOUNS:
        place += 1
    pronouns = [fold(word) for word in words[start:place]]
    bare = strip_punctuation(words[place])
    infinitive = _order(bare) or _told(bare)
    if infinitive is None or fold(" ".join(words[place + 1 : place + 2])) in _LINKS:
        return text
    if place and not start and fold(words[place - 1]) in _ARTICLES and not _of_us(bare):
        return text  # "La venda estaba apretada": an order would be "véndala"
    of_its_own = [] if _order(bare) else [_enclitic(bare)]
    enclitic = next((p for p in (*pronouns, *of_its_own) if p in ("lo", "la", "los", "las", "se")), "")
    return " ".join([*words[:start], words[place].replace(bare, infinitive + enclitic), *words[place + 1 :]])


def _coordinated(text: str) -> str:
    """Orders that follow the first become infinitives too: "caminar, y no coja peso" → "y no coger peso"."""
    words = text.split()
    if not words or not fold(strip_punctuation(words[0])).rstrip("sloae").endswith("r"):
        return text
    for place in range(1, len(words)):
        bare = strip_punctuation(words[place])
        before = fold(strip_punctuation(words[place - 1]))
        if (before in ("y", "no", "ni") or words[place - 1].endswith(",")) and _is_order(bare):
            words[place] = words[place].replace(bare, _order(bare) or bare)
    return " ".join(words)


def _is_order(word: str) -> bool:
    forms = verb_forms(word.lower())
    if not forms or fold(word) in ("de", "se", "este", "meta"):
        return False
    return all(f.tense is Tense.SUBJUNCTIVE for f in forms) or _is_told_vos(word, forms)


def _is_told_vos(word: str, forms: Sequence[VerbForm]) -> bool:
    """ "Cená", "volvé": an order whose accent leaves no doubt."""
    return word[-1:] in "áéí" and all(f.tense is Tense.IMPERATIVE for f in forms)


_ARTICLES = frozenset(("la", "los", "las"))
_LINKS = frozenset("es son era eran sera seran".split())  # "la meta es" is a noun and no order
_PRONOUNS = frozenset("le lo la los las se te les me nos".split())


def _of_us(word: str) -> bool:
    """ "La subimos", "los vemos"."""
    return all(form.person is Person.WE for form in verb_forms(word.lower()))


def _order(word: str) -> str | None:
    """The infinitive of an order, or of what "we" do."""
    if fold(word) in ("de", "se", "este", "esta", "entre", "venga", "sobre", "para", "crea", "meta"):
        return None
    forms = verb_forms(word.lower())
    for form in forms:
        we = form.tense is Tense.PRESENT and form.person is Person.WE
        order = we or form.tense is Tense.SUBJUNCTIVE or _is_told_vos(word, forms)
        if order and form.infinitive not in _NO_ORDERS:
            return form.infinitive
    return None


def _enclitic(word: str) -> str:
    """ "Tómelo" → "lo", "acostate" → "se", "póngale" → ""."""
    found = re.search(r"(l[oae]s?|se|te)$", fold(word))
    return found.group().replace("te", "se") if found else ""


_NO_ORDERS = frozenset("ser estar haber poder ver ir tener saber".split())


def _told(word: str) -> str | None:
    """The infinitive of an order with its pronoun: "suspéndalo", "tomátela", "cortalo"."""
    verb = re.sub(r"(?<=\w{3})(se|te)?(l[aoe]s?)?$", "", fold(word))
    if verb == fold(word):
        return None
    forms = (*verb_forms(verb), *verb_forms_without_accents(verb))
    told = (f for f in forms if f.tense in (Tense.SUBJUNCTIVE, Tense.IMPERATIVE))
    return next((f.infinitive for f in told if f.infinitive not in _NO_ORDERS), None)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (row[0], re.compile(with_accents(row[1]), re.IGNORECASE), cell(row, 2)) for row in rows("rewrites")
    )
