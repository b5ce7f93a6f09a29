"""Whose illness it is: scopes of relatives and of other people."""

from collections.abc import Iterator, Sequence

from medic_scribe.clinical.clauses import CLITICS, Sentence, segment, sentences
from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.phrases import cue_phrases
from medic_scribe.clinical.scope_types import Assertion, Scope
from medic_scribe.clinical.text import Token
from medic_scribe.clinical.verbs import is_finite

POSSESSIVES = frozenset("mi mis su sus tu tus nuestra nuestro".split())
ARTICLES = frozenset("el la los las un una unos unas".split())
PARENTS = frozenset({"padre", "madre", "abuelo", "abuela", "padres", "abuelos"})
SELF = frozenset("yo tengo soy estoy tuve usted".split())
LINKS = frozenset("fue era es son tuvo tiene tenia tenian".split())


def person_scopes(tokens: Sequence[Token], patient_called: frozenset[str] = frozenset()) -> list[Scope]:
    """`patient_called` are relatives who are the patient ("hijo" when the mother speaks of him)."""
    people = [(match, Assertion.FAMILY) for match in lexicon("relatives").matches(tokens)]
    people += [(match, Assertion.OTHER) for match in lexicon("other_people").matches(tokens)]
    kind_of = {(match.begin, match.end, match.concept): kind for match, kind in people}
    kept = without_overlap(match for match, _ in people)
    found: list[Scope] = []
    for sentence in sentences(tokens):
        here = [match for match in kept if sentence.begin <= match.begin < sentence.end]
        for place, match in enumerate(here):
            kind = kind_of[(match.begin, match.end, match.concept)]
            if match.concept in patient_called:
                continue
            found.extend(_scopes(tokens, sentence, match, kind, here[place + 1 :]))
    return found


def _scopes(
    tokens: Sequence[Token], sentence: Sentence, match: Match, kind: Assertion, later: Sequence[Match]
) -> Iterator[Scope]:
    start = _with_determiner(tokens, match, sentence)
    if start is None or _only_tells(tokens, match, start, sentence):
        return
    before = tokens[start - 1].folded if start > sentence.begin else ""
    linked = before in LINKS or before in {"de", "del"} or before == "por"
    if linked and before != "por":
        begin, _ = segment(tokens, start - 1, sentence)
        if begin < start - 1 and not (before in {"de", "del"} and _speaks_of_self(tokens, begin, start)):
            yield Scope(kind, start, match.end, begin, start - 1, match.concept)
    end = _forward_end(tokens, sentence, match, later)
    if end > match.end:
        yield Scope(kind, start, match.end, match.end, end, match.concept)


def _with_determiner(tokens: Sequence[Token], match: Match, sentence: Sentence) -> int | None:
    """Where the mention begins; None where the word only addresses somebody."""
    if match.concept == "familia":
        return match.begin
    before = match.begin - 1
    own = before >= sentence.begin and not tokens[before].closes and tokens[before].folded
    if own and own in POSSESSIVES:
        return before
    if tokens[match.begin].folded in POSSESSIVES:  # "mi señora"
        return match.begin
    if own and own in ARTICLES and match.concept not in {"tío", "tía", "hijo", "hija", "hijos"}:
        return before
    if match.concept not in PARENTS or tokens[match.end - 1].closes:
        return None
    place = match.end
    while place < sentence.end and tokens[place].folded in CLITICS | {"no", "si", "ya", "tambien"}:
        place += 1
    return match.begin if place < sentence.end and is_finite(tokens, place) else None


def _only_tells(tokens: Sequence[Token], match: Match, start: int, sentence: Sentence) -> bool:
    before = tokens[start - 1].folded if start > sentence.begin else ""
    if cue_phrases("not_subject").length_at(tokens, start - 1) and before != "por":
        return True
    if before == "por":
        return not (start >= 2 and tokens[start - 2].folded in {"parte", "lado"}) and True
    if (
        match.end < sentence.end
        and cue_phrases("reporting").length_at(tokens, match.end)
        and not tokens[match.end - 1].closes
    ):
        return True
    return (
        before in {"como", "a"}
        and match.end < sentence.end
        and tokens[match.end].folded not in {"le", "les", "tambien", "se"}
    )


def _speaks_of_self(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(token.folded in SELF | {"me"} for token in tokens[begin:end])


def _forward_end(tokens: Sequence[Token], sentence: Sentence, match: Match, later: Sequence[Match]) -> int:
    for place in range(match.end, sentence.end):
        token = tokens[place]
        if token.folded in SELF or (token.folded == "a" and _is_to_me(tokens, place)):
            return place
        if token.folded == "me" and place > match.end and is_finite(tokens, place + 1):
            return place
        if token.folded in {"pero", "aunque"} and any(
            t.folded in SELF | {"me"} for t in tokens[place : place + 4]
        ):
            return place
        if any(other.begin == place for other in later):
            return place
    return sentence.end


def _is_to_me(tokens: Sequence[Token], place: int) -> bool:
    return (
        place + 1 < len(tokens)
        and tokens[place + 1].folded == "mi"
        and (
            place + 2 >= len(tokens)
            or tokens[place + 2].folded in {"me", "no", "nunca", "si"}
            or bool(tokens[place + 1].closes)
        )
    )
