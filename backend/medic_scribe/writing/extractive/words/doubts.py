"""Values that their speaker doubts, or measured wrongly, and says anew: "92... se movió. 93 por ciento"."""

import re
from collections.abc import Sequence

from medic_scribe.writing.extractive.words.kinds import DATES, bare, kind_of

WAITS = frozenset("espera espere esperate esperese pera ah ay oye oiga".split())
_WHEN = DATES | frozenset("manana tarde noche mediodia".split())
_ANEW = frozenset("entonces mejor pues no bueno vale ya".split())
_LONGEST = 16  # words of what is doubted
_DEVICE = r"(?:termometro|tensiometro|manguito|oximetro|saturometro|aparato|regla|cinta)"
_NOT_MEASURED = re.compile(
    r"(?:(?:ay|no|pero|a ver|espere|espera) )*(?:(?:se (?:me )?(?:movio|solto|salio|corrio|desconecto)"
    r"|no (?:marco|marcaba|agarro|leyo)|(?:marca|marco|leyo|agarro) mal)(?: bien)?"
    r"(?: (?:el|la) \w+)?(?: a ver| otra vez)?"
    rf"|(?:este|el|ese) {_DEVICE} (?:es viejo|(?:anda|esta) mal|falla|no (?:sirve|anda|va|funciona))"
    rf"|(?:pasa|pase|alcanza|alcance|da|de)me (?:la|el|otro|otra) {_DEVICE}"
    r"|m[ie]d[aei](?:me)?l[oa](?: bien)?(?: tu| usted| vos)?(?: [a-z]{4,})?) "
)


def measures_anew(text: str) -> bool:
    """Whether a value that was not measured well is followed by one that was: "92... se movió. 93 %"."""
    words = text.split()
    return any(measured_wrongly(words, place) for place in range(1, len(words)))


def only_measures_anew(folded: str) -> bool:
    """ "A ver, pásame la regla": the value before it is not to be trusted."""
    return bool(_NOT_MEASURED.fullmatch(folded.lstrip()))


def measured_wrongly(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where the value begins that was measured wrongly, and the one that was measured then."""
    found = _NOT_MEASURED.match(" ".join(bare(word) for word in words[place : place + 8]) + " ")
    after = place + len(found.group().split()) if found else len(words)
    if words[place - 1][-1:] not in ",.…" or after >= len(words) or words[after - 1][-1:] not in ",.…":
        return None
    old = next((at for at in range(place - 1, max(0, place - 4), -1) if kind_of(words[at]) == "number"), 0)
    new = next((at for at in range(after, min(len(words), after + 3)) if kind_of(words[at]) == "number"), 0)
    return (old, new) if old and new else None


def settles_doubt(text: str) -> bool:
    """Whether somebody asks himself whether a day or an hour can be, and then says another."""
    words = text.split()
    return any(doubted(words, place) for place in range(1, len(words)))


def doubted(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where a time that is doubted begins, and the one said instead.

    "… los lunes... espera, los lunes trabajas, ¿no? Los viernes."
    """
    waits = bare(words[place]) in WAITS or [bare(word) for word in words[place : place + 2]] == ["a", "ver"]
    asked = next((at for at in range(place + 1, len(words)) if "?" in words[at]), len(words))
    if not waits or asked - place > _LONGEST:
        return None
    again = {bare(word) for word in words[place : asked + 1]}
    old = next((at for at in range(place - 1, max(0, place - 3), -1) if bare(words[at]) in _WHEN & again), 0)
    new = asked + 1
    while new < len(words) and bare(words[new]) in _ANEW:
        new += 1
    said = next((at for at in range(new, min(len(words), new + 3)) if bare(words[at]) in _WHEN), 0)
    if not old or not said or (bare(words[old]) in DATES) != (bare(words[said]) in DATES):
        return None
    begin = old - (said - new)
    alike = [bare(word) for word in words[begin:old]] == [bare(word) for word in words[new:said]]
    return (begin, new) if alike and begin > 0 else None
