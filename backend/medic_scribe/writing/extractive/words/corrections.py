"""Speakers who correct themselves: of "de veinte, perdón, de cuarenta" only the last is kept."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.lexicon import rows
from medic_scribe.clinical.numbers import whole_at
from medic_scribe.writing.extractive.words.doubts import doubted, measured_wrongly
from medic_scribe.writing.extractive.words.kinds import bare, kind_of

_CUE = re.compile(
    r"^(?:(?:no|ay|bueno|digo) )?(?:perdon(?:e|eme)?|disculpe?|digo|mejor dicho|corrijo|me"
    r" equivoque|miento|que me lio"
    r"|no pon(?:ga)?|no para|para no"
    r"|no espere(?:se)?|no espera|espere no|no a ver|no mejor)(?: (?:no|digo|mejor"
    r" dicho|a ver|que me lio))? "
)
_BARE_NO = "no"
_ONE = frozenset(("un", "una", "uno"))
_REACH = 8  # words back that a correction can replace
_ARTICLES = frozenset("el la los las un una".split())


def keep_last(words: Sequence[str]) -> list[str]:
    """The words without what their speaker took back; unclear corrections stay as they were said."""
    kept = list(words)
    place = 1
    while place < len(kept):
        length = _cue(kept, place)
        if length > 1 and place + length >= len(kept) and bare(kept[place]) == _BARE_NO:
            return []  # "Lo bajo... no, espérese."
        if begin := _said_again(kept, place):
            kept[begin:place] = []
            place = begin
            continue
        if begin := _misread(kept, place):
            return keep_last([*kept[: begin[0]], *kept[begin[1] :]])
        if side := _of_the_other(kept, place):
            return keep_last(side)
        if rather := _rather(kept, place):
            return keep_last([*kept[: rather[0]], *kept[rather[1] :]])
        if measured := measured_wrongly(kept, place):
            return keep_last(_measured(kept, *measured, place))
        if doubt := doubted(kept, place):
            begin, new = doubt
            return keep_last([*kept[:begin], kept[new].lower(), *kept[new + 1 :]])
        if _NOT_SO.match(" ".join(bare(w) for w in kept[place : place + 5])) and kept[place - 1][-1] in ",.…":
            return []
        if again := _said_not_to_be(kept, place):
            kept[place - again : place + again + 2] = []
            continue
        if _gives_up(kept, place):
            begin, new = _value_before(kept, place), _value_instead(kept, place)
            if new:
                return keep_last([*kept[:begin], *kept[new:]])
            return kept[:begin] if place + 2 < len(kept) and _no_follows(kept, place) else []
        if length and (measured := _measured_again(kept, place, place + length)):
            return keep_last([*kept[: measured[0]], *kept[measured[1] :]])
        if length and (cut := _replaced(kept, place, place + length)) is not None:
            kept = _with_new(kept, cut, place, place + length)
            place = cut
        place += 1
    return kept


# "Le hago incapacidad… no, verdad que no trabaja."
_NOT_SO = re.compile(r"no (?:es )?(?:verdad|cierto) que (?:ya )?no\b")


def _said_again(words: Sequence[str], place: int) -> int:
    """Where words begin that were broken off and said again: "de 35… 35 y 4 días", "los... los pies"."""
    if not words[place - 1].endswith(("...", "…")):
        return 0
    folded = [bare(word) for word in words]
    for length in (3, 2, 1):
        before = place - length
        if before > 0 and folded[before:place] == folded[place : place + length] != [_BARE_NO]:
            return before
    return 0


_MISREAD = re.compile(
    r"(?:no )?(?:perdon |espere |espera |a ver )*(?:(?:l[oa]s? |se l[oa]s? )(?:lei|dije|anote|dicte|puse|di)"
    r" (?:al reves|mal|cambiad[oa]s?)|me confundi|me equivoque)(?: de ojo| de lado)? "
)


def misreads(folded: str) -> bool:
    """ "No, espere, lo leí al revés": a sentence that only takes the values before it back."""
    return bool(_MISREAD.fullmatch(folded.lstrip()))


def _misread(words: Sequence[str], place: int) -> tuple[int, int] | None:
    """Where the values that were read wrongly begin, and those said instead of them: both have their sides.

    "Derecho 28, izquierdo 19. No, espere, lo leí al revés. Ojo derecho 19, ojo izquierdo 28."
    """
    found = _MISREAD.match(" ".join(bare(word) for word in words[place : place + 8]) + " ")
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


def _measured(words: Sequence[str], old: int, new: int, place: int) -> list[str]:
    """The words with the value at `new`, counted as the one at `old` where it stands alone."""
    unit = [strip_punctuation(word) for word in words[old + 1 : place]]
    if not unit or not _stands_alone(words, new):
        return [*words[:old], *words[new:]]
    unit[-1] += _ending(words[new])
    return [*words[:old], strip_punctuation(words[new]).lower(), *unit, *words[new + 1 :]]


def _of_the_other(words: Sequence[str], place: int) -> list[str] | None:
    """ "El lóbulo derecho… no, perdón, mi derecha, el izquierdo de usted": the patient's side counts."""
    found = _MINE_AND_YOURS.match(" ".join(bare(word) for word in words[place : place + 9]) + " ")
    said = next((at for at in range(place - 1, max(-1, place - 4), -1) if kind_of(words[at]) == "side"), None)
    if not found or said is None:
        return None
    last = words[place + len(found.group().split()) - 1]
    old = bare(words[said])
    side = found["side"] + old[-1] + _ending(last)
    return [*words[:said], side, *words[place + len(found.group().split()) :]]


