"""The lines of a note while it is being written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from medic_scribe.clinical import TermKind, find_terms, fold, read, strip_punctuation
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.words.content import holds_content
from medic_scribe.writing.extractive.words.telegraphic import one_condition, telegraphic
from medic_scribe.writing.extractive.words.terse import terse
from medic_scribe.writing.extractive.words.verbs import (
    Tense,
    holds_verb,
    tells_of_another,
    verb_forms,
)
from medic_scribe.writing.extractive.words.wording import capital, lowered, tidy

COMPANION = "acompañante: "  # stands before what a companion says of himself


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a line with the words behind it; the least weighty pieces go when a note grows too long.

    `heading` is what a question asked about ("Tabaco"). `joint` stands between the piece and the one before.
    A piece that `leans` cannot stand without the one before it. `under` is the heading of an answer's first
    piece, which the others need once that one is gone. `traits` tell how it was said: "asked", "late"…
    """

    text: str
    evidence: tuple[Evidence, ...]
    heading: str = ""
    joint: str = ". "
    leans: bool = False
    under: "Under | None" = None
    traits: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        if not self.heading:
            return self.text
        return f"{self.heading}{'' if _goes_on(self.heading, self.text) else ':'} {lowered(self.text)}"


@dataclass(frozen=True, slots=True)
class Under:
    """A heading and the words of the question that it was made of."""

    heading: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`denied` are things that can join others after one "Niega"; `turn` is where it was said."""

    topic: Topic
    parts: tuple[Part, ...]
    turn: int
    denied: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        text = self.parts[0].said
        for before, part in pairwise(self.parts):
            said = _said_behind(before, part)
            text += part.joint + (capital(said) if part.joint.startswith(".") else _inside(part, said))
        return tidy(text)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(dict.fromkeys(e for part in self.parts for e in part.evidence))

    @property
    def words(self) -> int:
        return len(self.text.split())

    def marked(self, *traits: str) -> "Line":
        """The same line with traits added to its pieces."""
        return replace(self, parts=tuple(replace(p, traits=p.traits | set(traits)) for p in self.parts))

    def leaning(self) -> "Line":
        """The same line, of which nothing can stand without what it goes on with."""
        return replace(self, parts=tuple(replace(part, leans=True) for part in self.parts))

    def under(self, heading: Under) -> "Line":
        """The same line, whose first piece takes the heading should the piece that has it go."""
        first, *rest = self.parts
        return replace(self, parts=(replace(first, under=heading), *rest))

    def only(self, kept: Sequence[Part]) -> "Line | None":
        """The line with nothing but the pieces kept, of which the first has its heading."""
        if not kept:
            return None
        line = replace(self, parts=tuple(kept))
        under = kept[0].under
        return line.headed(under) if under and kept[0] != self.parts[0] else line

    def headed(self, by: Under) -> "Line":
        first, *rest = self.parts
        evidence = (*by.evidence, *first.evidence)
        return replace(self, parts=(replace(first, heading=by.heading, evidence=evidence, under=None), *rest))

    def mended(self, text: str, *evidence: Evidence) -> "Line":
        """This line with what takes its last piece back inside that piece, so that neither stands alone."""
        *before, last = self.parts
        mended = replace(last, text=f"{last.text}; {lowered(text)}", evidence=(*last.evidence, *evidence))
        return replace(self, parts=(*before, mended))

    def terse(self) -> "Line":
        """This line once no other can change it: each piece without what it says by standing there."""
        return replace(self, parts=tuple(map(_terse, self.parts)))

    def in_one_piece(self) -> "Line":
        """This line with nothing that can be left out of it."""
        first = self.parts[0]
        return replace(self, parts=(Part(self.text, self.evidence, traits=first.traits),))

    def plus(self, other: "Line", joint: str = ". ") -> "Line":
        """This line with the other's pieces behind its own."""
        first, *rest = other.parts
        return replace(self, parts=(*self.parts, replace(first, joint=joint), *rest))


def _goes_on(heading: str, text: str) -> bool:
    """Whether heading and answer are one sentence: "Duró dos horas", but "Duró: no sabe"."""
    if heading.startswith("¿"):
        return False
    words = [word for word in heading.split() if fold(word) not in ("se", "le", "les")]
    begins = text.split(" ", 1)[0]
    alone = bool(_ANSWERS.match(fold(text))) or (tells_of_another(begins) and fold(begins) != _WHEN)
    return len(words) == 1 and tells_of_another(words[0]) and not alone


