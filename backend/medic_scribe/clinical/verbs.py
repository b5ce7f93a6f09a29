"""Finite verb forms, as far as telling clauses apart needs them."""

from collections.abc import Sequence
from functools import lru_cache

from medic_scribe.clinical.lexicon import cell, rows
from medic_scribe.clinical.text import Token, fold

_AR = ("o as ás a amos áis an é aste ó amos aron aba abas ábamos aban aré ará arán aría e es en ás").split()
_ER = "o es és e emos en í iste ió imos ieron ía ías íamos ían eré erá erán ería a as an".split()
_ENDINGS = {"ar": _AR, "er": _ER, "ir": [*_ER, "ís"], "ír": _ER}
_STEM_ENDINGS = (
    "o a e as es an en amos emos imos iste aste ieron aron io ia ias ian aba aban i ga gan go gas iera iese "
    "ria"
).split()
# Forms that are nouns, adjectives or prepositions far more often than verbs.
_MOSTLY_NO_VERBS = frozenset(
    "para como sobre nada toma tomas cura cena marcha visita ayuda prueba cuenta pesa mancha sangre tos "
    "uso usa "
    "vista cambio cambios llamada trabajo falta paso pasos fuma baja bajo baje camino dolor sal medida "
    "era vino "
    "corte peso duelo ten di de da venas toque picos pico pica molestia molestias orina orinas orino "
    "vomito vomitos "
    "quita hinchas hable deja curas vida vivas parte mejora marca mareo mareos ahogo ahogos desmayo desmayos "
    "llanto llevo suba subas sean seas mida pasa pasas baño salga parada picas traje sueno sana sano "
    "aparte suelta suelto "
    "dan das di des miro mando conocido hecho dado visto pon ponga ves fumas cursos curso dicho cama "
    "andas seca "
    "convulsiones heces media medio bebe este esto estas paro gusto jugo lata meta receta sala saco vena "
    "preguntas presente presentes sea toco use hable cao caa olo ole oli ola reo".split()
)
_AFTER_DETERMINER = frozenset(
    "el la los las un una unos unas mi mis su sus tu tus del al este esta ese esa mucho mucha".split()
)
_SURE = frozenset(
    "tengo tiene tienen tenes tienes tenia tuve tuvo he ha han hay habia hubo es son esta estan estoy "
    "estaba soy fue "
    "duele duelen dolia siento siente sentia da dan dio puedo puede podia fuma toma tomo tomaba bajo "
    "subio cayo".split()
)


@lru_cache
def verb_kinds() -> dict[str, str]:
    """Folded finite form → "have", "persist" or "act"."""
    forms: dict[str, str] = {}
    for row in rows("verbs"):
        for form in _forms(row[0], [other for other in cell(row, 2).split(";") if other]):
            forms.setdefault(fold(form), row[1])
    return forms


def verb_kind(tokens: Sequence[Token], place: int) -> str:
    """The kind of the finite verb at `place`; empty where there is none."""
    if not 0 <= place < len(tokens):
        return ""
    word = tokens[place].folded
    kind = verb_kinds().get(word, "")
    if not kind:
        return ""
    before = tokens[place - 1].folded if place else ""
    if word == "esta" and not _is_of_estar(tokens, place):
        return ""
    if word in _MOSTLY_NO_VERBS and not (word in _SURE and before not in _AFTER_DETERMINER):
        after_clitic = before in {"me", "te", "se", "le", "les", "nos", "no", "ya"}
        return kind if after_clitic else ""
    if before in _AFTER_DETERMINER and before not in {"la", "los", "las", "esta"} and word not in _SURE:
        return ""
    return kind


def _is_of_estar(tokens: Sequence[Token], place: int) -> bool:
    """Whether an "esta" is "está": the accent, or without it what follows, says so."""
    if "á" in tokens[place].text:
        return True
    after = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    return after.endswith(("ado", "ada", "ido", "ida", "ando", "iendo", "bien", "mal")) or after in {
        "en",
        "con",
        "muy",
        "mas",
        "un",
        "alto",
        "alta",
        "bajo",
        "baja",
        "limpio",
        "limpia",
        "normal",
        "rojo",
        "roja",
        "ausente",
        "blando",
        "sin",
    }


@lru_cache
def _participle_kinds() -> dict[str, str]:
    kinds = {fold(row[0]).removesuffix("se"): row[1] for row in rows("verbs")}
    forms = {verb[:-2] + ("ado" if verb.endswith("ar") else "ido"): kind for verb, kind in kinds.items()}
    return forms | {
        "visto": "have",
        "hecho": "act",
        "puesto": "act",
        "dicho": "act",
        "resuelto": "persist",
        "vuelto": "act",
    }


def participle_kind(word: str) -> str:
    """The kind of the verb of a participle ("tenido" → "have"); empty for any other word."""
    return _participle_kinds().get(word, "have" if word.endswith(("ado", "ido")) else "")


def is_finite(tokens: Sequence[Token], place: int) -> bool:
    return bool(verb_kind(tokens, place))


def _forms(infinitive: str, others: Sequence[str]) -> list[str]:
    plain = infinitive.removesuffix("se")
    stem, endings = plain[:-2], _ENDINGS[plain[-2:]]
    forms = [stem + ending for ending in endings] if len(stem) > 1 else []
    for other in others:
        if other.endswith("-"):
            forms += [other[:-1] + ending for ending in _STEM_ENDINGS]
        else:
            forms.append(other)
    return forms
