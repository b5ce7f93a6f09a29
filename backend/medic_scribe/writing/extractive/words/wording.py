"""The words of a line: without fillers, courtesies and vocatives, with figures and units as they are
written."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.corrections import keep_last
from medic_scribe.writing.extractive.words.tables import cell, rows
from medic_scribe.writing.redaction.words import is_given_name

_NAME = "[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
_TITLE = (
    "doctora|doctor|doctor[cs]?it[oa]|doc|señora|señor|señorita|campe[oó]na?|nena|mijo|mija|mamá|papá|mi amor"
)
_VOCATIVE = re.compile(
    rf"(?:(?<=,) |^|(?<=, ))(?:(?:{_TITLE})(?: {_NAME})?|(?:don|doña) {_NAME})(?=[,.;?!…]|$),?"
)
_NAME_AFTER_YES = re.compile(rf"^(Sí|Si|No|Ya|Bueno|Ay|Mire), {_NAME}(?=,)")
_OPENERS_THAT_STAY = frozenset(("ya no", "ya se", "ya le", "ya me", "bien de", "eso no", "este dolor"))
_UNITS = (
    (r"\bmiligramos?\b", "mg"),
    (r"\bmicrogramos?\b", "mcg"),
    (r"\bmililitros?\b", "ml"),
    (r"\bgramos?\b", "g"),
    (r"\bkilogramos?\b|\bkilos?\b(?! y medio)", "kg"),
    (r"\bcent[ií]metros?\b", "cm"),
    (r"\bmil[ií]metros?\b", "mm"),
    (r"(?<=\d) por ciento\b", " %"),
    (r"(?<=\d) (?:coma|punto) (?=\d)", ","),
    (r"(?<=\d) sobre (?=\d)", "/"),
    (r"\bde (?=\d+([.,/]\d+)* ?(mg|mcg|g|ml)\b)", ""),
    (r"(?<=\d) (?=\d+(?:-\d+| [oa] \d+)? (?:vez|veces|d[ií]as?|semanas?|mes|meses|horas?|años?)\b)", ", "),
    (r"\bhace como\b", "hace aprox"),
    (r"(?<=\d)( [^\W\d]+)?,? m[aá]s o menos\b,?", r"\1 aprox."),
    (
        r"\bm[aá]s o menos,? (?=\d|unos?\b|unas?\b|(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b)",
        "aprox. ",
    ),
)


@lru_cache(maxsize=8_192)  # a consultation is read again and again while it grows
def worded(text: str) -> str:
    """A clause as a line says it: corrections settled, fillers gone, units written, first letter as it
    was."""
    words = " ".join(keep_last(text.split()))
    words = _without_vocatives(words.strip(" ¿?¡!"))
    words = _without_openers(words)
    for pattern, instead in _fillers():
        words = pattern.sub(lambda found, instead=instead: _in_pauses(found, instead), words)
    for pattern, unit in _UNITS:
        words = re.sub(pattern, unit, words, flags=re.IGNORECASE)
    return tidy(words)


def _in_pauses(filler: re.Match[str], instead: str) -> str:
    """What stands for a filler, with the pause that must stay.

    "Ese no, para serle franco, lo dejé" is not "ese no lo dejé", nor "febrero, o sea, tres meses" one number.
    """
    denies = re.search(r"\b(no|nunca|tampoco|nada)$", filler.string[: filler.start()], re.IGNORECASE)
    beside = re.match(
        r", (que|((la|el) )?pobre)\b", filler[0], re.IGNORECASE
    )  # "su padre, que en paz descanse, tuvo asma"
    before, after = filler[0].startswith(",") and not beside, filler[0].endswith(",")
    if instead.strip():
        return f"{',' * before}{instead}{',' * after}"
    return f",{instead}" if before or (denies and after) else instead


# Dots between two words are a pause, unless the first cannot be left: "el… apixabán".
_HESITATION = re.compile(
    r"(?<!\bel)(?<!\bla)(?<!\blos)(?<!\blas)(?<!\bun)(?<!\buna)(?<!\bde)(?<!\bdel)(?<!\by)(?<!\ben)(?<!\bes)"
    r"(?<!\bestá)(?<!\bestoy)(?:\.{3,}|…)(?= ?[^\W\d_]| ?[¿«])|(?<=\d)(?:\.{3,}|…)(?= ?\d)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def tidy(text: str) -> str:
    """Without doubled or dangling punctuation and spaces."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.,;:])", "", text)
    text = _HESITATION.sub(",", text)
    text = re.sub(r"\.{3,}|…", "", text)
    text = re.sub(r"[,;:]+(?=[.,;:])", "", text)
    text = text.strip(" ,;:.-–—¡!")
    return re.sub(r"[ ,;.]+(?:pero|y|o|ni|porque|entonces|o sea|aunque)$", "", text)


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = tidy(text)
    if not text:
        return ""
    start = 1 if text[0] in "«¿" else 0
    return (
        text[:start] + text[start : start + 1].upper() + text[start + 1 :] + ("" if text[-1] in ".?" else ".")
    )


def capital(text: str) -> str:
    """With a capital first letter, a quotation's too."""
    start = 1 if text[:1] in "«¿" else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def quoted(text: str) -> str:
    return f"«{tidy(text)}»"


def lowered(text: str) -> str:
    """With a small first letter, unless it is a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    if any(char.isupper() or char.isdigit() for char in first[1:]) or is_given_name(strip_punctuation(first)):
        return text
    return text[:1].lower() + text[1:]


def listed(things: Sequence[str]) -> str:
    """ "tos, fiebre e insomnio"."""
    things = [thing[:1].lower() + thing[1:] if thing[1:2].islower() else thing for thing in things]
    if len(things) < 2:
        return "".join(things)
    joint = (
        "e" if fold(things[-1]).startswith(("i", "hi")) and not fold(things[-1]).startswith("hie") else "y"
    )
    return f"{', '.join(things[:-1])} {joint} {things[-1]}"


def _without_vocatives(text: str) -> str:
    return _VOCATIVE.sub("", _NAME_AFTER_YES.sub(r"\1", text)).lstrip(" ,")


def _without_openers(text: str) -> str:
    words = text.split()
    changed = True
    while changed and len(words) > 1:
        changed = False
        for length in (3, 2, 1):
            head = " ".join(fold(strip_punctuation(w)) for w in words[:length])
            stays = " ".join(fold(strip_punctuation(w)) for w in words[:2]) in _OPENERS_THAT_STAY
            if len(words) > length and head in _openers() and not stays:
                comma = words[length - 1][-1:] in ",.;:…" or head in _ALWAYS
                if comma:
                    words = words[length:]
                    changed = True
                    break
    return " ".join(words)


_ALWAYS = frozenset(
    ("pues", "bueno", "y", "ay", "uy", "ah", "uh", "oiga", "mire", "mmm", "entonces", "eh", "po")
)


@cache
def _openers() -> frozenset[str]:
    return frozenset(row[0] for row in rows("openers"))


@cache
def _fillers() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(rf",? ?(?<!\w){with_accents(row[0])}(?!\w),?", re.IGNORECASE),
            f" {instead}" if (instead := cell(row, 1)) else " ",
        )
        for row in rows("fillers")
    )


def with_accents(pattern: str) -> str:
    """The pattern with every plain vowel (and n) matching its accented form too; classes stay as they are."""
    accented = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
    out: list[str] = []
    escaped = in_class = False
    for char in pattern:
        in_class = (in_class or char == "[") and char != "]"
        out.append(char if escaped or in_class else accented.get(char, char))
        escaped = char == "\\"
    return "".join(out)
