"""A value that is taken back for a reason and another said: "a 112, no, es mucho salto, a cien"."""

import re
from collections.abc import Sequence

from medic_scribe.writing.extractive.words.kinds import bare, kind_of

_FARTHEST = 6  # words from the old value to the "no"
_NEAREST = 3  # words from the reason to the new value
# No denial has these words behind its "no": "no lo suba" is one, "no súbalo" is not.
_REASON = re.compile(
    r"no (?:es (?:much[oa]|demasiad[oa]|poc[oa])|(?:sub|baj|pong|dej|aument)[ae]n?l[oa]s?|que sean?) "
)


def thought_better(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where the value that is taken back begins, and the one said instead; `place` is that of the "no".

    Each with its preposition.
    """
    reason = _REASON.match(" ".join(bare(word) for word in words[place : place + 3]) + " ")
    if not reason:
        return None
    after = place + len(reason.group().split())
    old = _number(words, range(place - 1, max(0, place - 1 - _FARTHEST), -1))
    new = _number(words, range(after, min(len(words), after + _NEAREST)))
    if not old or not new:
        return None
    return _with_preposition(words, old), max(after, _with_preposition(words, new))


def _number(words: Sequence[str], places: range) -> int | None:
    return next((place for place in places if kind_of(words[place]) == "number"), None)


def _with_preposition(words: Sequence[str], place: int) -> int:
    return place - (bare(words[place - 1]) in ("a", "de", "en"))
