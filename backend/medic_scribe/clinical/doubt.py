"""Conditions, doubts, questions and the past."""

from collections.abc import Iterator, Sequence

from medic_scribe.clinical.clauses import Sentence, is_affirmed, segment, sentences
from medic_scribe.clinical.phrases import cue_phrases
from medic_scribe.clinical.scope_types import Assertion, Scope
from medic_scribe.clinical.text import Token
from medic_scribe.clinical.verbs import is_finite

NOW = frozenset(
    "tengo tiene tienes tenes tienen duele duelen siento siente es soy sos esta estoy estas estan hay "
    "sigo sigue siguen "
    "da dan padezco sufro sufre puedo presenta refiere ando falta arde pica sale ahogo ahoga".split()
)
WEAK_PAST = frozenset("antes previamente anteriormente".split())
NOUNS_OF_PAST = frozenset("antecedente antecedentes historia operado operada operaron opere opero".split())


def doubt_scopes(tokens: Sequence[Token]) -> list[Scope]:
    """Scopes of `ASKED`, `CONDITIONAL`, `UNCERTAIN` and `PAST`."""
    found: list[Scope] = []
    for sentence in sentences(tokens):
        if sentence.asked:
            begin = _question_begin(tokens, sentence)
            found.append(Scope(Assertion.ASKED, begin, begin, begin, sentence.end))
        found.extend(_conditional(tokens, sentence))
        found.extend(_uncertain(tokens, sentence))
        found.extend(_past(tokens, sentence))
    return found


def _question_begin(tokens: Sequence[Token], sentence: Sentence) -> int:
    """A tag ("…, ¿no?", "…, verdad?") asks nothing about what stands before it."""
    last = sentence.end - 1
    opened = "¿" in tokens[sentence.begin].opens
    if (
        not opened
        and last > sentence.begin
        and tokens[last - 1].closes
        and tokens[last].folded in {"no", "verdad", "cierto", "si"}
    ):
        return last
    return sentence.begin


def _conditional(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Scope]:
    for place in range(sentence.begin, sentence.end):
        length = cue_phrases("conditional").length_at(tokens, place)
        if cue_phrases("just_in_case").length_at(tokens, place):
            continue
        if not length and _is_if(tokens, place, sentence):
            length = 1
        if length and place + length < sentence.end:
            yield Scope(Assertion.CONDITIONAL, place, place + length, place + length, sentence.end)
            return


def _is_if(tokens: Sequence[Token], place: int, sentence: Sentence) -> bool:
    if tokens[place].folded != "si" or tokens[place].closes or is_affirmed(tokens, place):
        return False
    if cue_phrases("not_conditional").length_at(tokens, place):
        return False
    if place + 1 < sentence.end and tokens[place + 1].folded == "acaso":
        return False
    before = tokens[place - 1].folded if place > sentence.begin else ""
    return before not in {"como", "se", "ver", "saber", "acuerdo", "recuerdo", "sabe", "pregunto", "pregunta"}


def _uncertain(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Scope]:
    for place in range(sentence.begin, sentence.end):
        length = cue_phrases("uncertain").length_at(tokens, place)
        denied = place > sentence.begin and tokens[place - 1].folded in {"no", "se"}
        if not length or denied:
            continue
        begin = place + length
        end = begin
        while end < sentence.end and not _ends_doubt(tokens, end, begin):
            end += 1
        if end > begin:
            yield Scope(Assertion.UNCERTAIN, place, begin, begin, end)


def _ends_doubt(tokens: Sequence[Token], place: int, begin: int) -> bool:
    if tokens[place].folded in {"pero", "aunque"}:
        return True
    return place > begin and bool(tokens[place - 1].closes) and is_finite(tokens, place)


def _past(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Scope]:
    for place in range(sentence.begin, sentence.end):
        length = cue_phrases("past").length_at(tokens, place) or _ago(tokens, place)
        if not length or _is_before_something(tokens, place, sentence):
            continue
        begin, end = segment(tokens, place, sentence)
        if tokens[place].folded in NOUNS_OF_PAST or (
            cue_phrases("past").length_at(tokens, place) and tokens[place + length - 1].folded in {"de"}
        ):
            yield Scope(Assertion.PAST, place, place + length, place + length, sentence.end)
            continue
        if end == place + length and end < sentence.end and begin == place:
            _, end = segment(tokens, end, sentence)  # "De niño, tuve asma"
        said = {token.folded for token in tokens[begin:end]}
        if any(word.startswith(("diagnostic", "detect", "descubri")) for word in said):
            continue  # what was found then is still there
        has_past_verb = any(is_finite(tokens, p) and tokens[p].folded not in NOW for p in range(begin, end))
        if not said & NOW and has_past_verb:
            yield Scope(Assertion.PAST, place, place + length, begin, end)


def _ago(tokens: Sequence[Token], place: int) -> int:
    """ "hace 10 años", but not "desde hace 10 años"."""
    if tokens[place].folded != "hace" or (place and tokens[place - 1].folded in {"desde", "de"}):
        return 0
    for length in range(2, 5):
        if place + length <= len(tokens) and tokens[place + length - 1].folded in {"ano", "anos"}:
            return length
    return 0


def _is_before_something(tokens: Sequence[Token], place: int, sentence: Sentence) -> bool:
    """ "antes de comer" is no past."""
    if tokens[place].folded not in WEAK_PAST:
        return False
    return place + 1 < sentence.end and tokens[place + 1].folded in {"de", "del", "si", "que"}
