"""From lines as they were said to a note: denials collected, repetition dropped, length kept in bounds."""

from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.lines import Line, Part

SHARE = 0.46  # of the transcript's words: above it, what matters least is dropped
SHORTEST = 40  # words that a note may always have
KEPT_ALWAYS = 9.0  # pieces of this weight are never dropped


def compose(lines: Sequence[Line], transcript_words: int) -> list[Line]:
    lines = _without_repetition(_collect_denials(lines))
    return _within(lines, max(SHORTEST, transcript_words * SHARE))


def _collect_denials(lines: Sequence[Line]) -> list[Line]:
    """ "Niega dolor torácico, palpitaciones, tos y fiebre.": one line for each topic."""
    collected: list[Line] = []
    for line in lines:
        place = next(
            (i for i, c in enumerate(collected) if line.denied and c.denied and c.topic is line.topic), None
        )
        if place is None:
            collected.append(line)
        else:
            collected[place] = _together(collected[place], line)
    return [_worded(line) if line.denied else line for line in collected]


def _together(first: Line, second: Line) -> Line:
    known = {fold(thing) for thing in first.denied}
    part = Part("", first.evidence + second.evidence, max(first.weight, second.weight))
    denied = first.denied + tuple(thing for thing in second.denied if fold(thing) not in known)
    return replace(first, parts=(part,), denied=denied)


def _worded(line: Line) -> Line:
    return replace(line, parts=(replace(line.parts[0], text=f"Niega {listed(line.denied)}"),))


def listed(things: Sequence[str]) -> str:
    """ "tos, fiebre e insomnio"."""
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
        if not any(words <= set(fold(other.text).split()) for other in kept if other.topic is line.topic):
            kept.append(line)
    return kept


def _within(lines: list[Line], limit: float) -> list[Line]:
    """Drop the least weighty pieces, of equal weight the longest first, until the note is short enough."""
    kept = {place: list(line.parts) for place, line in enumerate(lines)}
    total = sum(line.words for line in lines)
    pieces = [
        (part.weight, -len(part.text.split()), place, part)
        for place, line in enumerate(lines)
        for part in line.parts
    ]
    for weight, _, place, part in sorted(pieces, key=lambda piece: piece[:2]):
        if total <= limit or weight >= KEPT_ALWAYS:
            break
        if part not in kept[place]:
            continue
        before = _remaining(lines[place], kept[place])
        kept[place].remove(part)
        while kept[place] and kept[place][0].tail:
            kept[place].pop(0)
        after = _remaining(lines[place], kept[place])
        total -= (before.words if before else 0) - (after.words if after else 0)
    return [line for place, old in enumerate(lines) if (line := _remaining(old, kept[place]))]


def _remaining(line: Line, parts: Sequence[Part]) -> Line | None:
    return replace(line, parts=tuple(parts)) if parts else None
