"""Speakers who correct themselves: of "de veinte, perdón, de cuarenta" only the last is kept."""

import re
from collections.abc import Sequence

from medic_scribe.clinical import fold, strip_punctuation

_CUE = re.compile(
    r"^(?:(?:no|ay|bueno|digo) )?(?:perdon(?:e|eme)?|disculpe?|digo|mejor dicho|corrijo|me"
    r" equivoque|miento|que me lio"
    r"|no pon(?:ga)?|no para|para no"
    r"|no espere(?:se)?|no espera|espere no|no a ver|no mejor)(?: (?:no|digo|mejor"
    r" dicho|a ver|que me lio))? "
)
_BARE_NO = "no"
_REACH = 8  # words back that a correction can replace
_NUMBER = re.compile(r"^\d+([.,/]\d+)*$")
_UNITS = frozenset(
    "un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta"
    " cuarenta cincuenta"
    " sesenta setenta ochenta noventa cien medio media".split()
)
_MONTHS = frozenset(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " lunes martes miercoles"
    " jueves viernes sabado domingo".split()
)
_ARTICLES = frozenset("el la los las un una".split())
_SIDES = frozenset("derecha derecho izquierda izquierdo".split())


def keep_last(words: Sequence[str]) -> list[str]:
    """The words without what their speaker took back; unclear corrections stay as they were said."""
    kept = list(words)
    place = 1
    while place < len(kept):
        length = _cue(kept, place)
        if length > 1 and place + length >= len(kept) and _fold(kept[place]) == _BARE_NO:
            return []  # "Lo bajo... no, espérese."
        if again := _said_not_to_be(kept, place):
            kept[place - again : place + again + 2] = []
            continue
        if _gives_up(kept, place):
            return (
                kept[: _value_before(kept, place)]
                if place + 2 < len(kept) and _no_follows(kept, place)
                else []
            )
        if length and (cut := _replaced(kept, place, place + length)) is not None:
            unit = _unit_of(kept, cut, place, place + length)
            kept[cut : place + length] = []
            if unit:
                number = strip_punctuation(kept[cut])
                kept[cut : cut + 1] = [number, _counted(unit, number) + _ending(kept[cut])]
            place = cut
        place += 1
    return kept


def _said_not_to_be(words: Sequence[str], place: int) -> int:
    """How many words are named again as wrong before the right ones: "ronchas… no, ronchas no, ampollas"."""
    folded = [_fold(word) for word in words]
    if folded[place] != _BARE_NO or words[place] == "no":
        return 0
    for length in (1, 2, 3):
        after = place + 1 + length
        again = length <= place and folded[place - length : place] == folded[place + 1 : after]
        if again and after + 1 < len(words) and folded[after] == _BARE_NO:
            return length
    return 0


def _unit_of(words: Sequence[str], cut: int, place: int, after: int) -> str:
    """What the number that was taken back counted, where the new one stands alone: "doce horas… no,
    veinticuatro"."""
    counted = cut + 2 == place and _kind(words[cut]) == "number" == _kind(words[after])
    alone = after + 1 == len(words) or words[after][-1:] in ",.;"
    return strip_punctuation(words[cut + 1]) if counted and alone else ""


def _counted(unit: str, number: str) -> str:
    """The unit in the singular after "un" or "una"."""
    if _fold(number) not in ("un", "una", "1"):
        return unit
    return "vez" if unit == "veces" else unit.removesuffix("s")


def _ending(word: str) -> str:
    return word[len(word.rstrip(".,;:")) :]


_WAIT = re.compile(r"^(?:a ver )?(?:espere|espera|esperese|para|pera|perate)(?: (?=no ))?")


_TAKES_BACK = re.compile(
    r"^ (ay |bueno |uy )?(no (a ver|perdon|espere|espera|me equivoque|mentira|miento|digo|que me"
    r" lio|disculpe)|perdon|me equivoque|mentira"
    r"|miento|mejor dicho|corrijo|digo)\b"
)


def values(words: Sequence[str]) -> frozenset[str]:
    """The kinds of value that the words hold: "number", "date", "side"."""
    return frozenset(kind for word in words if (kind := _kind(word)))


def takes_back(folded: str, before: str) -> bool:
    """Whether a sentence corrects the value of the short one before: "Sesenta y ocho. No, sesenta y
    nueve"."""
    said = values(before.split())
    if not said or len(before.split()) > 4:
        return False
    return bool(_TAKES_BACK.match(folded)) or (
        folded.startswith(" no ") and values(folded.split()[1:4]) == said
    )