_WHEN = "hace"  # of "hace dos días"


# An answer that is a sentence of its own: it says yes or no, or who says so.
_ANSWERS = re.compile(r"«|(si|no|ni|nunca|nada|ningun[oa]?|tampoco|segun|paciente|acompanante|mas o menos)\b")


def _terse(part: Part) -> Part:
    under = part.under and replace(part.under, heading=_short(part.under.heading, terse))
    return replace(part, text=terse(part.text), heading=_short(part.heading, terse), under=under)


def _said_behind(before: Part, part: Part) -> str:
    """Of two things that a companion says of himself, only the first says who speaks."""
    again = before.said.startswith(COMPANION) and part.said.startswith(COMPANION)
    return part.said.removeprefix(COMPANION) if again else part.said


def _inside(part: Part, said: str) -> str:
    """A phrase from inside a sentence is as it was: its capital is a name's."""
    return said if part.joint in (", ", " ", _AND) and not part.heading else lowered(said)


# Topics whose words all count: a dose without its frequency is worse than none.
WHOLE = frozenset(
    (Topic.MEDICATION, Topic.ALLERGIES, Topic.TREATMENT, Topic.VITALS, Topic.WARNING_SIGNS, Topic.PREFERENCES)
)
_REASON = re.compile(r",? (?:pero )?(?=(?:porque|ya que|para que|aunque) )")
_BESIDES = re.compile(r", (?=que [^,;:.]+$)")
_WHERE = re.compile(r", (?=(?:en|por|como|del?) \w+ [^,;:.]+$)")
_TAKEN = WHOLE - {Topic.TREATMENT}  # "Omeprazol, que le duraba poco": of what is taken, all counts
_CHANGES = re.compile(
    r"\b(no|ni|nunca|tampoco|ya|yo|paciente|acompanante|quit\w+|dej\w+|suspend\w+|cambi\w+|retir\w+"
    r"|oper\w+|cur[oa]\w*|sac\w+|sep\w+|medi[oa]|mitad|cada|diari\w+|una?|dos|tres|cuatro)\b|\d"
)
_PAUSE = re.compile(r"(?<=[^\d]), (?=[^\d])")
# A piece that begins like this changes what stands before it, and must not be lost from it.
_BOUND = re.compile(
    r"^(ni|o|u|e|salvo|excepto|menos|sino|pero|sin|con|si|no|que|de|del|a|al|en|por|hasta|cada"
    r"|maximo|como|cuando|y no|y nunca|tampoco"
    r"|l[oae]s?|se|me|nunca|nada|ningun[oa]?|negativ[oa]s?|positiv[oa]s?|normal(es)?|alt[oa]s?"
    r"|baj[oa]s?|elevad[oa]s?|ausentes?"
    r"|presentes?|solo|ya no|fuera|cero)\b"
)
# "Con el gas dentro, avión no", "a mi hermano, el mayor": it waits for what is said under it.
_CIRCUMSTANCE = re.compile(
    r"(con|para|mientras|despues de|antes de|hasta|a partir de)( \w+){1,4}"
    r"|al? (mi |su )?(herman|madre|padre|mama|papa|hij|ti[oa]|abuel|prim[oa]|espos|marido|suegr)\w*"
)
_DENIES = re.compile(r"\b(no|ni|nunca|nada|sin|tampoco|ningun[oa]?|niega)\b")
_OPENING_AND = re.compile(r"^y (?!medi[oa]|si\b|que\b|cuando\b|\d)")
_CONDITION = re.compile(r"^(y |o |pero )?(si|en caso de|cuando|hasta que|mientras)\b")


def line(topic: Topic, text: str, evidence: tuple[Evidence, ...], turn: int, heading: str = "") -> Line:
    return Line(
        topic,
        pieces(topic, text, evidence, _short(heading)),
        turn,
    )


def _short(heading: str, shortened: Callable[[str], str] = telegraphic) -> str:
    if not heading.startswith("¿"):
        return shortened(heading)
    questions = heading.strip("¿?").split("? ¿")
    return " ".join(f"¿{capital(shortened(question))}?" for question in questions)