_PREPOSITIONS = frozenset("en de a cada por con".split())


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


def _said_not_to_be(words: Sequence[str], place: int) -> int:
    """How many words are named again as wrong before the right ones: "ronchas… no, ronchas no, ampollas"."""
    folded = [bare(word) for word in words]
    if folded[place] != _BARE_NO or words[place] == "no":
        return 0
    for length in (1, 2, 3):
        after = place + 1 + length
        again = length <= place and folded[place - length : place] == folded[place + 1 : after]
        if again and after + 1 < len(words) and folded[after] == _BARE_NO:
            return length
    return 0


def _with_new(words: list[str], cut: int, place: int, after: int) -> list[str]:
    """The words with those from `after` for those from `cut` on.

    What the old number counted stays with a new one that stands alone ("doce horas… no, veinticuatro"), and
    what has a side stays with its other side ("la rodilla derecha, no, la izquierda").
    """
    other = next((s for s in range(place - 1, cut, -1) if kind_of(words[s]) == "side"), 0)
    if after + 1 < len(words) and other and kind_of(words[after + 1]) == "side":
        return [*words[:other], *words[after + 1 :]]
    if kind_of(words[cut]) == kind_of(words[after]) == "side" and _stands_alone(words, after):
        rest = [strip_punctuation(word) if at == place - 1 else word for at, word in enumerate(words[:place])]
        kept = [*rest[:cut], strip_punctuation(words[after]), *rest[cut + 1 :]]
        return [*kept[:-1], kept[-1] + _ending(words[after]), *words[after + 1 :]]
    before = 0 if kind_of(words[after]) == "number" else 1  # "por 7 días, no, por diez"
    old, new = cut + before, after + before
    counts = new < len(words) and old < place and kind_of(words[old]) == kind_of(words[new]) == "number"
    if not counts or not _stands_alone(words, new):
        return [*words[:cut], *words[after:]]
    rest = [strip_punctuation(word) if at == place - 1 else word for at, word in enumerate(words[:place])]
    counted = _agreeing(words[new], rest[old + 1 :])
    figure = strip_punctuation(words[new])
    if counted and bare(figure) not in _ONE and (number := whole_at([bare(figure)], 0, 1)):
        figure = str(number.value)
    kept = [*words[:old], figure, *counted]
    return [*kept[:-1], kept[-1] + _ending(words[new]), *words[new + 1 :]]


def _stands_alone(words: Sequence[str], place: int) -> bool:
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


def _ending(word: str) -> str:
    return word[len(word.rstrip(".,;:")) :]


_WAIT = re.compile(r"^(?:a ver )?(?:espere|espera|esperese|para|pera|perate)(?: (?=no ))?")


_TAKES_BACK = re.compile(
    r"^ (ay |bueno |uy )?(no (a ver|perdon|espere|espera|me equivoque|mentira|miento|digo|que me"
    r" lio|disculpe)|perdon|me equivoque|mentira"
    r"|miento|mejor dicho|corrijo|digo)\b"
)


def values(words: Iterable[str]) -> frozenset[str]:
    """The kinds of value that the words hold: "number", "date", "side"."""
    return frozenset(kind for word in words if (kind := kind_of(word)))


