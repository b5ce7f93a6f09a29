"""Speakers who correct themselves: of "de veinte, perdón, de cuarenta" only the last is kept."""

import re
from collections.abc import Sequence
from functools import cache

from medic_scribe.clinical import fold
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.lexicon import rows
from medic_scribe.writing.extractive.words.doubts import doubted, measured_wrongly
from medic_scribe.writing.extractive.words.kinds import bare, kind_of
from medic_scribe.writing.extractive.words.replacing import (
    REACH,
    ending_of,
    replaced_from,
    same_word,
    stands_alone,
    with_measured,
    with_new,
)
from medic_scribe.writing.extractive.words.second_thoughts import thought_better
from medic_scribe.writing.extractive.words.taken_back import MISREAD

_BARE_NO = "no"
# The words that are left, and the place from which they are read on.
_Changed = tuple[list[str], int]


def keep_last(words: Sequence[str]) -> list[str]:
    """The words without what their speaker took back; unclear corrections stay as they were said."""
    kept, place = list(words), 1
    while place < len(kept):
        changed = next(filter(None, (rule(kept, place) for rule in _RULES)), None)
        kept, place = changed or (kept, place + 1)
    return kept


def _without(words: list[str], taken_back: tuple[int, int] | None) -> _Changed | None:
    """Without the words from the first place up to the second, and read from the beginning."""
    return ([*words[: taken_back[0]], *words[taken_back[1] :]], 1) if taken_back else None


def _breaks_off(words: list[str], place: int) -> _Changed | None:
    """ "Lo bajo... no, espérese.": nothing is left."""
    length = _cue(words, place)
    ends = length > 1 and place + length >= len(words) and bare(words[place]) == _BARE_NO
    return ([], 0) if ends else None


def _says_again(words: list[str], place: int) -> _Changed | None:
    """Words that were broken off and said again: "de 35… 35 y 4 días", "los... los pies"."""
    if not words[place - 1].endswith(("...", "…")):
        return None
    folded = [bare(word) for word in words]
    for length in (3, 2, 1):
        before = place - length
        if before > 0 and folded[before:place] == folded[place : place + length] != [_BARE_NO]:
            return [*words[:before], *words[place:]], before
    return None


def _reads_again(words: list[str], place: int) -> _Changed | None:
    return _without(words, _misread(words, place))