def whole(topic: Topic, text: str, evidence: tuple[Evidence, ...], turn: int, heading: str = "") -> Line:
    """A line that is kept or left out as one piece: half of it would say something else."""
    return Line(topic, (Part(telegraphic(text), evidence, _short(heading)),), turn)


def denial(topic: Topic, things: tuple[str, ...], evidence: tuple[Evidence, ...], turn: int) -> Line:
    return Line(topic, (Part("", evidence),), turn, denied=tuple(map(telegraphic, things)))


def pieces(topic: Topic, text: str, evidence: tuple[Evidence, ...], heading: str) -> tuple[Part, ...]:
    """What is said, cut where a piece can go without changing the sense of the rest."""
    if "«" in text:
        return (Part(text, evidence, heading),)
    text = telegraphic(text)
    core, joint, reason = _reason(topic, one_condition(text) if topic is Topic.WARNING_SIGNS else text)
    (_, first), *rest = [("", core)] if topic in WHOLE else _phrases(core)
    return (
        Part(first, evidence, heading),
        *(Part(phrase, evidence, joint=before, leans=True) for before, phrase in rest),
        *((Part(reason, evidence, joint=joint, leans=True),) if reason else ()),
    )


def _reason(topic: Topic, text: str) -> tuple[str, str, str]:
    """What is said, and what may be left out of it: why, what is told besides, or where and how."""
    for pattern, joint, stays in ((_REASON, " ", None), (_BESIDES, ", ", _changes), (_WHERE, ", ", _narrows)):
        core, *rest = pattern.split(text, maxsplit=1)
        if rest and len(core.split()) > 1 and not (stays and stays(topic, core, rest[0])):
            return core, joint, rest[0]
    return text, "", ""


def _changes(topic: Topic, _core: str, clause: str) -> bool:
    """Whether "que …" says which, whose, how much, or that it is no longer so: then it must stay."""
    if topic in _TAKEN or _CHANGES.search(fold(clause)):
        return True
    forms = [verb_forms(strip_punctuation(word).lower()) for word in clause.split()[1:]]
    first = next((found for found in forms if found), ())
    people = find_terms(read(clause), TermKind.RELATIVE, TermKind.OTHER_PERSON)
    return bool(people) or any(form.tense is Tense.SUBJUNCTIVE for form in first)


def _narrows(topic: Topic, core: str, phrase: str) -> bool:
    """ "No fuma, en la casa" denies less than "No fuma", and "en el lado derecho" is a finding."""
    depends = _DENIES.search(fold(core)) or _CONDITION.match(fold(core))
    return topic in WHOLE or bool(depends) or holds_content(phrase)


def _phrases(text: str) -> list[tuple[str, str]]:
    """What may be left out piece by piece, each with what joins it to the one before."""
    if _CONDITION.match(fold(text)):
        return [("", text)]
    phrases: list[str] = []
    for phrase in _PAUSE.split(text):
        waits = len(phrases) == 1 and _CIRCUMSTANCE.fullmatch(fold(phrases[0]))
        if phrases and (waits or _BOUND.match(fold(phrase)) or len(phrases[-1].split()) < 2):
            phrases[-1] += f", {phrase}"
        else:
            phrases.append(_OPENING_AND.sub("", phrase) if phrases else phrase)
    return [
        (_AND if place else ", ", sentence)
        for phrase in phrases
        for place, sentence in enumerate(_sentences(phrase))
    ]


_AND = " y "


def _sentences(phrase: str) -> list[str]:
    """ "Está muy cansado y se levanta cuatro veces": two, unless a "no" before is of both."""
    first, *rest = phrase.split(_AND)
    if _DENIES.search(fold(phrase)):
        return [phrase]
    found = [first]
    for half in rest:
        if min(len(found[-1].split()), len(half.split())) >= _LEAST_SENTENCE and _opens_with_verb(half):
            found.append(half)
        else:
            found[-1] += _AND + half
    return found


_LEAST_SENTENCE = 3  # words
_CLITICS = frozenset("se le les lo la los las me".split())


def _opens_with_verb(phrase: str) -> bool:
    words = (strip_punctuation(word).lower() for word in phrase.split())
    first = next((word for word in words if word not in _CLITICS), "")
    return holds_verb([first])
