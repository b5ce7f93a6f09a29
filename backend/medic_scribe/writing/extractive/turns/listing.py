"""Where one thing of a list ends and the next begins though no comma was heard: "fiebre no tos sí"."""

from collections.abc import Iterator
from itertools import pairwise

from medic_scribe.clinical import Reading, TermKind, find_terms
from medic_scribe.writing.extractive.turns.boundaries import DETERMINERS
from medic_scribe.writing.extractive.turns.gaps import Words
from medic_scribe.writing.extractive.words.tables import groups

_REPLIES = frozenset("no si tampoco".split())
_LONGEST = 3  # words by which a thing is named
# Behind a reply these begin another thing; "la" and "los" may be what a verb governs.
_ARTICLES = DETERMINERS - frozenset("la las lo los".split())
# Before "no" these name nothing: "ya no", "yo no".
_NAMELESS = frozenset(groups("answers")["nameless"].split()) | frozenset(
    "ya aun todavia hoy ahora ayer nunca siempre casi mejor claro bueno igual yo usted ella nosotros mucho "
    "nada porque como cuando aunque donde".split()
)


def item_ends(reading: Reading) -> set[int]:
    """The places of the words with which another thing begins."""
    return {*_replied(Words(reading.tokens)), *_side_by_side(reading)}


def _side_by_side(reading: Reading) -> Iterator[int]:
    """ "Tos fiebre": two names without a word between them are no one name."""
    named = find_terms(reading, TermKind.SYMPTOM, TermKind.DIAGNOSIS)
    for first, second in pairwise(sorted(named, key=lambda term: term.begin)):
        if first.end == second.begin and not reading.tokens[first.end - 1].closes:
            yield second.begin


def _replied(words: Words) -> Iterator[int]:
    """ "Fiebre no tos sí": what is said of each is one word, and the next thing follows."""
    begin = 0
    for place in range(1, len(words.tokens)):
        if words.tokens[place - 1].closes or words.tokens[place].opens:
            begin = place
        elif _replies(words, begin, place - 1) and _goes_on(words, place):
            yield place
            begin = place


def _replies(words: Words, begin: int, place: int) -> bool:
    """Whether the word at `place` says yes or no of the thing that the words from `begin` on name."""
    said = [words.word(at) for at in range(begin, place)]
    named = 1 <= len(said) <= _LONGEST and said[-1] not in _NAMELESS and not _REPLIES & set(said)
    return named and words.word(place) in _REPLIES and not any(words.finite[begin:place])


def _goes_on(words: Words, place: int) -> bool:
    if words.word(place) in _ARTICLES and words.kind(place + 1) != "VERB":
        return True
    for end in range(place + 1, min(place + _LONGEST + 1, len(words.tokens))):
        if words.tokens[end - 1].closes or words.finite[end - 1]:
            return False
        if _replies(words, place, end):
            return True
    return False
