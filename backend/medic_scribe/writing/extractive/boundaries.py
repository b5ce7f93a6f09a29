"""Where clauses begin that a recogniser ran together: two finite verbs need a boundary between them.

Only for transcripts whose sentences have lost their marks. A fronted object keeps its denial ("fiebre no he tenido"):
without a verb of its own nothing is cut off.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from medic_scribe.clinical import Reading, TermKind, Token, find_measurements, find_terms
from medic_scribe.clinical.verbs import is_finite
from medic_scribe.writing.extractive.verbs import Person, Tense, is_infinitive, verb_forms_without_accents

CLITICS = frozenset("me te se le les nos lo la los las".split())
SUBJECTS = frozenset("yo usted vos ella ellos ellas eso esto".split())
BEFORE_VERB = frozenset("no nunca tampoco".split())
ARTICLES = frozenset("el la los las".split())
DETERMINERS = ARTICLES | frozenset("un una mi mis su sus tu tus".split())
SUBORDINATING = frozenset(
    "que quien cual donde cuando si como porque aunque mientras cuanto cuanta cuantos cuantas hasta pues".split()
)
COORDINATING = frozenset("pero y e ni o sino".split())
# After these words nothing begins: what follows belongs to them.
BINDING = (
    SUBORDINATING
    | CLITICS
    | DETERMINERS
    | BEFORE_VERB
    | SUBJECTS
    | frozenset(
        "ya tambien todavia siempre casi de del a al con por para sin en sobre entre desde y e o u ni pero sino mas menos muy tan salvo excepto he ha has han habia"
        " habias es esta esa ese este cada otro otra algun alguna todo toda todos todas don dona doctor doctora".split()
    )
)
# Verbs that begin a clause by themselves: auxiliaries, and what one asks or orders.
OPENING_VERBS = frozenset(
    "ha has han hay tiene tienes tenes tengo voy vamos toma tomas fuma fumas siente nota respira puede puedes podes"
    " suspenda suspendala tome evite vuelva venga cuenteme cuentame contame digame dime recuerdeme recordame"
    " expliqueme respire vistase revisemos pedimos repetimos".split()
)
_PREPOSITIONS = frozenset("de del a al con por para sin en desde hasta".split())
_TIMES = frozenset("dia dias vez veces noche noches manana tarde semana semanas mes ano hora horas".split())
EXAMINING = frozenset("palpo veo escucho oigo encuentro ausculto aprecio observo hay".split())
_OPENERS = re.compile(
    r"(le|te|les) (resumo|explico|cuento|dejo|pongo|doy|pido|mando|receto|hago|agrego|anado|voy|vamos)"
    r"|lo otro (es|seria)|por ahora (no|nada|si)|ahora (el|la|los|las|le|te|vamos)|hoy (tambien|le|te)|entonces (le|te|vamos)"
    r"|nos vemos|control en|a lo demas|mi (mama|papa|madre|padre|hermano|hermana|abuel[oa]|hij[oa]) .*"
    r"|desde cuando|hace cuanto"
)
# Capitals kept where the mark was lost: "¿se ahoga acostado Se le hinchan los pies".
_CAPITALISED = CLITICS | DETERMINERS | SUBORDINATING | BEFORE_VERB | OPENING_VERBS | frozenset("y pero ni es en a por".split())
_LEAST = 2


def is_careless(texts: Sequence[str]) -> bool:
    """Whether a transcript has lost marks: more than one utterance in ten ends without any."""
    open_ended = sum(1 for text in texts if not text.rstrip().endswith((".", "?", "!", "…", ":", "\"", "»")))
    return open_ended * 10 > len(texts)


def restored_boundaries(reading: Reading) -> list[int]:
    """The tokens that begin a clause though no strong mark stands before them."""
    tokens = reading.tokens
    labels = _labels(reading)
    found: list[int] = []
    begin = paused = 0
    for place in range(1, len(tokens)):
        closes = tokens[place - 1].closes
        if closes.strip(",") or tokens[place].opens:
            begin = paused = place
            continue
        stretch = _Stretch(tokens, begin if closes else paused, place)
        if place - begin >= _LEAST and _begins(stretch, labels, pause=bool(closes)):
            found.append(place)
            begin = paused = place
        elif closes or tokens[place].folded in COORDINATING:
            paused = place
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens `begin:end`, and the question whether a clause begins at `end`."""

    tokens: Sequence[Token]
    begin: int
    end: int

    @property
    def last(self) -> str:
        return self.tokens[self.end - 1].folded

    @property
    def ends_in_verb(self) -> bool:
        return _is_verb(self.tokens, self.end - 1) or is_infinitive(self.last)

    @property
    def has_main_verb(self) -> bool:
        """Whether it has a verb that no "que", "si", "cuando"… takes away, and nothing waits for its verb."""
        bound = found = False
        for place in range(self.begin, self.end):
            if self.tokens[place].folded in SUBORDINATING:
                bound = True
            elif _is_verb(self.tokens, place):
                found, bound = found or not bound, False
        return found and not bound

    @property
    def is_short_noun_phrase(self) -> bool:
        """ "El sodio bajo | la puede tener confusa"."""
        return self.end - self.begin <= 3 and self.tokens[self.begin].folded in DETERMINERS

    @property
    def has_figure(self) -> bool:
        return any(token.value is not None for token in self.tokens[self.begin : self.end])

    @property
    def ends_in_noun_phrase(self) -> bool:
        """ "la niña | se fue": the noun belongs to the verb that follows, unless it is the object of one before."""
        if self.end - self.begin < 2 or self.tokens[self.end - 2].folded not in DETERMINERS:
            return False
        before = self.end - 3
        return before < self.begin or not (
            _is_verb(self.tokens, before) or self.tokens[before].folded in _PREPOSITIONS
        )


