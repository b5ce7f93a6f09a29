"""Sentences and clauses of an utterance, also where a recogniser wrote no punctuation."""

from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.clinical.phrases import cue_phrases
from medic_scribe.clinical.text import Token
from medic_scribe.clinical.verbs import is_finite

ENDS = frozenset(".;?!…:")
CLITICS = frozenset("me te se le les nos os lo la los las".split())
SUBJECTS = frozenset("yo usted ustedes ella ellos ellas nosotros vos".split())
COORDINATORS = frozenset("y e o u ni".split())
TIMES_OF_DAY = frozenset(
    "noche noches manana mananas tarde tardes momento vez dia dias boca madrugada semana".split()
)
# A segment after a comma that begins so is no further item of a list of what is denied.
NEW_SEGMENT = frozenset(
    "mucha mucho muchas muchos bastante bastantes harta harto algo poco poca leve solo con desde hace "
    "ayer hoy por en "
    "todavia tambien tiene tengo un una unas unos mas muy eso ese esa esto este esta aqui ahi".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    begin: int
    end: int
    asked: bool


def sentences(tokens: Sequence[Token]) -> list[Sentence]:
    """Stretches between strong punctuation; `asked` where it is a question."""
    found: list[Sentence] = []
    begin = 0
    for place, token in enumerate(tokens):
        if place > begin and ("¿" in token.opens or "¡" in token.opens):
            found.append(_sentence(tokens, begin, place))
            begin = place
        if any(mark in ENDS for mark in token.closes):
            found.append(_sentence(tokens, begin, place + 1))
            begin = place + 1
    if begin < len(tokens):
        found.append(_sentence(tokens, begin, len(tokens)))
    return found


def _sentence(tokens: Sequence[Token], begin: int, end: int) -> Sentence:
    asked = "?" in tokens[end - 1].closes or any("¿" in token.opens for token in tokens[begin:end])
    return Sentence(begin, end, asked)


def is_affirmed(tokens: Sequence[Token], place: int) -> bool:
    """Whether the "si" at `place` is the "sí" of affirmation."""
    token = tokens[place]
    if token.folded != "si":
        return False
    if "í" in token.text.casefold():
        return True
    before = tokens[place - 1].folded if place and not tokens[place - 1].closes else ""
    last = place + 1 >= len(tokens) or bool(token.closes)
    if last:
        return True
    if before and _tells_the_past(tokens, place + 1):
        return True
    after = tokens[place + 1].folded
    return (before in {"pero", "que", "eso", "yo", "ella", "ahi", "esa", "ese"} and after not in {"no"}) or (
        bool(before) and after in {"tuvo", "tuve", "tenia", "tuvieron", "he", "ha", "habia", "y"}
    )


def _tells_the_past(tokens: Sequence[Token], place: int) -> bool:
    """ "a las sulfas si me dieron ronchas": no condition stands in this tense."""
    while place < len(tokens) and tokens[place].folded in CLITICS:
        place += 1
    return place < len(tokens) and (
        tokens[place].folded.endswith(("aron", "ieron"))
        or tokens[place].folded in {"dio", "hizo", "tuvo", "tuve", "fue"}
    )


def segment(tokens: Sequence[Token], place: int, sentence: Sentence) -> tuple[int, int]:
    """The stretch between commas around `place`."""
    begin = place
    while begin > sentence.begin and not tokens[begin - 1].closes:
        begin -= 1
    end = place + 1
    while end < sentence.end and not tokens[end - 1].closes:
        end += 1
    return begin, end


def has_verb(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(is_finite(tokens, place) for place in range(begin, end))


def reach(
    tokens: Sequence[Token],
    begin: int,
    first: int,
    sentence: Sentence,
    *,
    narrow: bool = False,
    listed: bool = True,
) -> int:
    """Where what a cue before `begin` says stops holding.

    `first` is the place after the verb that belongs to the cue. `narrow` stops at prepositions too ("no puedo
    caminar | por el dolor"); without `listed` a comma goes on only in a list closed by "ni", "y" or "o".
    """
    if cue_phrases("adversative").length_at(tokens, begin):
        return begin
    place = first
    while place < sentence.end:
        if place > begin and _stops(tokens, place, first, sentence, narrow=narrow, listed=listed):
            return _without_fronted_noun(tokens, place, first)
        place += 1
    return sentence.end


def _stops(
    tokens: Sequence[Token],
    place: int,
    first: int,
    sentence: Sentence,
    *,
    narrow: bool,
    listed: bool,
) -> bool:
    word = tokens[place].folded
    if tokens[place - 1].closes and not _goes_on_after_comma(tokens, place, sentence, listed=listed):
        return True
    if cue_phrases("adversative").length_at(tokens, place):
        return True
    if word in {"no", "tampoco", "sin", "niega"} or word in SUBJECTS or is_affirmed(tokens, place):
        return True
    if word == "por" and _is_cause(tokens, place):
        return True
    if word in {"de", "a"} and place + 1 < len(tokens) and tokens[place + 1].folded in {"tanto", "causa"}:
        return True
    if narrow and word in {"con", "de", "del", "por", "que"} and place >= first:
        return True
    if word in {"mi", "mis"} and place > first and _starts_clause(tokens, place + 2, sentence):
        return True
    if word in {"y", "e"} and _starts_clause(tokens, place + 1, sentence):
        return True
    return _is_new_verb(tokens, place, first)


def _goes_on_after_comma(tokens: Sequence[Token], place: int, sentence: Sentence, *, listed: bool) -> bool:
    begin, end = segment(tokens, place, sentence)
    if tokens[begin].folded in {"ni", "o", "u"}:
        return True
    if tokens[begin].folded in NEW_SEGMENT | SUBJECTS or has_verb(tokens, begin, end):
        return False
    if cue_phrases("vocative").length_at(tokens, begin):
        return False
    said = [token.folded for token in tokens[begin:end]]
    if "si" in said or "hace" in said or "desde" in said or "no" in said:
        return False
    return listed or _closed_list(tokens, begin, sentence)


def _closed_list(tokens: Sequence[Token], begin: int, sentence: Sentence) -> bool:
    for place in range(begin, sentence.end):
        word = tokens[place].folded
        if word == "ni":
            return True
        if word in {"y", "o", "e", "u"}:
            return not has_verb(tokens, place, segment(tokens, place, sentence)[1])
        if is_finite(tokens, place) or word in {"con", "pero", "si"}:
            return False
    return False


def _is_cause(tokens: Sequence[Token], place: int) -> bool:
    following = [token.folded for token in tokens[place + 1 : place + 3]]
    if not following or following[0] not in {
        "el",
        "la",
        "los",
        "las",
        "tanto",
        "culpa",
        "este",
        "esta",
        "esa",
        "ese",
        "mi",
        "mis",
    }:
        return False
    return len(following) < 2 or following[1] not in TIMES_OF_DAY


def _starts_clause(tokens: Sequence[Token], place: int, sentence: Sentence) -> bool:
    """Whether a finite verb stands at `place`, after small words: "y me duele", "y ahora tengo"."""
    while place < sentence.end and tokens[place].folded in CLITICS | {
        "ya",
        "ahora",
        "tambien",
        "a",
        "veces",
        "entonces",
    }:
        place += 1
    return place < sentence.end and is_finite(tokens, place)


def _is_new_verb(tokens: Sequence[Token], place: int, first: int) -> bool:
    if place < first or not is_finite(tokens, place):
        return False
    before = place - 1
    while before > first and tokens[before].folded in CLITICS:
        before -= 1
    return tokens[before].folded not in {"que", "ni", "o", "al", "he", "ha", "han"}


def _without_fronted_noun(tokens: Sequence[Token], place: int, first: int) -> int:
    """ "no tengo fiebre | la cabeza me duele": the noun before "me" belongs to the next verb."""
    start = place
    while start > first and tokens[start - 1].folded in CLITICS and not tokens[start - 1].closes:
        start -= 1
    if start == place or start - 2 <= first:
        return place
    if tokens[start - 2].folded in {"el", "la", "los", "las", "mi", "mis"} and not tokens[start - 2].closes:
        return start - 2
    return start
