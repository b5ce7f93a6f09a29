"""The embedded note engine: selects what was said, joins question and answer, and rewrites by rule.

It has no model and cannot invent: every line is made of words that were heard, and points at them.
"""

from collections.abc import Callable, Sequence

from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Draft, NoteRequest, Section
from medic_scribe.writing.extractive.clauses import Clause, Turn, read_turns
from medic_scribe.writing.extractive.compose import compose
from medic_scribe.writing.extractive.lines import Line
from medic_scribe.writing.extractive.placing import place
from medic_scribe.writing.extractive.questions import mark_questions
from medic_scribe.writing.extractive.speakers import settle_speakers
from medic_scribe.writing.extractive.phases import Phases
from medic_scribe.writing.extractive.stated import stated_lines
from medic_scribe.writing.extractive.told import Exchange, evades, told_lines


class ExtractiveNoteEngine:
    """Implements `NoteEngine`. Some milliseconds a consultation; needs nothing but its own files."""

    @property
    def name(self) -> str:
        return "extractive"

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        lines = note_lines(request.utterances)
        sections = place(lines, request.template)
        for section in sections:
            if on_section:
                on_section(section)
        return Draft(sections)


def note_lines(utterances: Sequence[Utterance]) -> list[Line]:
    """What the note says, in the order it was said, before it is placed in sections."""
    turns = mark_questions(settle_speakers(read_turns(utterances)))
    phases = Phases(turns)
    lines: list[Line] = []
    asked: tuple[Clause, ...] = ()
    answers: list[Turn] = []
    for number, turn in enumerate(turns):
        if turn.speaker is not Speaker.CLINICIAN:
            answers.append(turn)
            continue
        lines += told_lines(Exchange(asked, tuple(answers)), phases)
        lines += stated_lines(turn, turns[number - 1] if number else None, phases)
        still_open = bool(answers) and all(evades(answer) for answer in answers)
        asked = tuple(c for c in turn.clauses if c.asked) or (asked if still_open else ())
        answers = []
    lines += told_lines(Exchange(asked, tuple(answers)), phases)
    return compose(lines, sum(turn.words for turn in turns))