def _begins(stretch: _Stretch, labels: frozenset[int], *, pause: bool) -> bool:
    tokens, place = stretch.tokens, stretch.end
    if not pause and _keeps_capital(tokens, place):
        return True
    if not pause and stretch.last in BINDING:
        return False
    if _opens(tokens, place) and stretch.has_main_verb and not stretch.ends_in_verb:
        return tokens[stretch.begin].folded not in SUBORDINATING
    if not pause and place in labels and (stretch.has_figure or stretch.has_main_verb):
        return not stretch.ends_in_verb
    if not pause and _examines(tokens, place):
        return True
    if not stretch.has_main_verb or tokens[stretch.begin].folded in SUBORDINATING or stretch.is_short_noun_phrase:
        return False
    if not pause and _fronts_noun(tokens, place) and not stretch.ends_in_verb:
        return True
    return _starts_clause(tokens, place, pause=pause) and (pause or not stretch.ends_in_noun_phrase)


def _keeps_capital(tokens: Sequence[Token], place: int) -> bool:
    word, before = tokens[place].text, tokens[place - 1].text
    return word[:1].isupper() and not before[:1].isupper() and tokens[place].folded in _CAPITALISED


def _opens(tokens: Sequence[Token], place: int) -> bool:
    following = " ".join(token.folded for token in tokens[place : place + 3])
    return re.match(rf"(?:{_OPENERS.pattern})(?: |$)", following) is not None


def _examines(tokens: Sequence[Token], place: int) -> bool:
    """ "abdomen blando | no palpo globo"."""
    after = [token.folded for token in tokens[place : place + 3]]
    return after[:1] == ["no"] and any(word in EXAMINING for word in after[1:]) and "se" not in after[:1]


def _fronts_noun(tokens: Sequence[Token], place: int) -> bool:
    """ "la cabeza me duele", "los blue jeans se me caen": a noun, then the small words of its verb."""
    if tokens[place].folded not in DETERMINERS:
        return False
    return any(
        tokens[verb].folded in BEFORE_VERB | CLITICS - DETERMINERS
        and not any(token.closes or token.folded in BINDING for token in tokens[place + 1 : verb])
        and _starts_clause(tokens, verb, pause=True)
        for verb in range(place + 2, min(place + 4, len(tokens)))
        if tokens[place + 1].folded not in _TIMES
    )


def _starts_clause(tokens: Sequence[Token], place: int, *, pause: bool) -> bool:
    """Whether a clause with a verb of its own begins: "la tengo en el bolsillo", "no me dolió", "yo pensé"."""
    verb = place
    if tokens[verb].folded in SUBJECTS and not tokens[verb].closes:
        verb += 1
    while verb < len(tokens) and tokens[verb].folded in BEFORE_VERB | CLITICS and not tokens[verb].closes:
        verb += 1
    if verb >= len(tokens) or verb - place > 4:
        return False
    if verb > place:
        return _is_verb(tokens, verb)
    if tokens[verb].folded in SUBORDINATING:
        return False
    return tokens[verb].folded in OPENING_VERBS or (not pause and _is_first_person(tokens[verb].folded))


def _is_verb(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1].folded if place else ""
    if is_finite(tokens, place):
        return True
    clitic = before in CLITICS - DETERMINERS or before in BEFORE_VERB
    return clitic and any(form.tense is not Tense.IMPERATIVE for form in verb_forms_without_accents(tokens[place].folded))


@cache
def _is_first_person(folded: str) -> bool:
    forms = verb_forms_without_accents(folded)
    return bool(forms) and all(form.person is Person.FIRST for form in forms)


def _labels(reading: Reading) -> frozenset[int]:
    """Where a measurement, or a test or part of the body with its article, is named."""
    tokens = reading.tokens
    measured = find_measurements(reading)
    places = {m.begin - _article(tokens, m.begin) for m in measured}
    if measured or len(find_terms(reading, TermKind.FINDING)) > 1:
        for term in find_terms(reading, TermKind.TEST, TermKind.BODY_PART):
            if _article(tokens, term.begin):
                places.add(term.begin - 1)
    return frozenset(places)


def _article(tokens: Sequence[Token], begin: int) -> int:
    return int(begin > 0 and tokens[begin - 1].folded in ARTICLES and not tokens[begin - 1].closes)
