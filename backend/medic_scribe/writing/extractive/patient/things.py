"""What a closed question asks about, thing by thing, and which of its things an answer names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medic_scribe.clinical import (
    TermKind,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
    strip_punctuation,
)
from medic_scribe.writing.extractive.patient.questions import asked, is_closed, without_head
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.complements import as_complement
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.telegraphic import telegraphic
from medic_scribe.writing.extractive.words.verbs import (
    CLITICS,
    NOUN_FOLLOWS,
    Tense,
    infinitive_of,
    is_infinitive,
    tells_of_another,
    verb_forms,
)
from medic_scribe.writing.extractive.words.wording import lowered


@dataclass(frozen=True, slots=True)
class Thing:
    """`denied` is what "niega" governs ("haber vomitado"), empty where no such words are sure to be right."""

    said: str
    denied: str
    question: Clause

    @property
    def words(self) -> frozenset[str]:
        """The words it can be known by."""
        return frozenset(words_that_name(fold(strip_punctuation(word)) for word in self.said.split()))


# Words by which no thing is known.
_NAMELESS = frozenset(groups("answers")["nameless"].split())
_SPLIT = re.compile(r",\s*(?!que |como |aunque |cuando |si )(?:o |y |ni )?|\s+(?:o|ni|u)\s+(?!no\b)")
_ARTICLE = re.compile(r"^(?:ni |con )?(?:(?:alg[uú]n[ao]?s?|un[ao]?|el|la|los|las) )?", re.IGNORECASE)
_SHORT_VERBS = frozenset("ha han es va ve da toma".split())
_FELT = [
    (re.compile(rf"(?:se )?les? (?:{verbs})(?P<of> (?:el|la|los|las))?(?= |$)"), noun)
    for noun, verbs in groups("answers")["felt"].items()
]
_ONES_OWN = re.compile(r"\b[ts]uy[oa]s?\b")
_SHORTEST = frozenset("es va ha han hay".split())
_LEANS = re.compile(r"^(?:de|del|en|por|a|al|para|como|asi|desde|cuando|si|aunque|sin|hasta) ")
_GOES_ON = re.compile(
    r"^(?:de|en|a) \w+(?:ar|er|ir)(?:se|le|lo|la)?\b"
)  # "(pensado en hacerse daño), en morir"
_STATE = re.compile(
    r"^(?:triste|debil|feliz|ansios\w+|nervios\w+|embarazada|(?!sangrad|picad|llenad|resfriad|flujo)"
    r"\w{3,}(?:ad|id|os|ic|ens)[oa]s?)(?= (?!de |del |en |al )|$)"
)


def things_asked(question: Clause) -> tuple[Thing, ...]:
    """Nothing where the question is open, or asked negatively."""
    if not is_closed(question):
        return ()
    parts = [part.strip() for part in _SPLIT.split(asked(question)) if part.strip(" .?¿")]
    things: list[Thing] = []
    led = False  # by a verb that also governs what follows: "toma aspirina o algo para la sangre"
    for place, part in enumerate(parts):
        part = _completed(part, parts[place - 1] if place else "")
        rest = without_head(part)
        rest = part if fold(rest) in _VAGUE else rest
        denied = _governed(rest or part, place, led) or (as_complement(part) if rest != part else "")
        led = (led and not begins_with_verb(rest)) or (begins_with_verb(rest) and bool(denied))
        things.append(Thing(rest or part, denied, question))
    return tuple(things)


_VAGUE = frozenset(("cosas", "cosas raras"))  # "ha visto cosas": the verb says what was asked


def _completed(part: str, before: str) -> str:
    """ "sangre en las encías, en la orina": what the second leaves out."""
    begins = re.match(r"(de|en)l? ", part)
    shared = list(re.finditer(rf" {begins[1]}l? ", before)) if begins else []
    return (
        lowered(f"{before[: shared[-1].start()]} {part}") if shared and not begins_with_verb(before) else part
    )


def _governed(part: str, place: int, led: bool) -> str:
    if place and part[0].isupper() and not read(part).tokens[0].folded.isupper():
        return ""  # "En el embarazo, Martha, ¿alguna complicación?"
    if begins_with_verb(part):
        return _doing(part)
    if _ONES_OWN.search(fold(part)):
        return ""  # "¿Con ganas tuyas, o te ha presionado él?": a choice, and no list
    bare = _ARTICLE.sub("", part, count=1)
    folded = fold(bare)
    if folded in ("toma", "bebe"):
        return "beber"  # "¿Fuma, toma?"
    if _LEANS.match(folded):
        return bare if place and _GOES_ON.match(folded) else ""
    if (
        not bare
        or (folded.startswith("algo") and not (place and led))
        or _has_verb(bare)
        or _of_somebody(bare)
    ):
        return ""
    return _noun(bare)


def _doing(part: str) -> str:
    """ "le duele el pecho" → "dolor de pecho", which is shorter than "que le duela el pecho"."""
    for pattern, noun in _FELT:
        if found := pattern.match(fold(part)):
            return f"{noun}{' de' if found['of'] else ''}{part[found.end() :]}"
    complement = as_complement(part)
    if complement and not complement.startswith("que "):
        return complement
    symptoms = find_symptoms(read(part))
    words = words_that_name(fold(strip_punctuation(word)) for word in part.split())
    if len(symptoms) == 1 and 2 <= len(words) <= symptoms[0].end - symptoms[0].begin + 1:
        return symptoms[0].concept  # one word alone may mean another: a mole bleeds too
    return complement


def _noun(part: str) -> str:
    """ "mareado" → "mareo"; empty for a bare part of the body and a bare drug: its use or its harm?"""
    reading = read(part)
    states = [s.concept for s in find_symptoms(reading) if not s.begin]
    if _STATE.match(fold(part)):
        return states[0] if states else ""
    names = states or find_terms(reading, TermKind.DIAGNOSIS, TermKind.SYMPTOM)
    if len(part.split()) == 1 and (find_medications(reading) or find_terms(reading, TermKind.BODY_PART)):
        return part if names else ""
    return telegraphic(re.sub(r" (todav[ií]a|a[uú]n|ahora|ya)$", "", part))


def begins_with_verb(part: str) -> bool:
    words = part.split()
    place = 0
    while place < len(words) - 1 and fold(words[place]) in CLITICS | {"ya"}:
        place += 1
    word = fold(strip_punctuation(words[place])) if words else ""
    if _SPEECH.match(fold(part)):
        return False
    if place and fold(words[0]) in ("se", "le", "les", "lo"):
        return True
    return bool(words) and (
        tells_of_another(strip_punctuation(words[place])) or (word in _SHORT_VERBS and len(words) > 1)
    )


_SPEECH = re.compile(
    r"habla (\w+[aeiou]d[ao]|rara|lenta|confusa|pastosa|arrastrada)$"
)  # a noun and how it is


def _has_verb(part: str) -> bool:
    """A finite verb of its own, and not of "que …"."""
    if _SPEECH.match(fold(part)):
        return False
    words = [strip_punctuation(word) for word in re.split(r" que ", part)[0].split()]
    return any(
        (tells_of_another(word) or fold(word) in _SHORTEST)
        and fold(words[place - 1] if place else "") not in NOUN_FOLLOWS
        for place, word in enumerate(words)
    )


def _of_somebody(part: str) -> bool:
    return bool(find_terms(read(part), TermKind.RELATIVE, TermKind.OTHER_PERSON)) or "familia" in fold(part)


def words_that_name(words: Iterable[str]) -> list[str]:
    return [word for word in words if word and word not in _NAMELESS]


def named_by(words: Sequence[str], things: Sequence[Thing]) -> list[int] | None:
    """The places of the things that the words name, in that order.

    None where any of them names something else, or could be said of several.
    """
    named: list[int] = []
    shared: list[set[int]] = []
    for word in words:
        exactly = {place for place, thing in enumerate(things) if word in thing.words}
        places = exactly or {
            place for place, thing in enumerate(things) if any(alike(word, other) for other in thing.words)
        }
        if not places:
            return None
        if len(places) > 1:
            shared.append(places)
        elif not places <= set(named):
            named += places
    return named if all(places & set(named) for places in shared) else None


def half_named(clause: Clause, things: Sequence[Thing]) -> Thing | None:
    """The thing that the clause begins with, and does not name in full: "las encías, un pelito"."""
    begin = words_that_name(token.folded for token in clause.tokens[:3])[:1]
    named = named_by(begin, things) if begin else None
    thing = things[named[0]] if named else None
    said = [token.folded for token in clause.tokens]
    return (
        thing
        if thing and not all(any(alike(word, other) for other in said) for word in thing.words)
        else None
    )


def without_name(text: str, thing: Thing) -> str:
    """ "Las encías, un pelito" → "un pelito"; "la cabeza" → "sí"; what is quoted stays whole."""
    if text.startswith("«"):
        return text
    words = text.split()
    named = 0
    for place, word in enumerate(fold(strip_punctuation(word)) for word in words):
        if any(alike(word, other) for other in thing.words):
            named = place + 1
        elif word not in _NAMELESS:
            break
    return " ".join(words[named:]) or "sí"


def alike(word: str, other: str) -> bool:
    """ "desmayarme" and "desmayado", "doler" and "duele"."""
    if word == other or (min(len(word), len(other)) >= 4 and word[:4] == other[:4]):
        return True
    return _same_verb(word, other)


def same_thing(word: str, other: str) -> bool:
    """As `alike`, where the words may be of anything: "come" is no "comenta"."""
    if word == other or (min(len(word), len(other)) >= 5 and word[:5] == other[:5]):
        return True
    return _same_verb(word, other)


def _same_verb(word: str, other: str) -> bool:
    return bool(_infinitives(word) & _infinitives(other))


def _infinitives(word: str) -> frozenset[str]:
    found = {form.infinitive for form in verb_forms(word) if form.tense is not Tense.IMPERATIVE}
    bare = re.sub(r"(?:me|te|se|le|lo|la)$", "", word)
    named = {bare} if bare.endswith("r") and is_infinitive(bare) else {infinitive_of(word)} - {""}
    return frozenset(found | named)
