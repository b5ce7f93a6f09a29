"""Lines in the sections of a template."""

from collections.abc import Sequence

from medic_scribe.writing.contract import Section, SectionSpec, Statement, TemplateSpec, Topic
from medic_scribe.writing.extractive.lines import Line
from medic_scribe.writing.extractive.wording import sentence


def place(lines: Sequence[Line], template: TemplateSpec) -> tuple[Section, ...]:
    """Every topic has a home: its own section, or the last one that holds a neighbouring topic."""
    homes = _homes(template.sections)
    return tuple(
        _section(spec, [line for line in lines if homes[line.topic] == spec.key])
        for spec in template.sections
    )


def _section(spec: SectionSpec, lines: Sequence[Line]) -> Section:
    ranks = {topic: rank for rank, topic in enumerate(spec.topics)}
    ordered = sorted(
        lines, key=lambda line: (ranks.get(line.topic, len(ranks)), line.turn, bool(line.denied))
    )
    statements = tuple(
        Statement(sentence(line.text), line.evidence, line.topic) for line in ordered if sentence(line.text)
    )
    return Section(spec.key, spec.title, statements)


def _homes(sections: Sequence[SectionSpec]) -> dict[Topic, str]:
    named = {topic: spec.key for spec in reversed(sections) for topic in spec.topics}
    return {topic: named.get(topic, sections[-1].key if sections else "") for topic in Topic}
