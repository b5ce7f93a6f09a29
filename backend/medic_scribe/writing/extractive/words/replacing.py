"""How the words that are said instead take the place of those that were taken back."""

import re
from collections.abc import Sequence

from medic_scribe.clinical import strip_punctuation
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.numbers import whole_at
from medic_scribe.writing.extractive.words.kinds import bare, kind_of

_ONE = frozenset(("un", "una", "uno"))
REACH = 8  # words back that a correction can replace
_ARTICLES = frozenset("el la los las un una".split())
_BEFORE_NUMBER = frozenset("a con de en por".split())


def replaced_from(words: Sequence[str], place: int, after: int) -> int | None:
    """Where the words that were taken back begin: at the same word, or at one of the same kind."""
    if after >= len(words):
        return None
    new = bare(words[after])
    window = range(place - 1, max(-1, place - 1 - REACH), -1)
    for start in window:
        if new not in ("no", "y") and same_word(bare(words[start]), new):
            return start - 1 if start and bare(words[start - 1]) == "cada" else start  # "cada día, no, día…"
    wanted = kind_of(words[after])
    if new in _ONE and not stands_alone(words, after):
        counted = (
            start for start in window if kind_of(words[start]) == wanted and _alike(words, start, after)
        )
        if (start := next(counted, None)) is not None:
            return start
    elif wanted:
        return next((start for start in window if kind_of(words[start]) == wanted), None)
    if new in drugs_by_name():
        return next((start for start in window if bare(words[start]) in drugs_by_name()), None)
    if new in _ARTICLES:
        articles = (s for s in window if bare(words[s]) in _ARTICLES)
        return next((s for s in articles if kind_of(words[s + 1]) != "number"), None)
    if _is_number_behind(words, after, new):
        return next((start for start in window if kind_of(words[start]) == "number"), None)
    return _phrase(words, place)


def _is_number_behind(words: Sequence[str], place: int, word: str) -> bool:
    """ "500 mg, no, mejor de 850": the preposition of the old number is gone already."""
    return word in _BEFORE_NUMBER and place + 1 < len(words) and kind_of(words[place + 1]) == "number"


def same_word(old: str, new: str) -> bool:
    """The article is no difference: "al yodo, no, perdón, a la povidona"."""
    return old == new or {old, new} in ({"a", "al"}, {"de", "del"}, {"con", "conmigo"})


def _alike(words: Sequence[str], old: int, new: int) -> bool:
    """Whether two numbers count the same: "dos veces… no, una vez"; "una" before a noun is an article."""
    counted, again = bare(words[old + 1])[:2], bare(words[new + 1])
    return again.startswith(counted) or again in ("al", "cada", "por", "en", "de")


def _phrase(words: Sequence[str], place: int) -> int | None:
    """A short phrase just before the correction that begins with an article: "una nebulización, perdón,
    …"."""
    window = range(place - 1, max(-1, place - 5), -1)
    start = next((s for s in window if bare(words[s]) in _ARTICLES), None)
    return start - 1 if start and bare(words[start - 1]) in ("todos", "todas", "todo") else start


def with_new(words: list[str], cut: int, place: int, after: int) -> list[str]:
    """The words with those from `after` for those from `cut` on.

    What the old number counted stays with a new one that stands alone ("doce horas… no, veinticuatro"), and
    what has a side stays with its other side ("la rodilla derecha, no, la izquierda").
    """
    other = next((s for s in range(place - 1, cut, -1) if kind_of(words[s]) == "side"), 0)
    if after + 1 < len(words) and other and kind_of(words[after + 1]) == "side":
        return [*words[:other], *words[after + 1 :]]
    if kind_of(words[cut]) == kind_of(words[after]) == "side" and stands_alone(words, after):
        rest = [strip_punctuation(word) if at == place - 1 else word for at, word in enumerate(words[:place])]
        kept = [*rest[:cut], strip_punctuation(words[after]), *rest[cut + 1 :]]
        return [*kept[:-1], kept[-1] + ending_of(words[after]), *words[after + 1 :]]
    before = 0 if kind_of(words[after]) == "number" else 1  # "por 7 días, no, por diez"
    old, new = cut + before, after + before
    counts = new < len(words) and old < place and kind_of(words[old]) == kind_of(words[new]) == "number"
    if not counts or not stands_alone(words, new):
        return [*words[:cut], *words[after:]]
    rest = [strip_punctuation(word) if at == place - 1 else word for at, word in enumerate(words[:place])]
    counted = _agreeing(words[new], rest[old + 1 :])
    figure = strip_punctuation(words[new])
    if counted and bare(figure) not in _ONE and (number := whole_at([bare(figure)], 0, 1)):
        figure = str(number.value)
    kept = [*words[:old], figure, *counted]
    return [*kept[:-1], kept[-1] + ending_of(words[new]), *words[new + 1 :]]


def with_measured(words: Sequence[str], old: int, new: int, place: int) -> list[str]:
    """The words with the value at `new`, counted as the one at `old` where it stands alone."""
    unit = [strip_punctuation(word) for word in words[old + 1 : place]]
    if not unit or not stands_alone(words, new):
        return [*words[:old], *words[new:]]
    unit[-1] += ending_of(words[new])
    return [*words[:old], strip_punctuation(words[new]).lower(), *unit, *words[new + 1 :]]


def stands_alone(words: Sequence[str], place: int) -> bool:
    return place + 1 == len(words) or words[place][-1:] in ",.;"


def _agreeing(number: str, counted: list[str]) -> list[str]:
    """ "veces" after "una" is "vez", "hermana" after "dos" is "hermanas"."""
    if not counted or len(counted[0]) < 4:
        return counted
    noun = counted[0]
    single = bare(number) in _ONE | {"medio", "media"}
    if single and noun.endswith("s"):
        noun = re.sub(r"ion$", "ión", re.sub(r"(?<=ion)es$|s$", "", re.sub(r"ces$", "zs", noun)))
    elif not single and noun[-1] in "aeo":
        noun += "s"
    return [noun, *counted[1:]]


def ending_of(word: str) -> str:
    return word[len(word.rstrip(".,;:")) :]
