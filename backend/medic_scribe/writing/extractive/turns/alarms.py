"""Warning signs that a recogniser ran on behind something else: "queda escrito si ve halos a urgencias"."""

import re
from collections.abc import Iterator, Sequence

from medic_scribe.clinical import Token, strip_punctuation

Span = tuple[int, int]

_WHERE = re.compile(
    r"((a|por|en|la) (urgencias?|emergencias?|guardia|topico)"
    r"|(?!(de|las?|es|una?) )\w+ urgencias|061|106|107|112|911)\b"
)
_EMERGENCY = frozenset("urgencia urgencias emergencia emergencias".split())
_OF_EMERGENCY = frozenset("a por en la de es una un".split())
_LEADS = frozenset("y pero ah antes ahora bueno".split())  # to an "if"
_NO_CONDITION = frozenset("solo ni o salvo excepto que como por".split())  # before an "if"
# "Avise si lo llevan a urgencias": the "if" belongs to what stands before it.
_GOVERNS = re.compile(r"veng|vien|vuelv|acud|llam|avis|consult|regres|trae|traig|vay")
_NEAR = 4  # words


def alarms(tokens: Sequence[Token]) -> list[Span]:
    """Where conditions and what is done about them begin and end."""
    spans = (_alarm(tokens, begin, end) for begin, end in _sentences(tokens))
    return [span for span in spans if span]


def _sentences(tokens: Sequence[Token]) -> Iterator[Span]:
    begin = 0
    for place, token in enumerate(tokens, 1):
        if token.closes.strip(",") or place == len(tokens):
            yield begin, place
            begin = place


def _alarm(tokens: Sequence[Token], begin: int, end: int) -> Span | None:
    """From the first "if" to what sends to where emergencies are seen, or from "urgencias si" to the end."""
    condition = next((place for place in range(begin, end) if _is_condition(tokens, place)), None)
    if condition is None:
        return None
    urgent = condition - begin > 1 and tokens[condition - 1].folded in _EMERGENCY
    if urgent and tokens[condition - 2].folded in _OF_EMERGENCY:
        return None
    first = condition - urgent
    while first > begin and tokens[first - 1].folded in _LEADS:
        first -= 1
    sent = end if urgent else _sends(tokens, condition, end)
    return (first, sent) if sent and not _is_governed(tokens, begin, first) else None


def _is_condition(tokens: Sequence[Token], place: int) -> bool:
    """An "if", without the accent of "sí", and with something behind it."""
    word = strip_punctuation(tokens[place].text).lower()
    before = tokens[place - 1].folded if place else ""
    return word == "si" and not tokens[place].closes and before not in _NO_CONDITION


def _sends(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """The end of the first words that send to where emergencies are seen."""
    for place in range(begin, end):
        words = " ".join(token.folded for token in tokens[place : place + 2])
        if _WHERE.match(words):
            return min(place + 2, end)
    return None


def _is_governed(tokens: Sequence[Token], begin: int, place: int) -> bool:
    for token in reversed(tokens[max(begin, place - _NEAR) : place]):
        if token.closes:
            return False
        if _GOVERNS.match(token.folded):
            return True
    return False
