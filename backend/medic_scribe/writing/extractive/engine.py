"""The embedded note engine: selects what was said, joins question and answer, and rewrites by rule.

It has no model and cannot invent: every line is made of words that were heard, and points at them.
"""

from collections.abc import Callable, Sequence, Set

from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Draft, NoteRequest, Section, TemplateSpec, Topic
from medic_scribe.writing.extractive.clinician.dictated import dictated_lines, is_dictation
from medic_scribe.writing.extractive.clinician.shown import test_shown
from medic_scribe.writing.extractive.clinician.stated import stated_lines
from medic_scribe.writing.extractive.meaning.asking import mark_questions
from medic_scribe.writing.extractive.meaning.consequences import with_consequences_apart
from medic_scribe.writing.extractive.meaning.phases import Phases
from medic_scribe.writing.extractive.note.compose import SHARE, compose
from medic_scribe.writing.extractive.note.instruction import follow
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.note.placing import place
from medic_scribe.writing.extractive.patient.corrected import with_colleague, with_correction
from medic_scribe.writing.extractive.patient.joining import joined_with, without_left_off
from medic_scribe.writing.extractive.patient.overturned import with_first_tellers, without_overturned
from medic_scribe.writing.extractive.patient.refusals import with_refusals, with_retractions
from medic_scribe.writing.extractive.patient.told import told_lines
from medic_scribe.writing.extractive.pending import Pending
from medic_scribe.writing.extractive.turns.clauses import Turn, read_turns
from medic_scribe.writing.extractive.turns.elsewhere import without_asides
from medic_scribe.writing.extractive.turns.speakers import settle_speakers


class ExtractiveNoteEngine:
    """Implements `NoteEngine`. About a second for a consultation; needs nothing but its own files."""

    @property
    def name(self) -> str:
        return "extractive"

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        wish = follow(request.instruction, request.template)
        lines = note_lines(request.utterances, wish.length, wish.stressed)
        usual = follow("", request.template).template
        asked_for = {topic for section in usual.sections for topic in section.topics}
        complete = bool(asked_for) and _holds_all(wish.template, asked_for)
        sections = place(lines, wish.template, complete, wish.prose)
        for section in sections:
            if on_section:
                on_section(section)
        return Draft(sections, wish.unfollowed)


def _holds_all(template: TemplateSpec, topics: set[Topic]) -> bool:
    """Whether the instruction took no topic away, so that the rest must find a home too."""
    return topics <= {topic for section in template.sections for topic in section.topics}


def note_lines(
    utterances: Sequence[Utterance], length: float = 1.0, stressed: Set[Topic] = frozenset()
) -> list[Line]:
    """What the note says, in the order it was said, before it is placed in sections.

    `length` is a share of the usual length; lines of the `stressed` topics are shortened last. Speech with
    any content gives at least one line.
    """
    heard = read_turns(utterances)
    words = sum(len(utterance.text.split()) for utterance in utterances) * length
    return compose(all_lines(heard), words / SHARE if is_dictation(heard) else words, stressed)


def all_lines(heard: Sequence[Turn]) -> list[Line]:
    """All that was said for the note, line by line."""
    if is_dictation(heard):
        return dictated_lines(heard)
    return _conversation(heard) or dictated_lines(heard)


def _conversation(heard: Sequence[Turn]) -> list[Line]:
    turns = with_consequences_apart(mark_questions(without_asides(settle_speakers(heard))))
    phases = Phases(turns)
    lines: list[Line] = []
    pending = Pending(for_another=all(turn.speaker is not Speaker.PATIENT for turn in turns))
    answers: list[Turn] = []
    for turn in turns:
        if turn.speaker is not Speaker.CLINICIAN:
            answers.append(turn)
            continue
        lines = _with_told(lines, answers, pending, phases)
        shown = test_shown(pending.test, answers)
        of_child = pending.for_another and pending.child
        stated = stated_lines(turn, answers, phases, pending.drug, pending.questions, shown, of_child)
        lines, stated = with_colleague(lines, stated)
        lines = with_retractions(lines, stated, answers)
        pending.hear(turn, answers)
        answers = []
    lines = without_overturned(_with_told(lines, answers, pending, phases))
    return with_first_tellers(lines, {turn.number: turn.speaker for turn in turns})


def _with_told(lines: list[Line], answers: list[Turn], pending: Pending, phases: Phases) -> list[Line]:
    """The lines with what was answered since the clinician spoke; a refusal stands in what it refuses."""
    exchange = pending.exchange(answers, phases)
    told = list(told_lines(exchange))
    if exchange.about and answers and answers[0].number < phases.examination:
        lines = without_left_off(lines, told, exchange.about)
    if not exchange.questions:
        lines, told = with_correction(lines, told, answers, phases.examination)
    lines = joined_with(lines, told, exchange.questions)
    if not answers or answers[0].number < phases.examination:
        return lines
    answered = [clause for answer in answers for clause in answer.clauses]
    before = max(0, len(lines) - len(told))
    return with_refusals(lines[:before], lines[before:], answered, exchange.questions)
