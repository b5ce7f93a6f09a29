"""Whether what is named is there: present, denied, past, somebody else's, conditional, asked.

The scope of a cue ("no", "niega", "sin", "mi papá", "si", "de niño") is found once per reading by
`find_scopes`; `judge` says what holds for any stretch of tokens. Symptoms, diagnoses, drugs and allergies all
ask the same function.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from medic_scribe.clinical.doubt import doubt_scopes
from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.negation import denial_scopes
from medic_scribe.clinical.persons import person_scopes
from medic_scribe.clinical.phrases import Phrases
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.scope_types import Assertion, Scope
from medic_scribe.clinical.terms import TermKind
from medic_scribe.clinical.text import Token

__all__ = ["Assertion", "Judgement", "Scope", "Symptom", "find_scopes", "find_symptoms", "judge"]

STRONGEST_FIRST = (
    Assertion.ASKED,
    Assertion.CONDITIONAL,
    Assertion.FAMILY,
    Assertion.OTHER,
    Assertion.UNCERTAIN,
)
SIDES = {"derech": "derecho", "izquierd": "izquierdo", "zurd": "izquierdo"}
BOTH_SIDES = frozenset({"ambos", "ambas", "bilateral", "bilaterales"})
KINDS = (TermKind.SYMPTOM, TermKind.DIAGNOSIS, TermKind.FINDING)
NOT_THAT = Phrases(("no es que",))
EXCEPTIONS = Phrases(("salvo", "excepto", "menos", "solo", "solamente", "unicamente", "fuera de", "a no ser"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What holds for a stretch of tokens.

    `denied` goes with any assertion: a relative's illness can be denied too (`FAMILY`, denied). `who` is a
    relative or another person ("padre", "vecina"); empty for the patient. `ended`: it was there and is not
    now ("ya no me duele").
    """

    assertion: Assertion
    denied: bool = False
    who: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Symptom:
    """A symptom, sign or disease named in a reading.

    `concept` is the clinical name ("disnea"), `words` the words as heard. `laterality` is "derecho",
    "izquierdo", "bilateral" or empty. `exception` is what a denial leaves out ("salvo en las costillas").
    """

    concept: str
    kind: TermKind
    words: str
    assertion: Assertion
    denied: bool
    who: str
    laterality: str
    begin: int
    end: int
    first: int
    last: int
    ended: bool = False
    exception: str = ""


def find_symptoms(reading: Reading, patient_called: Collection[str] = ()) -> tuple[Symptom, ...]:
    """Symptoms, examination findings and diagnoses, each with its assertion, in order.

    `patient_called` are the relatives who are the patient: {"hijo"} when his mother speaks of him.
    """
    return tuple(
        _symptom(reading, kind, match, frozenset(patient_called)) for kind, match in _matches(reading)
    )


def judge(reading: Reading, begin: int, end: int, patient_called: Collection[str] = ()) -> Judgement:
    """What is asserted of tokens `begin:end`."""
    holding = [
        scope
        for scope in find_scopes(reading, frozenset(patient_called))
        if scope.begin <= begin < scope.end and not (begin <= scope.cue_begin < scope.cue_end <= end)
    ]
    denials = [scope for scope in holding if scope.assertion is Assertion.DENIED]
    denied = bool(denials) and not any(scope.assertion is Assertion.PRESENT for scope in holding)
    ended = denied and all(scope.ended for scope in denials)
    people = [scope for scope in holding if scope.assertion in {Assertion.FAMILY, Assertion.OTHER}]
    nearest = max(people, key=lambda scope: _nearness(scope, begin), default=None)
    who = nearest.who if nearest else ""
    said = {scope.assertion for scope in holding if scope not in people or scope is nearest}
    for assertion in STRONGEST_FIRST:
        if assertion in said:
            return Judgement(assertion, denied, who, ended)
    if denied:
        return Judgement(Assertion.DENIED, True, who, ended)
    return Judgement(Assertion.PAST if Assertion.PAST in said else Assertion.PRESENT, False, who)


@lru_cache(maxsize=4_096)
def find_scopes(reading: Reading, patient_called: frozenset[str] = frozenset()) -> tuple[Scope, ...]:
    """Every cue of negation, time, person, condition and doubt with its reach."""
    tokens = reading.tokens
    return (*denial_scopes(tokens), *person_scopes(tokens, patient_called), *doubt_scopes(tokens))


def _nearness(scope: Scope, begin: int) -> int:
    """Forward scopes by how late their cue stands; a scope that reaches back counts by its distance."""
    return scope.cue_end if scope.cue_end <= begin else begin - scope.cue_begin


@lru_cache(maxsize=4_096)
def _matches(reading: Reading) -> tuple[tuple[TermKind, Match], ...]:
    """The longest match at each place; where two kinds name the same words, the order of `KINDS` decides."""
    kind_of: dict[Match, TermKind] = {}
    for kind in KINDS:
        for match in lexicon(kind.value).matches(reading.tokens):
            kind_of.setdefault(match, kind)
    return tuple((kind_of[match], match) for match in without_overlap(kind_of))


def _symptom(reading: Reading, kind: TermKind, match: Match, patient_called: frozenset[str]) -> Symptom:
    judgement = judge(reading, match.begin, match.end, patient_called)
    negated = match.negated or _is_taken_back(reading.tokens, match)
    denied = judgement.denied or negated
    assertion = judgement.assertion
    if negated and assertion in {Assertion.PRESENT, Assertion.PAST}:
        assertion = Assertion.DENIED
    first, last = reading.span(match.begin, match.end)
    return Symptom(
        concept=match.concept,
        kind=kind,
        words=reading.heard_words(first, last),
        assertion=assertion,
        denied=denied,
        who=judgement.who,
        laterality=_laterality(reading.tokens, match),
        begin=match.begin,
        end=match.end,
        first=first,
        last=last,
        ended=judgement.ended,
        exception=_exception(reading, match) if denied else "",
    )


def _is_taken_back(tokens: Sequence[Token], match: Match) -> bool:
    """ "No es que | no me acuerde": what is named by a "no" of its own is denied by the one before."""
    return tokens[match.begin].folded == "no" and bool(NOT_THAT.length_at(tokens, match.begin - 3))


def _laterality(tokens: Sequence[Token], match: Match) -> str:
    """The side said within the match or up to three words after it, not past punctuation or a conjunction."""
    end = match.end
    while end < min(match.end + 3, len(tokens)) and not tokens[end - 1].closes:
        if tokens[end].folded in {"y", "o", "pero", "ni", "no"}:
            break
        end += 1
    said = [token.folded for token in tokens[match.begin : end]]
    sides = {side for word in said for stem, side in SIDES.items() if word.startswith(stem)}
    if BOTH_SIDES & set(said) or len(sides) > 1 or _two(said):
        return "bilateral"
    return sides.pop() if sides else ""


def _two(said: Sequence[str]) -> bool:
    return any(first in {"los", "las"} and second in {"dos", "2"} for first, second in pairwise(said))


def _exception(reading: Reading, match: Match) -> str:
    place = match.end
    while place < len(reading.tokens) and not any(
        mark in ".;?!" for mark in reading.tokens[place - 1].closes
    ):
        if EXCEPTIONS.length_at(reading.tokens, place):
            end = place + 1
            while end < len(reading.tokens) and not reading.tokens[end - 1].closes:
                end += 1
            return reading.words(place, end).rstrip(".,;")
        place += 1
    return ""
