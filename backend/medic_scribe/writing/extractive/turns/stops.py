"""Sentence ends that a recogniser left out or wrote as commas, put back where the words around them tell.

What belongs to another section stands in a sentence of its own, and is lost or misplaced where two run on.
`bench/pauses.py` learns what each sign of an end is worth (`stops.tsv`) from invented consultations.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from medic_scribe.clinical import Reading, Token, strip_punctuation
from medic_scribe.writing.extractive.turns.boundaries import BINDING, SUBORDINATING
from medic_scribe.writing.extractive.turns.gaps import Words
from medic_scribe.writing.extractive.words.second_thoughts import thought_better
from medic_scribe.writing.extractive.words.tables import rows
from medic_scribe.writing.extractive.words.verbs import verb_forms

ENDS = frozenset(".?!…:;")  # marks with which a sentence, or what stands for one, ends
_REPLIES = frozenset("no si nunca nada tampoco tambien ninguno ninguna ya".split())
_POINTING = frozenset("y pero eso esa ese esos esas esto esta este estas estos".split())
_FRACTION = re.compile(r"\d+ (?:de|sobre) \d+$")
_OBJECTS = frozenset("la las lo los".split())
_CONDITIONS = frozenset(("si", "cuando"))  # with its accent "sí" affirms
_CONTINUING = SUBORDINATING | {"antes", "despues"}
_FARTHEST = 8  # words to the marks on either side that make a difference
_SURE = 0.3  # what the signs must come to: three of five are then right, most others stand at a pause


def with_stops(reading: Reading) -> Reading:
    """The reading with a full stop where a sentence surely ends; words and places stay as they are."""
    tokens = list(reading.tokens)
    for place, signs in open_gaps(tokens):
        if sum(_worth().get(sign, 0.0) for sign in signs) > _SURE:
            before = tokens[place - 1]
            tokens[place - 1] = replace(before, text=before.text.rstrip(",") + ".")
    return replace(reading, tokens=tuple(tokens))


def open_gaps(tokens: Sequence[Token]) -> list[tuple[int, list[str]]]:
    """Where at most a comma stands, as the place of the word behind, with the signs seen there.

    Never where what follows leans on what was said ("fiebre no" would be a fever), nor behind a condition:
    "si duele, paracetamol" would be paracetamol.
    """
    words = Words(tokens)
    gaps: list[tuple[int, list[str]]] = []
    sentence = phrase = 0
    for place in range(1, len(tokens)):
        mark = tokens[place - 1].closes
        if ends_sentence(mark) or tokens[place].opens:
            sentence = phrase = place
            continue
        bound = _is_bound(words, place) and not mark
        if not bound and not _leans(words, place) and not _waits(tokens[phrase:place]):
            gaps.append((place, [*words.around(place), *_signs(words, sentence, phrase, place)]))
        phrase = place if mark else phrase
    return gaps


def _is_bound(words: Words, place: int) -> bool:
    """Whether the words on either side are one phrase, where the recogniser heard no pause between them."""
    return words.word(place - 1) in BINDING or words.word(place) in _CONTINUING or words.counts(place)


def _leans(words: Words, place: int) -> bool:
    """ "… no", "…, esa no", "la vacuna, la pido", "a 112, no es mucho, a cien", "fuerza, 4 de 5": not
    understood without the words before."""
    if thought_better([token.text for token in words.tokens], place):
        return True
    if _FRACTION.match(" ".join(words.word(at) for at in range(place, place + 3))):
        return True
    end = place
    while words.word(end) in _POINTING:
        end += 1
    if words.word(place) in _OBJECTS:
        governed = words.word(place + 1)
        return words.kind(place + 1) == "VERB" or (_is_last(words, place + 1) and bool(verb_forms(governed)))
    return words.word(end) in _REPLIES and _is_last(words, end)


def _waits(phrase: Sequence[Token]) -> bool:
    """Whether it holds a condition: what is to be done then may follow."""
    return any(strip_punctuation(token.text).lower() in _CONDITIONS for token in phrase)


def _is_last(words: Words, place: int) -> bool:
    return place + 1 >= len(words.tokens) or bool(words.tokens[place].closes)


def ends_sentence(mark: str) -> bool:
    return bool(ENDS & set(mark))


def _signs(words: Words, sentence: int, phrase: int, place: int) -> list[str]:
    """What else can be seen before `place`, where `sentence` and `phrase` began since the last marks."""
    tokens = words.tokens
    paused = "paused" if tokens[place - 1].closes else "unmarked"
    places = range(place, len(tokens))
    stop = next((at + 1 for at in places if ends_sentence(tokens[at].closes)), len(tokens))
    pause = next((at + 1 for at in places if tokens[at].closes), len(tokens))
    verb = words.has_main_verb
    shape = [
        f"{_length(place - phrase)} words before",
        f"{_length((place - sentence) // 2)} pairs before",
        f"{_length(pause - place)} words behind",
        f"{_length((stop - place) // 2)} pairs behind",
        f"verbs {verb(sentence, place)} {verb(place, stop)}",
        f"verbs nearby {verb(phrase, place)} {verb(place, pause)}",
    ]
    signs = [*shape, f"sentence {words.word(sentence)}", f"phrase {words.word(phrase)}"]
    if tokens[place].text[:1].isupper():
        signs += ["capital", f"capital {words.kind(place)}"]
        signs += ["capitals"] if tokens[place - 1].text[:1].isupper() else []
    signs += ["the same word"] if words.word(place - 1) == words.word(place) else []
    signs += ["said again"] if words.word(place) in (t.folded for t in tokens[sentence:place]) else []
    return signs + [f"{paused} {sign}" for sign in (*shape, *words.kinds_around(place), "always")]


def _length(words: int) -> int:
    return min(words, _FARTHEST)


@cache
def _worth() -> dict[str, float]:
    return {sign: float(worth) for sign, worth in rows("stops")}
