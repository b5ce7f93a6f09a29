"""What was spelled: acronyms letter by letter ("p s a", "ele de ele", "tegepe"), levels of the spine
("L 5 S 1"), and numbers that are called ("llame al nueve once")."""

import re
from collections.abc import Sequence
from functools import lru_cache

from medic_scribe.clinical.lexicon import rows
from medic_scribe.clinical.numbers import ONES
from medic_scribe.clinical.sound import sound
from medic_scribe.clinical.text import Token, fold
from medic_scribe.clinical.words import everyday_words

LONGEST = 6  # tokens
SHORTEST_IN_ONE_WORD = 6  # letters as they sound
_LETTERS = {
    "a": "a", "b": "be", "c": "ce", "d": "de", "e": "e", "f": "efe", "g": "ge", "h": "hache", "i": "i",
    "j": "jota", "k": "ka", "l": "ele", "m": "eme", "n": "ene", "o": "o", "p": "pe", "q": "cu", "r": "erre",
    "s": "ese", "t": "te", "u": "u", "v": "ve", "w": "doble", "x": "equis", "y": "i", "z": "zeta",
}  # fmt: skip
_OTHER_NAMES = {"uve": "ve", "ere": "erre", "ka": "ka", "ye": "i"}
_WORDS_OF_ONE_LETTER = frozenset("aeouy")
_LEVEL = re.compile(r"([clds])(\d{1,2})")
_HIGHEST = {"c": 7, "d": 12, "l": 5, "s": 5}


def spelled_at(tokens: Sequence[Token], begin: int) -> tuple[str, int] | None:
    """What is spelled from token `begin` on and where it ends: ("PSA", 3); None where nothing is."""
    return _levels(tokens, begin) or _called(tokens, begin) or _acronym(tokens, begin)


def _called(tokens: Sequence[Token], begin: int) -> tuple[str, int] | None:
    if not begin or tokens[begin - 1].folded not in ("al", "el"):
        return None
    for end in range(_limit(tokens, begin), begin + 1, -1):
        if number := _emergency_numbers().get(" ".join(token.folded for token in tokens[begin:end])):
            return number, end
    return None


@lru_cache
def _emergency_numbers() -> dict[str, str]:
    return {said: number for number, words in rows("emergency_numbers") for said in words.split(" ; ")}


def _acronym(tokens: Sequence[Token], begin: int) -> tuple[str, int] | None:
    limit = _limit(tokens, begin)
    for end in range(limit, begin + 1, -1):
        words = [token.folded for token in tokens[begin:end]]
        if not any(_is_spelling(word) for word in words):
            continue
        if acronym := _acronyms().get("".join(_said(word) for word in words)):
            return acronym, end
    word = tokens[begin].folded
    acronym = _acronyms_in_one_word().get(_said(word)) if _is_spelling(word) else None
    return (acronym, begin + 1) if acronym else None


def _limit(tokens: Sequence[Token], begin: int) -> int:
    """How far the words go on without a pause."""
    limit = begin + 1
    while limit < min(len(tokens), begin + LONGEST) and not tokens[limit - 1].closes:
        limit += 1
    return limit


def _is_spelling(word: str) -> bool:
    """A word that nobody says but to spell: "p", "hache"; not "a", "de" or "ese"."""
    if len(word) == 1:
        return word.isalpha() and word not in _WORDS_OF_ONE_LETTER
    return word.isalpha() and word not in everyday_words()


def _said(word: str) -> str:
    """How a word sounds, a lone letter by its name, a number as its figure."""
    if word in ONES:
        return str(ONES[word])
    return word if word[:1].isdigit() else sound(_OTHER_NAMES.get(word) or _LETTERS.get(word, word))


@lru_cache
def _acronyms() -> dict[str, str]:
    """Its letters' names run together as they sound → the acronym. "1" and "9" stay figures."""
    return {
        "".join(sound(_LETTERS[c]) if c.isalpha() else c for c in fold(row[0]) if c.isalnum()): row[0]
        for row in rows("acronyms")
    }


@lru_cache
def _acronyms_in_one_word() -> dict[str, str]:
    """As they sound where a recogniser wrote the letters' names in one: "tegepe", "pepeese"."""
    run_on = {re.sub(r"([a-z])\1", r"\1", said): acronym for said, acronym in _acronyms().items()}
    return {said: acronym for said, acronym in run_on.items() if len(said) >= SHORTEST_IN_ONE_WORD}


def _levels(tokens: Sequence[Token], begin: int) -> tuple[str, int] | None:
    """ "L 5 S 1", "L4 L5" → "L5-S1", "L4-L5"."""
    upper = _level(tokens, begin)
    lower = _level(tokens, upper[1]) if upper and not tokens[upper[1] - 1].closes else None
    return (f"{upper[0]}-{lower[0]}", lower[1]) if upper and lower else None


def _level(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    for end in (place + 1, place + 2):
        if end > len(tokens) or (end > place + 1 and tokens[place].closes):
            return None
        found = _LEVEL.fullmatch("".join(token.folded for token in tokens[place:end]))
        if found and 1 <= int(found[2]) <= _HIGHEST[found[1]]:
            return f"{found[1].upper()}{found[2]}", end
    return None