def _misread(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where the values that were read wrongly begin, and those said instead of them: both have their sides.

    "Derecho 28, izquierdo 19. No, espere, lo leí al revés. Ojo derecho 19, ojo izquierdo 28."
    """
    found = MISREAD.match(" ".join(bare(word) for word in words[place : place + 8]) + " ")
    after = place + len(found.group().split()) if found else len(words)
    if after >= len(words):
        return None
    begin = next((at + 1 for at in range(place - 1, -1, -1) if words[at].endswith(":")), 0)
    begin = next((at for at in range(begin, place) if kind_of(words[at])), place)
    old, new = _kinds(words[begin:place]), _kinds(words[after:])
    return (begin, after) if old and old == new else None


def _kinds(words: Sequence[str]) -> list[str]:
    return sorted(kind for word in words if (kind := kind_of(word)))


_MINE_AND_YOURS = re.compile(
    r"(?:no )?(?:perdon )?mi (?:derech|izquierd)[oa] (?:el|la|su) (?P<side>derech|izquierd)[oa]"
    r"(?: (?:de usted|del paciente|de el|de ella|suy[oa]|tuy[oa]))? "
)


def _turns_to_the_other(words: list[str], place: int) -> _Changed | None:
    """ "El lóbulo derecho… no, perdón, mi derecha, el izquierdo de usted": the patient's side counts."""
    found = _MINE_AND_YOURS.match(" ".join(bare(word) for word in words[place : place + 9]) + " ")
    said = next((at for at in range(place - 1, max(-1, place - 4), -1) if kind_of(words[at]) == "side"), None)
    if not found or said is None:
        return None
    last = words[place + len(found.group().split()) - 1]
    old = bare(words[said])
    side = found["side"] + old[-1] + ending_of(last)
    return [*words[:said], side, *words[place + len(found.group().split()) :]], 1


_PREPOSITIONS = frozenset("en de a cada por con".split())


def _prefers(words: list[str], place: int) -> _Changed | None:
    return _without(words, _rather(words, place))


def _rather(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where a value and the one preferred to it begin: "en 6 semanas… a ver, es agosto, mejor en 8 semanas".

    Only where the speaker wavers between the two, and both count the same.
    """
    if bare(words[place]) != "mejor" or words[place - 1][-1:] not in ",.…" or place + 3 > len(words):
        return None
    new = place + 1
    number = new + (bare(words[new]) in _PREPOSITIONS)
    if number + 1 >= len(words) or kind_of(words[number]) != "number":
        return None
    counted = bare(words[number + 1])
    for at in range(place - 2, max(0, place - _FARTHEST), -1):
        wavers = any(bare(w) in ("ver", "no", "espera", "espere", "bueno") for w in words[at + 2 : place])
        if kind_of(words[at]) == "number" and bare(words[at + 1]) == counted and wavers:
            joined = number > new and bare(words[at - 1]) == bare(words[new])
            return at - joined, new if joined else number
    return None


_FARTHEST = 16  # words from a value to the one preferred


def _thinks_better(words: list[str], place: int) -> _Changed | None:
    return _without(words, thought_better(words, place))


def _measures_anew(words: list[str], place: int) -> _Changed | None:
    measured = measured_wrongly(words, place)
    return (with_measured(words, *measured, place), 1) if measured else None


def _doubts(words: list[str], place: int) -> _Changed | None:
    if not (doubt := doubted(words, place)):
        return None
    begin, new = doubt
    return [*words[:begin], words[new].lower(), *words[new + 1 :]], 1


def _denies(words: list[str], place: int) -> _Changed | None:
    """ "Le hago incapacidad… no, verdad que no trabaja": nothing is left."""
    said = " ".join(bare(word) for word in words[place : place + 5])
    return ([], 0) if _NOT_SO.match(said) and words[place - 1][-1] in ",.…" else None


_NOT_SO = re.compile(r"no (?:es )?(?:verdad|cierto) que (?:ya )?no\b")


def _says_what_not(words: list[str], place: int) -> _Changed | None:
    """What is named again as wrong before the right one: "ronchas… no, ronchas no, ampollas"."""
    folded = [bare(word) for word in words]
    if folded[place] != _BARE_NO or words[place] == "no":
        return None
    for length in (1, 2, 3):
        after = place + 1 + length
        again = length <= place and folded[place - length : place] == folded[place + 1 : after]
        if again and after + 1 < len(words) and folded[after] == _BARE_NO:
            return [*words[: place - length], *words[after + 1 :]], place
    return None


def _gives_up(words: list[str], place: int) -> _Changed | None:
    """The value is taken back; another may follow, after a reason."""
    if not _waits(words, place):
        return None
    begin, new = _value_before(words, place), _value_instead(words, place)
    if new:
        return _without(words, (begin, new))
    goes_on = place + 2 < len(words) and any(bare(word) == _BARE_NO for word in words[place : place + 4])
    return (words[:begin], len(words)) if goes_on else ([], 0)


_WAIT = re.compile(r"^(?:a ver )?(?:espere|espera|esperese|para|pera|perate)\b(?: (?=no ))?")


def _waits(words: Sequence[str], place: int) -> bool:
    """ "… 750, pará, no hay comprimidos de esos", "… media hora antes, a ver, espera"."""
    text = " ".join(bare(w) for w in words[place : place + 5])
    found = _WAIT.match(text)
    unpaused = re.match(r"(para|pera|espera|espere) no (hay|tien|ten[ego])", text)
    pause = bool(found) and (words[place - 1][-1:] in ",.…" or bool(unpaused))
    if not found or not pause:
        return False
    rest = " ".join(bare(w) for w in words[place + len(found.group().split()) :])
    return not rest or bool(
        re.match(
            r"(no|ni) (hay|tien|ten[ego]|existe|vien|pued|se pued|quiero|conviene|con |me |le |te |mejor"
            r"|todavia)",
            rest,
        )
    )


def _value_before(words: Sequence[str], place: int) -> int:
    """Where the value that is taken back begins: at the last number, else the whole is gone."""
    return next((s for s in range(place - 1, 0, -1) if kind_of(words[s]) == "number"), 0)


def _value_instead(words: Sequence[str], place: int) -> int:
    """Where the value begins that is said instead ("750, pará, no hay, 1000 a la noche"), else 0."""
    paused = (p for p in range(place + 2, len(words)) if words[p - 1].endswith((",", ".")))
    return next((p for p in paused if kind_of(words[p]) == "number"), 0)


def _puts_right(words: list[str], place: int) -> _Changed | None:
    """ "De veinte, perdón, de cuarenta"."""
    length = _cue(words, place)
    if not length:
        return None
    if measured := _measured_again(words, place, place + length):
        return _without(words, measured)
    cut = replaced_from(words, place, place + length)
    return None if cut is None else (with_new(words, cut, place, place + length), cut + 1)


def _measured_again(words: Sequence[str], place: int, after: int) -> tuple[int, int] | None:
    """Where the old and the new value begin, a reason between them: "89 %, no, espere, se soltó, 91 %"."""
    if after < len(words) and (kind_of(words[after]) or _kind_after_article(words, after)):
        return None  # "de diez... no, de cinco, una diaria": the new value comes at once
    begin, new = _value_before(words, place), _value_instead(words, after - 2)
    if not begin or not after < new <= after + REACH or place - begin > 2:
        return None
    unit, again = ([bare(word) for word in words[at:][: place - begin - 1]] for at in (begin + 1, new + 1))
    return (begin, new) if unit == again or stands_alone(words, new) else None


def _cue(words: Sequence[str], place: int) -> int:
    """How many words from `place` say that something is taken back."""
    text = " ".join(bare(w) for w in words[place : place + 5]) + " "
    if re.match(r"(no )?digo que ", text):
        return 0  # "no digo que lo tenga, digo que hay que mirarlo"
    if found := _CUE.match(text):
        length = len(found.group().split())
        pause = words[min(place + length, len(words)) - 1][-1:] in ",.…"
        if re.match(r"(no para|para no) ", text) and words[place - 1][-1:] not in ",.…":
            return 0  # "de noche no para": no correction
        if re.match(r"no pon(ga)? ", text):
            return length if words[place].endswith(",") else 0
        if _warns(words[: place + 1]) and re.match(r"no espere?s? ", text):
            return 0
        # "no espere a la cita" is an order; "no, espere, …" takes something back
        return length if pause or not re.match(r"(no )?(espere|espera|para)", text) else 0
    new = place + 1
    waits = bare(words[place]) in ("espere", "espera") and words[place - 1].endswith((",", "...", "…"))
    if waits and words[place].endswith(",") and new < len(words) and kind_of(words[new]) == "number":
        return 1
    alone = bare(words[place]) == _BARE_NO and words[place - 1].endswith((",", "...", "…", "."))
    rather = bare(words[place]) == "bueno" and words[place - 1].endswith((",", "...", "…"))
    if (alone or rather) and words[place].endswith((",", ".", ":")) and new < len(words):
        return 1 if kind_of(words[new]) or _kind_after_article(words, new) or _renames(words, place) else 0
    return 0


_CUE = re.compile(
    r"^(?:(?:no|ay|bueno|digo) )?(?:perdon(?:e|eme)?|disculpe?|digo|mejor dicho|corrijo|me"
    r" equivoque|miento|que me lio"
    r"|no pon(?:ga)?|no para|para no"
    r"|no espere(?:se)?|no espera|espere no|no a ver|no mejor)(?: (?:no|digo|mejor"
    r" dicho|a ver|que me lio))? "
)


def _warns(words: Sequence[str]) -> bool:
    """ "Si le duele el pecho, no espere, venga": with a pause behind the "no" something is taken back."""
    return words[-1][-1:].isalpha() and any(bare(word) in _IN_CASE for word in words)


_IN_CASE = frozenset("si cuando ante cualquier".split())


_BEFORE_NAME = frozenset("a al la el los las de del".split())


def _renames(words: Sequence[str], place: int) -> bool:
    """ "a la penicilina… no, a la amoxicilina"; but "a la penicilina, no, a la amoxicilina no"."""
    new = place + 1
    while new < len(words) - 1 and bare(words[new]) in _BEFORE_NAME:
        new += 1
    alike = new > place + 1 and same_word(bare(words[place - 2]), bare(words[new - 1]))
    named = bare(words[place - 1]) in _substances() and bare(words[new]) in _substances()
    answered = bare(" ".join(words[new + 1 : new + 2])) in ("no", "si", "tampoco", "tambien")
    return place > 1 and alike and named and not answered


@cache
def _substances() -> frozenset[str]:
    """Drugs, and what else people are allergic to, that one word names."""
    said = {
        fold(word) for row in rows("allergens") for part in row[1].split(" ; ") for word in part.split("/")
    }
    return frozenset(drugs_by_name()) | said


def _kind_after_article(words: Sequence[str], place: int) -> bool:
    """ "no, en noviembre" after "en diciembre"; "no, de setenta y cinco"; "no, en el 2011"."""
    while place < len(words) - 1 and bare(words[place]) in ("en", "de", "la", "el", "cada", "a"):
        place += 1
        if kind_of(words[place]):
            return True
    return False


def _remembers(words: list[str], place: int) -> _Changed | None:
    """ "Ninguna... ah, la aspirina": not none after all."""
    none = all(bare(word) in _NONE for word in words[:place])
    remembered = bare(words[place]) in _AH and place + 1 < len(words)
    new = remembered and bare(words[place + 1]) not in _NOTHING_NEW
    return _without(words, (0, place + 1)) if none and new else None


_NONE = frozenset("no ninguna ninguno nada nunca".split())
_AH = frozenset("ah ay uy".split())
_NOTHING_NEW = frozenset("no ya y ni tampoco vale gracias doctor doctora".split())


_RULES = (
    _breaks_off,
    _remembers,
    _says_again,
    _reads_again,
    _turns_to_the_other,
    _prefers,
    _thinks_better,
    _measures_anew,
    _doubts,
    _denies,
    _says_what_not,
    _gives_up,
    _puts_right,
)
