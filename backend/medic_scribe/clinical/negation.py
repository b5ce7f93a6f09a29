"""Which tokens are denied, and by what: the scope of "no", "sin", "niega", "tampoco", "… no he tenido"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from medic_scribe.clinical.clauses import (
    CLITICS,
    COORDINATORS,
    SUBJECTS,
    Sentence,
    has_verb,
    is_affirmed,
    reach,
    segment,
    sentences,
)
from medic_scribe.clinical.expressions import Match, lexicon
from medic_scribe.clinical.phrases import cue_phrases
from medic_scribe.clinical.scope_types import Assertion, Scope
from medic_scribe.clinical.text import Token
from medic_scribe.clinical.verbs import participle_kind, verb_kind

VERBAL = frozenset({"no", "ni", "nunca", "jamas", "tampoco", "para", "en", "nadie"})
SMALL = CLITICS | frozenset(
    "ya he ha han has hemos habia habian hubo casi tampoco nunca siempre mas la a".split()
)
COPULAS = frozenset(
    "es esta estan son fue fueron era estaba salio salieron sale dio resulto resultaron ha sido quedo "
    "queda".split()
)
HAVING = (
    "ten", "tien", "tuv", "hay", "hub", "habi", "sient", "sent", "not", "present", "da", "dio", "di", "padec",
    "sufr", "refier", "ve", "vi",
)  # fmt: skip
DEGREES = frozenset("tanto tanta tantos tantas tan mucho mucha muchos muchas muy demasiado siempre".split())
SOLID = frozenset({"ausente", "ausentes", "negativo", "negativa", "negativos", "negativas"}) | frozenset(
    {"descartado", "descartada", "descartados", "descartadas"}
)


def denial_scopes(tokens: Sequence[Token]) -> list[Scope]:
    """Scopes of denial, and of what takes it back: `PRESENT` for "tos sí", `UNCERTAIN` for "no sé si"."""
    return [scope for sentence in sentences(tokens) for scope in _in_sentence(tokens, sentence)]


def _in_sentence(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Scope]:
    place = sentence.begin
    while place < sentence.end:
        harmless = cue_phrases("not_denying").length_at(tokens, place) or cue_phrases("doubled").length_at(
            tokens, place
        )
        unknown = cue_phrases("not_known").length_at(tokens, place)
        ended = cue_phrases("ended_before").length_at(tokens, place)
        length = cue_phrases("deny_before").length_at(tokens, place)
        if not unknown and (harmless or is_correction(tokens, place)):
            place += max(harmless, 1)
            continue
        if unknown:
            yield _scope(
                Assertion.UNCERTAIN, place, unknown, place + unknown, _until_but(tokens, place, sentence)
            )
            place += unknown
            continue
        if ended:
            yield from _ended(tokens, place, ended, sentence)
            place += ended
            continue
        if tokens[place].folded == "no":
            yield from _no(tokens, place, sentence)
        elif length:
            yield from _forward(tokens, place, length, sentence)
        if cue_phrases("deny_after").length_at(tokens, place):
            yield from _backward(tokens, place, sentence)
        if is_affirmed(tokens, place):
            yield from _affirmed(tokens, place, sentence)
        place += max(length, 1)


CORRECTIONS = frozenset(
    "perdon perdone perdona disculpe disculpa disculpen digo mejor corrijo espera espere".split()
)


def is_correction(tokens: Sequence[Token], place: int) -> bool:
    """ "de 20, no, perdón, de 40": this "no" denies nothing, it takes a word back."""
    if tokens[place].folded != "no" or place + 1 >= len(tokens) or place == 0:
        return False
    after = tokens[place + 1]
    if after.folded in CORRECTIONS or (after.folded == "para" and "á" in after.text):
        return True
    if after.folded == "para" and place + 2 < len(tokens) and tokens[place + 2].folded in {"de", "son"}:
        return place + 3 < len(tokens) and tokens[place + 3].value is not None
    between_pauses = bool(tokens[place].closes) and bool(tokens[place - 1].closes)
    return between_pauses and (after.value is not None or after.folded in {"son", "cada"})


def _until_but(tokens: Sequence[Token], place: int, sentence: Sentence) -> int:
    return next(
        (p for p in range(place, sentence.end) if tokens[p].folded in {"pero", "aunque"}), sentence.end
    )


def _no(tokens: Sequence[Token], place: int, sentence: Sentence) -> Iterator[Scope]:
    if tokens[place].closes or place + 1 >= sentence.end or _is_scarcely(tokens, place):
        return
    after = tokens[place + 1].folded
    if after in SUBJECTS or after == "no" or cue_phrases("vocative").length_at(tokens, place + 1):
        return
    yield from _forward(tokens, place, 1, sentence)


def _forward(tokens: Sequence[Token], place: int, length: int, sentence: Sentence) -> Iterator[Scope]:
    begin = place + length
    if begin >= sentence.end or tokens[begin - 1].closes:
        return
    cue = tokens[place].folded
    verb, kind = _verb_of(tokens, begin, sentence) if cue in VERBAL else (begin, "")
    if kind == "persist":
        yield _scope(Assertion.DENIED, place, length, begin, verb + 1)
        return
    first = verb + 1 if kind else begin
    if kind and first < sentence.end and tokens[first].folded in DEGREES:
        yield _scope(
            Assertion.UNCERTAIN, place, length, begin, sentence.end
        )  # "no me duele tanto": it still does
        return
    end = reach(tokens, begin, first, sentence, narrow=kind == "act", listed=cue != "sin")
    if end > begin:
        yield _scope(Assertion.DENIED, place, length, begin, end)


def _verb_of(tokens: Sequence[Token], begin: int, sentence: Sentence) -> tuple[int, str]:
    """The verb that the cue before `begin` denies, and its kind; "" where it denies a noun."""
    place = begin
    while place < min(begin + 5, sentence.end):
        kind = verb_kind(tokens, place)
        is_auxiliary = tokens[place].folded in {"he", "ha", "han", "has", "hemos", "habia", "habian"}
        participle = (
            participle_kind(tokens[place + 1].folded) if is_auxiliary and place + 1 < sentence.end else ""
        )
        if participle:
            return place + 1, participle
        if kind:
            return place, kind
        if tokens[place].folded not in SMALL or tokens[place].closes:
            return begin, ""
        place += 1
    return begin, ""


def _is_scarcely(tokens: Sequence[Token], place: int) -> bool:
    """ "casi no me duele": a little is there."""
    return place > 0 and tokens[place - 1].folded in {"casi", "apenas"} and not tokens[place - 1].closes


def _ended(tokens: Sequence[Token], place: int, length: int, sentence: Sentence) -> Iterator[Scope]:
    if place and tokens[place - 1].folded == "no" and not tokens[place - 1].closes:
        return
    begin = place + length
    said_no = tokens[place].folded == "ya"
    verb, kind = _verb_of(tokens, begin, sentence) if said_no else (begin, "")
    if kind == "persist":
        yield _scope(Assertion.DENIED, place, length, begin, verb + 1)
        return
    end = reach(tokens, begin, verb + 1 if kind else begin, sentence, narrow=kind == "act")
    if end > begin:
        yield _scope(Assertion.DENIED, place, length, begin, end, ended=True)
    after = place + cue_phrases("ended_after").length_at(tokens, place)
    joined = place > sentence.begin and tokens[place - 1].folded in COORDINATORS
    if after > place and not joined and _is_last(tokens, after, sentence):
        start = _noun_before(tokens, place, sentence)
        if start < place:
            yield _scope(Assertion.DENIED, place, length, start, place, ended=True)


def _backward(tokens: Sequence[Token], place: int, sentence: Sentence) -> Iterator[Scope]:
    """ "Diarrea no", "fiebre no he tenido", "el Babinski está ausente"."""
    length = cue_phrases("deny_after").length_at(tokens, place)
    before = tokens[place - 1].folded if place > sentence.begin else ""
    if not before or before in {"o", "y", "que", "si", "pues", "claro", "como", "eso", "casi"}:
        return
    end = place + length
    word = tokens[place].folded
    if word == "no":
        end = _after_bare_verb(tokens, end, sentence)
    if word not in SOLID and not _is_last(tokens, end, sentence):
        return
    if word == "no" and sentence.asked and tokens[place - 1].closes:
        return
    start = _noun_before(tokens, place, sentence, copula=word in SOLID)
    if start < place:
        yield _scope(Assertion.DENIED, place, end - place, start, place)


def _after_bare_verb(tokens: Sequence[Token], place: int, sentence: Sentence) -> int:
    """Past "he tenido", "tengo", "hay", "me ha dado" where nothing but that follows "no"."""
    verb, kind = _verb_of(tokens, place, sentence)
    after_pause = place >= 2 and bool(tokens[place - 2].closes)
    if (
        kind != "have"
        or tokens[place - 1].closes
        or (after_pause and not tokens[verb].folded.startswith(HAVING))
    ):
        return place
    return verb + 1


def _is_last(tokens: Sequence[Token], place: int, sentence: Sentence) -> bool:
    if place >= sentence.end or tokens[place - 1].closes:
        return True
    return bool(
        cue_phrases("fronting_tail").length_at(tokens, place)
        or cue_phrases("deny_before").length_at(tokens, place)
    )


def _noun_before(tokens: Sequence[Token], place: int, sentence: Sentence, *, copula: bool = False) -> int:
    """Where the noun phrase that ends before `place` begins; `place` itself where there is none."""
    end = place
    while (
        copula and end > sentence.begin and tokens[end - 1].folded in COPULAS and not tokens[end - 1].closes
    ):
        end -= 1
    begin = end
    while begin > sentence.begin and begin > end - 12:
        word = tokens[begin - 1].folded
        crosses = bool(tokens[begin - 1].closes)
        if (
            verb_kind(tokens, begin - 1)
            or word in SUBJECTS
            or word in {"no", "pero", "sin", "si", "porque", "que", "tampoco", "mi"}
        ):
            break
        if crosses and copula:
            break
        if crosses and has_verb(tokens, *segment(tokens, begin - 1, sentence)):
            if begin == end:
                return place
            break
        begin -= 1
    return _last_of_juxtaposed(tokens, begin, end) if begin < end else place


def _last_of_juxtaposed(tokens: Sequence[Token], begin: int, end: int) -> int:
    """In "(tengo) tos fiebre | no" only the last noun is meant: nothing joins it to the one before."""
    named = sorted(
        (match for match in _named(tokens[begin:end])), key=lambda match: (match.begin, -match.end)
    )
    for earlier, later in pairwise(named):
        between = tokens[begin + earlier.end - 1 : begin + later.begin]
        joined = any(token.folded in COORDINATORS for token in between[1:]) or bool(
            between and between[0].closes
        )
        if later.begin >= earlier.end and not joined:
            begin_later = begin + later.begin
            return _last_of_juxtaposed(tokens, begin_later, end) if begin_later > begin else begin
    return begin


def _named(tokens: Sequence[Token]) -> list[Match]:
    return lexicon("symptoms").matches(tokens) + lexicon("diagnoses").matches(tokens)


def _affirmed(tokens: Sequence[Token], place: int, sentence: Sentence) -> Iterator[Scope]:
    """ "fiebre no, tos sí": takes a denial back for the noun before."""
    if place == sentence.begin or not _is_last(tokens, place + 1, sentence):
        return
    begin, _ = segment(tokens, place, sentence)
    start = max(begin, _noun_before(tokens, place, sentence))
    if start < place:
        yield _scope(Assertion.PRESENT, place, 1, start, place)


def _scope(
    assertion: Assertion, cue: int, length: int, begin: int, end: int, *, ended: bool = False
) -> Scope:
    return Scope(assertion, cue, cue + length, begin, end, ended=ended)