def settles(text: str, folded: str, before: str) -> bool:
    """Whether a clinician's sentence gives another value than the one before: "… cada 8 horas. No: cada 12".

    Without its pause ("No cada 12 horas") it may be either, and both are kept side by side.
    """
    said = values(folded.split()[1:4])
    if sorry := re.match(r" (ay |no )*(perdon|corrijo|mejor dicho|digo|me equivoque) ", folded):
        said = values(folded[sorry.end() :].split()[:3])
        return bool(said) and said <= values(before.split())
    begins = re.match(r"\W*no[,.:] ", text, re.IGNORECASE) or re.match(r" no (cada|de|a|en|por) \d", folded)
    return bool(begins) and len(folded.split()) <= 5 and bool(said) and said <= values(before.split())


def takes_back(folded: str, before: str) -> bool:
    """Whether a sentence corrects the value of the short one before: "Sesenta y ocho. No, sesenta y
    nueve"."""
    said = values(before.split())
    if not said or len(before.split()) > 4:
        return False
    return bool(_TAKES_BACK.match(folded)) or (
        folded.startswith((" no ", " bueno ")) and values(folded.split()[1:4]) == said
    )


def _gives_up(words: Sequence[str], place: int) -> bool:
    """ "… 750, pará, no hay comprimidos de esos", "… media hora antes, a ver, espera": the value is taken
    back."""
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


def _measured_again(words: Sequence[str], place: int, after: int) -> tuple[int, int] | None:
    """Where the old and the new value begin, a reason between them: "89 %, no, espere, se soltó, 91 %"."""
    if after < len(words) and (kind_of(words[after]) or _kind_after_article(words, after)):
        return None  # "de diez... no, de cinco, una diaria": the new value comes at once
    begin, new = _value_before(words, place), _value_instead(words, after - 2)
    if not begin or not after < new <= after + _REACH or place - begin > 2:
        return None
    unit, again = ([bare(word) for word in words[at:][: place - begin - 1]] for at in (begin + 1, new + 1))
    return (begin, new) if unit == again or _stands_alone(words, new) else None


def _no_follows(words: Sequence[str], place: int) -> bool:
    return any(bare(word) == _BARE_NO for word in words[place : place + 4])


def _value_before(words: Sequence[str], place: int) -> int:
    """Where the value that is taken back begins: at the last number, else the whole is gone."""
    return next((s for s in range(place - 1, 0, -1) if kind_of(words[s]) == "number"), 0)


def _value_instead(words: Sequence[str], place: int) -> int:
    """Where the value begins that is said instead ("750, pará, no hay, 1000 a la noche"), else 0."""
    paused = (p for p in range(place + 2, len(words)) if words[p - 1].endswith((",", ".")))
    return next((p for p in paused if kind_of(words[p]) == "number"), 0)


def _cue(words: Sequence[str], place: int) -> int:
    """How many words from `place` say that something is taken back."""
    text = " ".join(bare(w) for w in words[place : place + 5]) + " "
    if found := _CUE.match(text):
        length = len(found.group().split())
        pause = words[min(place + length, len(words)) - 1][-1:] in ",.…"
        if re.match(r"(no para|para no) ", text) and words[place - 1][-1:] not in ",.…":
            return 0  # "de noche no para": no correction
        if re.match(r"no pon(ga)? ", text):
            return length if words[place].endswith(",") else 0
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


_BEFORE_NAME = frozenset("a al la el los las de del".split())


def _renames(words: Sequence[str], place: int) -> bool:
    """ "a la penicilina… no, a la amoxicilina"; but "a la penicilina, no, a la amoxicilina no"."""
    new = place + 1
    while new < len(words) - 1 and bare(words[new]) in _BEFORE_NAME:
        new += 1
    alike = new > place + 1 and _same_word(bare(words[place - 2]), bare(words[new - 1]))
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


def _replaced(words: Sequence[str], place: int, after: int) -> int | None:
    """Where the words that were taken back begin: at the same word, or at one of the same kind."""
    if after >= len(words):
        return None
    new = bare(words[after])
    window = range(place - 1, max(-1, place - 1 - _REACH), -1)
    for start in window:
        if new not in ("no", "y") and _same_word(bare(words[start]), new):
            return start - 1 if start and bare(words[start - 1]) == "cada" else start  # "cada día, no, día…"
    wanted = kind_of(words[after])
    if new in _ONE and not _stands_alone(words, after):
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
    return _phrase(words, place)


def _same_word(old: str, new: str) -> bool:
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


def _kind_after_article(words: Sequence[str], place: int) -> bool:
    """ "no, en noviembre" after "en diciembre"; "no, de setenta y cinco"; "no, en el 2011"."""
    while place < len(words) - 1 and bare(words[place]) in ("en", "de", "la", "el", "cada", "a"):
        place += 1
        if kind_of(words[place]):
            return True
    return False