def _gives_up(words: Sequence[str], place: int) -> bool:
    """ "… 750, pará, no hay comprimidos de esos", "… media hora antes, a ver, espera": the value is taken
    back."""
    text = " ".join(_fold(w) for w in words[place : place + 5])
    found = _WAIT.match(text)
    unpaused = re.match(r"(para|pera|espera|espere) no (hay|tien|ten[ego])", text)
    pause = bool(found) and (words[place - 1][-1:] in ",.…" or bool(unpaused))
    if not found or not pause:
        return False
    rest = " ".join(_fold(w) for w in words[place + len(found.group().split()) :])
    return not rest or bool(
        re.match(
            r"(no|ni) (hay|tien|ten[ego]|existe|vien|pued|se pued|quiero|conviene|con |me |le |te |mejor"
            r"|todavia)",
            rest,
        )
    )


def _no_follows(words: Sequence[str], place: int) -> bool:
    return any(_fold(word) == _BARE_NO for word in words[place : place + 4])


def _value_before(words: Sequence[str], place: int) -> int:
    """Where the value that is taken back begins: at the last number, else the whole is gone."""
    return next((s for s in range(place - 1, 0, -1) if _kind(words[s]) == "number"), 0)


def _cue(words: Sequence[str], place: int) -> int:
    """How many words from `place` say that something is taken back."""
    text = " ".join(_fold(w) for w in words[place : place + 5]) + " "
    if found := _CUE.match(text):
        length = len(found.group().split())
        pause = words[min(place + length, len(words)) - 1][-1:] in ",.…"
        if re.match(r"(no para|para no) ", text) and words[place - 1][-1:] not in ",.…":
            return 0  # "de noche no para": no correction
        if re.match(r"no pon(ga)? ", text):
            return length if words[place].endswith(",") else 0
        # "no espere a la cita" is an order; "no, espere, …" takes something back
        return length if pause or not re.match(r"(no )?(espere|espera|para)", text) else 0
    alone = _fold(words[place]) == _BARE_NO and words[place - 1].endswith((",", "...", "…", "."))
    rather = _fold(words[place]) == "bueno" and words[place - 1].endswith(("...", "…"))
    if (alone or rather) and words[place].endswith((",", ".")) and place + 1 < len(words):
        return 1 if _kind(words[place + 1]) or _kind_after_article(words, place + 1) else 0
    return 0


def _replaced(words: Sequence[str], place: int, after: int) -> int | None:
    """Where the words that were taken back begin: at the same word, or at one of the same kind."""
    if after >= len(words):
        return None
    new = _fold(words[after])
    window = range(place - 1, max(-1, place - 1 - _REACH), -1)
    for start in window:
        if _fold(words[start]) == new and new not in ("no", "y"):
            return start
    wanted = _kind(words[after])
    counts = new in ("un", "una") and (after + 1 == len(words) or words[after][-1:] in ",.;")
    phrase = None if counts or new not in ("un", "una") else _phrase(words, place)
    if phrase is not None:  # "en 2016 la matriz, no, un quiste": the thing just before, and no number
        return phrase
    if wanted:
        return next((start for start in window if _kind(words[start]) == wanted), None)
    if new in _ARTICLES:
        return next((s for s in window if _fold(words[s]) in _ARTICLES), None)
    return _phrase(words, place)


def _phrase(words: Sequence[str], place: int) -> int | None:
    """A short phrase just before the correction that begins with an article: "una nebulización, perdón,
    …"."""
    window = range(place - 1, max(-1, place - 5), -1)
    start = next((s for s in window if _fold(words[s]) in _ARTICLES), None)
    return start - 1 if start and _fold(words[start - 1]) in ("todos", "todas", "todo") else start


def _kind_after_article(words: Sequence[str], place: int) -> bool:
    """ "no, en noviembre" after "en diciembre"; "no, de setenta y cinco"."""
    return (
        _fold(words[place]) in ("en", "de", "la", "el", "cada", "a")
        and place + 1 < len(words)
        and bool(_kind(words[place + 1]))
    )


def _kind(word: str) -> str:
    folded = _fold(word)
    if _NUMBER.match(folded) or folded in _UNITS:
        return "number"
    if folded in _MONTHS:
        return "date"
    return "side" if folded in _SIDES else ""


def _fold(word: str) -> str:
    return fold(strip_punctuation(word))
