"""The clinician's wish for one note, as far as rules can follow it: sections, their order, what to leave
out, length.

What is not understood is handed back word for word, so that nobody believes it was followed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import SectionSpec, TemplateSpec, Topic
from medic_scribe.writing.extractive.words.tables import groups

SHORT = 0.6  # of the usual length, where a brief note is asked for


@dataclass(frozen=True, slots=True)
class Wish:
    """`length` is a share of the usual length; `prose` joins a section's lines into one; of the `stressed`
    topics nothing is left out while something else can be."""

    template: TemplateSpec
    length: float = 1.0
    prose: bool = False
    stressed: frozenset[Topic] = frozenset()
    unfollowed: tuple[str, ...] = ()


def follow(instruction: str, template: TemplateSpec) -> Wish:
    """The template as the instruction changes it, and what of the instruction could not be followed."""
    template = replace(template, sections=tuple(_with_topics(section) for section in template.sections))
    wish = Wish(template)
    for phrase in _phrases(instruction):
        followed = next((changed for rule in _RULES if (changed := rule(phrase, wish))), None)
        wish = followed or replace(wish, unfollowed=(*wish.unfollowed, phrase))
    return wish


def infer_topics(words: str) -> tuple[Topic, ...]:
    """The topics that a section's title or instruction speaks of."""
    folded = fold(words)
    return tuple(topic for topic, pattern in _patterns().items() if pattern.search(folded))


def _with_topics(section: SectionSpec) -> SectionSpec:
    if section.topics:
        return section
    return replace(section, topics=infer_topics(section.title) or infer_topics(section.instruction))


_LIST = re.compile(
    r"\b(secciones|apartados|sections?|titulos|en (este|el siguiente) orden)\b[^:]*:", re.IGNORECASE
)


def _phrases(instruction: str) -> list[str]:
    """One wish each; a list of sections stays together."""
    phrases: list[str] = []
    for line in re.split(r"(?<=[^\d\W][.;])\s+|\n+", instruction.strip()):
        listed = _LIST.search(fold(line))
        parts = (
            [line] if listed else re.split(r",\s+(?=(?:sin|solo|en|muy|breve|cort[oa]|y en|m[aá]s)\b)", line)
        )
        phrases += [part.strip(" ;-•*").rstrip(".") for part in parts if part.strip(" .;-•*")]
    return phrases


def _named_sections(phrase: str, wish: Wish) -> Wish | None:
    """ "Secciones: Motivo, Exploración y Plan": those, in their order."""
    found = _LIST.search(fold(phrase))
    if not found:
        return None
    titles = [t.strip(" .") for t in re.split(r",|;|\s+y\s+|\d+[.)]", phrase[found.end() :]) if t.strip(" .")]
    sections = [SectionSpec(_key(t), t[:1].upper() + t[1:], topics=infer_topics(t)) for t in titles]
    return _with(wish, [s for s in sections if s.topics]) if all(s.topics for s in sections) else None


def _numbered_section(phrase: str, wish: Wish) -> Wish | None:
    """A line of its own that names a section ("1. Motivo de consulta", "Plan:")."""
    title = re.sub(r"^\d+[.)]\s*", "", phrase).strip(" :")
    marked = title != phrase
    if not marked or len(title.split()) > 5 or not (topics := infer_topics(title)):
        return None
    own = [s for s in wish.template.sections if s.key.startswith("named-")]
    return _with(
        wish, [*own, SectionSpec(f"named-{_key(title)}", title[:1].upper() + title[1:], topics=topics)]
    )


def _only(phrase: str, wish: Wish) -> Wish | None:
    """ "Solo el plan": the other sections go."""
    found = re.match(
        r"^(?:quiero |dame |hazme |pon |incluye )?(?:solo|solamente|unicamente)\s+(.*)", fold(phrase)
    )
    topics = infer_topics(found.group(1)) if found else ()
    if not topics:
        return None
    kept = [replace(s, topics=tuple(t for t in s.topics if t in topics)) for s in wish.template.sections]
    return _with(wish, [s for s in kept if s.topics])


def _without(phrase: str, wish: Wish) -> Wish | None:
    """ "Sin antecedentes familiares": those topics go."""
    found = re.match(r"^(?:y )?(?:sin|omite|omitir|no incluyas?|quita|deja fuera)\s+(.*)", fold(phrase))
    topics = infer_topics(found.group(1)) if found else ()
    if not topics:
        return None
    kept = [replace(s, topics=tuple(t for t in s.topics if t not in topics)) for s in wish.template.sections]
    return _with(wish, [s for s in kept if s.topics])


def _brief(phrase: str, wish: Wish) -> Wish | None:
    asked = re.search(
        r"\b(breve|cort[oa]|resumid[oa]|concis[oa]|sintetic[oa]|telegrafic[oa])\b", fold(phrase)
    )
    return replace(wish, length=SHORT) if asked and len(phrase.split()) <= 7 else None


def _prose(phrase: str, wish: Wish) -> Wish | None:
    if (
        re.search(r"\b(parrafos?|texto corrido|prosa|narrativ[oa]|seguido)\b", fold(phrase))
        and len(phrase.split()) <= 7
    ):
        return replace(wish, prose=True)
    return None


def _stressed(phrase: str, wish: Wish) -> Wish | None:
    """ "Resume los síntomas", "Céntrate en la medicación": that goes last when the note gets too long."""
    found = re.match(rf"^(?:{_wishes('stress')})\s+(?P<rest>.*)", fold(phrase))
    rest = found["rest"] if found else ""
    topics = infer_topics(rest)
    words = re.findall(r"\w{4,}", rest)
    if not topics or not all(infer_topics(word) or re.fullmatch(_wishes("neutral"), word) for word in words):
        return None
    return replace(wish, stressed=wish.stressed | set(topics))


def _already_so(phrase: str, wish: Wish) -> Wish | None:
    """Wishes that every note fulfils: bullets, Spanish, clinical language, to write the note at all."""
    return (
        wish
        if all(re.fullmatch(_wishes("usual"), word) for word in re.findall(r"\w+", fold(phrase)))
        else None
    )


_RULES: tuple[Callable[[str, Wish], Wish | None], ...] = (
    _named_sections,
    _numbered_section,
    _only,
    _without,
    _brief,
    _prose,
    _already_so,
    _stressed,
)


def _with(wish: Wish, sections: list[SectionSpec]) -> Wish | None:
    return replace(wish, template=replace(wish.template, sections=tuple(sections))) if sections else None


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


@cache
def _wishes(kind: str) -> str:
    return groups("sections")["wishes"][kind]


@cache
def _patterns() -> dict[Topic, re.Pattern[str]]:
    return {Topic(topic): re.compile(pattern) for topic, pattern in groups("sections")["topics"].items()}
