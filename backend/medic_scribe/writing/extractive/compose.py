"""From lines as they were said to a note: denials collected, repetition dropped, length kept in bounds."""

from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.lines import Line

SHARE = 0.45  # of the transcript's words: above it, what matters least is dropped
KEPT_ALWAYS = 9.0  # lines of this weight are never dropped


def compose(lines: Sequence[Line], transcript_words: int) -> list[Line]:
    lines = _collect_denials(lines)
    lines = _without_repetition(lines)
    return _within(lines, max(40.0, transcript_words * SHARE))


def _collect_denials(lines: Sequence[Line]) -> list[Line]:
    """ "Niega dolor torácico, palpitaciones, tos y fiebre.": one line for each topic."""
    collected: list[Line] = []
    for line in lines:
        if not line.denied:
            collected.append(line)
            continue
        place = next((i for i, c in enumerate(collected) if c.denied and c.topic is line.topic), None)
        if place is None:
            collected.append(line)
        else:
            first = collected[place]
            new = tuple(d for d in line.denied if fold(d) not in {fold(x) for x in first.denied})
            collected[place] = replace(
                first,
                denied=first.denied + new,
                evidence=first.evidence + line.evidence,
                weight=max(first.weight, line.weight),
            )
    return [
        replace(line, text=f"Niega {_listed(line.denied)}") if line.denied else line for line in collected
    ]


def _listed(things: Sequence[str]) -> str:
    things = [thing[:1].lower() + thing[1:] if thing[1:2].islower() else thing for thing in things]
    if len(things) < 2:
        return "".join(things)
    joint = (
        "e" if fold(things[-1]).startswith(("i", "hi")) and not fold(things[-1]).startswith("hie") else "y"
    )
    return f"{', '.join(things[:-1])} {joint} {things[-1]}"


def _without_repetition(lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        words = set(fold(line.text).split())
        if not any(o.topic is line.topic and words <= set(fold(o.text).split()) for o in kept):
            kept.append(line)
    return kept


def _within(lines: list[Line], limit: float) -> list[Line]:
    total = sum(len(line.text.split()) for line in lines)
    for line in sorted(lines, key=lambda l: l.weight):
        if total <= limit or line.weight >= KEPT_ALWAYS:
            break
        lines = [other for other in lines if other is not line]
        total -= len(line.text.split())
    return lines


ORDER = tuple(Topic)
