"""Utterances as turns of clauses: the units that are kept, dropped, moved and rewritten."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Protocol, TypeVar

from medic_scribe.clinical import Reading, Token, read, strip_punctuation
from medic_scribe.clinical.verbs import is_finite
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Evidence
from medic_scribe.writing.extractive.turns.alarms import Span, alarms
from medic_scribe.writing.extractive.turns.boundaries import (
    BINDING,
    DETERMINERS,
    has_main_verb,
    is_careless,
    restored_boundaries,
)
from medic_scribe.writing.extractive.turns.pauses import with_pauses
from medic_scribe.writing.extractive.turns.replies import with_replies
from medic_scribe.writing.extractive.turns.stops import with_stops
from medic_scribe.writing.extractive.words.orders import opens_with_order
from medic_scribe.writing.extractive.words.verbs import verb_forms


class _Placed(Protocol):
    """What was found in a reading, by the token with which it begins."""

    @property
    def begin(self) -> int: ...


Found = TypeVar("Found", bound=_Placed)


@dataclass(frozen=True)
class Clause:
    """Tokens `begin:end` of one utterance's reading, said by one speaker. `asked` where it is a question."""

    turn: int
    utterance_id: int
    speaker: Speaker
    reading: Reading
    begin: int
    end: int
    asked: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.reading.tokens[self.begin : self.end]

    @property
    def text(self) -> str:
        """The understood words, with their punctuation."""
        return self.reading.words(self.begin, self.end)

    @property
    def words(self) -> list[str]:
        """The understood words one by one, with their punctuation."""
        return [token.text for token in self.tokens]

    @cached_property
    def folded(self) -> str:
        """Folded words between single spaces, without punctuation: " no he tenido fiebre "."""
        return " " + " ".join(token.folded for token in self.tokens) + " "

    @property
    def evidence(self) -> Evidence:
        first, last = self.reading.span(self.begin, self.end)
        return Evidence(self.utterance_id, first, last)

    def own(self, found: Iterable[Found]) -> list[Found]:
        """Of what was found in the whole utterance, what begins within the clause."""
        return [one for one in found if self.begin <= one.begin < self.end]

    def says(self, pattern: str) -> bool:
        """Whether the folded words hold the pattern."""
        return re.search(pattern, self.folded) is not None


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance, clause by clause. `number` is its place among the turns that have words."""

    number: int
    speaker: Speaker
    clauses: tuple[Clause, ...]

    @property
    def words(self) -> int:
        return sum(clause.end - clause.begin for clause in self.clauses)

    def by(self, speaker: Speaker) -> "Turn":
        return Turn(self.number, speaker, tuple(replace(c, speaker=speaker) for c in self.clauses))


def read_turns(utterances: Sequence[Utterance]) -> list[Turn]:
    spoken = [u for u in utterances if any(token.folded for token in read(u.text).tokens)]
    careless = is_careless([u.text for u in spoken])
    talk = len({u.speaker for u in spoken}) > 1  # what is dictated stays as it was dictated
    return [_turn(number, utterance, careless, careless and talk) for number, utterance in enumerate(spoken)]


def _turn(number: int, utterance: Utterance, careless: bool, marked: bool) -> Turn:
    """Of a `careless` transcript boundaries are put back, and stops and pauses where it is `marked`."""
    reading = read(utterance.text)
    if marked:
        reading = with_stops(with_replies(reading))
    cuts = _cut(reading, restored_boundaries(reading), alarms(reading.tokens)) if careless else _cut(reading)
    if marked:
        reading = with_pauses(reading, [begin for begin, _ in cuts])
    clauses = tuple(
        Clause(number, utterance.id, utterance.speaker, reading, begin, end, _asks(reading, begin, end))
        for begin, end in cuts
        if any(token.folded for token in reading.tokens[begin:end])
    )
    return Turn(number, utterance.speaker, clauses)


STRONG = frozenset(".?!…")
# What opens a new clause where a recogniser left no punctuation, once a clause has a few words.
_OPENERS = re.compile(
    r"(pero|entonces|tampoco|segundo|tercero|cuarto|aunque|salvo) "
    r"|y (si|ahora|luego|despues|encima|el|la|los|las|un|una|en|le|lo|repetimos|nos) "
    r"|(la|el|los|las|su) (presion|tension|frecuencia|saturacion|temperatura|creatinina"
    r"|hemoglobina|glucosa|potasio|sodio"
    r"|colesterol|abdomen|pulmones|corazon|faringe|auscultacion|piel|exploracion|tsh|pcr|ecografia"
    r"|radiografia) "
    r"|(no (veo|escucho|oigo|palpo|hay|tiene|tienes|tenes)|si (le|te|les|se|no|sube|tiene|tienes)"
    r"|le voy|vamos a|voy a"
    r"|le (doy|pido|receto|mando)|temperatura|pesa|mide) "
)
_LEAST = 3
# When the patient comes back is a matter of its own: "repita la urea en dos semanas y nos vemos en un mes".
_COMES_BACK = re.compile(
    r"y (nos vemos|(lo|la|le|te) (veo|vemos|cito|citamos|espero)|vuelv[ae]|regres[ae]|revision|control) "
    r"(en|dentro|a los|a las|el|la) "
)


def _cut(
    reading: Reading, restored: Sequence[int] = (), warnings: Sequence[Span] = ()
) -> list[tuple[int, int]]:
    """The clauses as (begin, end): at strong marks, `restored` boundaries, and openers that run on.

    Each of the `warnings` begins a clause, and none of its conditions another.
    """
    tokens = reading.tokens
    restored = [*restored, *(begin for begin, _ in warnings)]
    warned = {place for begin, end in warnings for place in range(begin + 1, end)}
    cuts = [0]
    for place in range(1, len(tokens)):
        before = tokens[place - 1].closes
        if (
            (STRONG & set(before) and not before.endswith(",") and not _is_pause(tokens, cuts[-1], place))
            or (
                "¿" in tokens[place].opens
                and not _doubts(tokens, place)
                and _asks_anew(tokens, cuts[-1], place)
            )
            or place in restored
            or (place - cuts[-1] >= _LEAST and _comes_back(tokens, cuts[-1], place))
            or (
                not before
                and place not in warned
                and place - cuts[-1] >= _LEAST
                and _opens(tokens, place)
                and _unpunctuated(tokens, place)
            )
        ):
            cuts.append(place)
    cuts.append(len(tokens))
    return [(begin, end) for begin, end in pairwise(cuts) if end > begin]


def _comes_back(tokens: tuple[Token, ...], begin: int, place: int) -> bool:
    conditional = any(token.folded in ("si", "cuando", "hasta") for token in tokens[begin:place])
    return not conditional and bool(_COMES_BACK.match(_words(tokens[place : place + 5])))


def _words(tokens: Sequence[Token]) -> str:
    return " ".join(token.folded for token in tokens) + " "


def _doubts(tokens: tuple[Token, ...], place: int) -> bool:
    """ "el… ¿nirsevimab?, ese no": a word or two the speaker is not sure of, in a sentence that goes on."""
    return "¿" in tokens[place].opens and any(
        token.closes.endswith("?,") for token in tokens[place : place + 2]
    )


def _asks_anew(tokens: tuple[Token, ...], begin: int, place: int) -> bool:
    """ "Y mi señora ¿lo del melasma?" asks about what stands before the mark."""
    if "," in tokens[place - 1].closes:
        return _begins_to_ask(tokens, begin, place)
    named = (
        place - begin in (2, 3) and tokens[begin].folded == "y" and tokens[begin + 1].folded in DETERMINERS
    )
    return not named


def _begins_to_ask(tokens: tuple[Token, ...], begin: int, place: int) -> bool:
    """ "Eso es normal, ¿ha tenido sangrado?" says and asks; "tiene 32 años, ¿verdad?" only confirms."""
    confirms = any("?" in token.closes for token in tokens[place : place + 2])
    return not confirms and has_main_verb(tokens, begin, place)


def _is_pause(tokens: tuple[Token, ...], begin: int, place: int) -> bool:
    """Dots before a correction or a value ("de 20... no, de 40", "El cuello... 44") end no clause.

    Those behind an order do: "Jale el párpado... está pálido", "Párese... 138/80".
    """
    if _says_another_value(tokens, place):
        return True
    if not tokens[place - 1].closes.startswith(("...", "…")):
        return False
    following = tokens[place].text.lstrip("¿")[:1]
    small, number = following.islower(), following.isdigit()
    if opens_with_order(tokens[begin:place]):
        short = len(tokens) - place <= 2 or any(STRONG & set(t.closes) for t in tokens[place : place + 2])
        return small and short and tokens[place].folded not in _STATES
    return small or (number and not verb_forms(strip_punctuation(tokens[place - 1].text)))


def _says_another_value(tokens: tuple[Token, ...], place: int) -> bool:
    """ "Una cada seis horas. No: cada ocho horas.": neither is understood without the other."""
    if tokens[place].folded != "no" or "?" in tokens[place - 1].closes:
        return False
    end = next((n for n in range(place, len(tokens)) if STRONG & set(tokens[n].closes)), len(tokens) - 1)
    said = [token.folded for token in tokens[place + 1 : end + 1]]
    before = {token.folded for token in tokens[max(0, place - 4) : place]}
    return 1 < len(said) <= 4 and any(w[:1].isdigit() for w in said) and said[-1] in before


_STATES = frozenset(
    "es esta estan son tiene salio se lo la le no me ya lleva mide pesa hay fue era duele".split()
)


def _opens(tokens: tuple[Token, ...], place: int) -> bool:
    if tokens[place - 1].folded in BINDING:
        return False
    if _OPENERS.match(_words(tokens[place : place + 3])) is None or _denies_backwards(tokens, place):
        return False
    following = [token.folded for token in tokens[place : place + 6]]
    if following[0] != "y" or following[1] not in ("el", "la", "los", "las", "un", "una"):
        return True
    # "y la creatinina salió …" opens a clause, "y el diurético" goes on with a list
    return any(word in _STATES or word[:1].isdigit() for word in following[3:])


def _denies_backwards(tokens: tuple[Token, ...], place: int) -> bool:
    """ "Ganglios agrandados no hay derrame tampoco": the "no" may deny what stands before it."""
    if tokens[place].folded != "no":
        return False
    near = (at for at in range(place + 2, min(len(tokens), place + 6)) if tokens[at].folded == "tampoco")
    return any(tokens[at].closes or at + 1 == len(tokens) or not is_finite(tokens, at + 1) for at in near)


def _unpunctuated(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the words around `place` run on for long without any punctuation."""
    begin = end = place
    while begin > 0 and not tokens[begin - 1].closes:
        begin -= 1
    while end < len(tokens) - 1 and not tokens[end].closes:
        end += 1
    marks = sum(1 for token in tokens if token.closes)
    return end - begin > (20 if marks * 14 > len(tokens) else 12)


def _asks(reading: Reading, begin: int, end: int) -> bool:
    """With a mark; a word that is only doubted ("el… ¿nirsevimab?, ese") asks nothing."""
    tokens = reading.tokens[begin:end]
    doubted = any(token.closes.endswith("?,") for token in tokens[:-1])
    return "?" in tokens[-1].closes or (not doubted and any("¿" in token.opens for token in tokens))
