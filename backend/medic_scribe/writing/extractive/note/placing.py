"""Lines in the sections of a template."""

from collections.abc import Sequence

from medic_scribe.writing.contract import Section, SectionSpec, Statement, TemplateSpec, Topic
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.words.wording import sentence


def place(
    lines: Sequence[Line], template: TemplateSpec, complete: bool = True, prose: bool = False
) -> tuple[Section, ...]:
    """Every topic has a home: its own section, else the one that holds its neighbours.

    Not `complete` where the clinician asked for some topics only; `prose` joins each section's lines into
    one.
    """
    homes = _homes(template.sections, complete)
    return tuple(
        _section(spec, [line for line in lines if homes.get(line.topic) == spec.key], prose)
        for spec in template.sections
    )


def _section(spec: SectionSpec, lines: Sequence[Line], prose: bool) -> Section:
    ranks = {topic: rank for rank, topic in enumerate(spec.topics)}
    ordered = sorted(
        lines, key=lambda line: (ranks.get(line.topic, len(ranks)), line.turn, bool(line.denied))
    )
    statements = [
        Statement(text, line.evidence, line.topic) for line in ordered if (text := sentence(line.text))
    ]
    return Section(spec.key, spec.title, tuple(_joined(statements) if prose else statements))


def _joined(statements: Sequence[Statement]) -> list[Statement]:
    if not statements:
        return []
    evidence = tuple(dict.fromkeys(e for statement in statements for e in statement.evidence))
    return [Statement(" ".join(s.text for s in statements), evidence, statements[0].topic)]


# Where a template lacks a topic, the first of these that it has takes it in.
_NEIGHBOURS = (
    (
        Topic.IDENTITY,
        Topic.REASON,
        Topic.ILLNESS,
        Topic.HISTORY,
        Topic.FAMILY,
        Topic.HABITS,
        Topic.SOCIAL,
        Topic.ALLERGIES,
        Topic.MEDICATION,
        Topic.PREFERENCES,
    ),
    (Topic.EXAMINATION, Topic.VITALS, Topic.RESULTS),
    (
        Topic.ASSESSMENT,
        Topic.TREATMENT,
        Topic.TESTS,
        Topic.ADVICE,
        Topic.REFERRALS,
        Topic.FOLLOW_UP,
        Topic.WARNING_SIGNS,
    ),
)


def _homes(sections: Sequence[SectionSpec], complete: bool) -> dict[Topic, str]:
    homes = {topic: spec.key for spec in reversed(sections) for topic in spec.topics}
    if not complete or not sections:
        return homes
    for group in _NEIGHBOURS:
        nearest = next((homes[topic] for topic in group if topic in homes), sections[-1].key)
        for topic in group:
            homes.setdefault(topic, nearest)
    return homes
