"""The embedded note engine: selects what was said, joins question and answer, and rewrites by rule.

It has no model and cannot invent: every line is made of words that were heard, and points at them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Draft, NoteRequest, Section, TemplateSpec, Topic
from medic_scribe.writing.extractive.asking import mark_questions
from medic_scribe.writing.extractive.clauses import Clause, Turn, read_turns
from medic_scribe.writing.extractive.compose import SHARE, compose
from medic_scribe.writing.extractive.consequences import with_consequences_apart
from medic_scribe.writing.extractive.dictated import dictated_lines, is_dictation
from medic_scribe.writing.extractive.doses import tells_dose
from medic_scribe.writing.extractive.elsewhere import without_asides
from medic_scribe.writing.extractive.instruction import follow
from medic_scribe.writing.extractive.lines import Line, Under
from medic_scribe.writing.extractive.phases import Phases
from medic_scribe.writing.extractive.placing import place
from medic_scribe.writing.extractive.questions import confirms
from medic_scribe.writing.extractive.refusals import with_refusals, with_retractions
from medic_scribe.writing.extractive.relevance import only_meets
from medic_scribe.writing.extractive.shown import called_for, test_shown
from medic_scribe.writing.extractive.speakers import settle_speakers
from medic_scribe.writing.extractive.stated import stated_lines
from medic_scribe.writing.extractive.subjects import Named, drug_told, drugs_named, last_named
from medic_scribe.writing.extractive.told import Exchange, evades, told_lines
from medic_scribe.writing.extractive.whose import Somebody, meant_by, speak_of_child, spoken_of
from medic_scribe.writing.extractive.wording import lowered


class ExtractiveNoteEngine:
    """Implements `NoteEngine`. Some milliseconds a consultation; needs nothing but its own files."""

    @property
    def name(self) -> str:
        return "extractive"

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        wish = follow(request.instruction, request.template)
        lines = note_lines(request.utterances, wish.length)
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


def note_lines(utterances: Sequence[Utterance], length: float = 1.0) -> list[Line]:
    """What the note says, in the order it was said, before it is placed in sections.

    `length` is a share of the usual length. Speech with any content gives at least one line.
    """
    heard = read_turns(utterances)
    words = sum(len(utterance.text.split()) for utterance in utterances) * length
    return compose(all_lines(heard), words / SHARE if is_dictation(heard) else words)


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
        stated = stated_lines(turn, answers, phases, pending.drug, pending.questions, shown)
        lines = with_retractions(lines, stated, answers)
        pending.hear(turn, answers)
        answers = []
    return _with_told(lines, answers, pending, phases)


def _with_told(lines: list[Line], answers: list[Turn], pending: "Pending", phases: Phases) -> list[Line]:
    """The lines with what was answered since the clinician spoke; a refusal stands in what it refuses."""
    told = list(told_lines(pending.exchange(answers, phases)))
    if pending.about and answers and answers[0].number < phases.examination:
        lines = _without_left_off(lines, told, pending.about)
    lines = _join(lines, told, pending.questions)
    if not answers or answers[0].number < phases.examination:
        return lines
    answered = [clause for answer in answers for clause in answer.clauses]
    before = max(0, len(lines) - len(told))
    return with_refusals(lines[:before], lines[before:], answered, pending.questions)


def _without_left_off(lines: list[Line], told: list[Line], drug: Named) -> list[Line]:
    """ "Aquí sale duloxetina. — Esa la dejé en enero": what is told stands for what was read out."""
    left_off = bool(told) and told[0].parts[0].heading == drug.text and bool(_LEFT_OFF.search(told[0].text))
    read_out = left_off and bool(lines) and lines[-1].evidence == (drug.evidence,)
    return lines[:-1] if read_out else lines


_LEFT_OFF = re.compile(r"\b(ya no|dej[óo]|quit(ó|aron)|suspend(ió|ieron)|nunca|no la|no lo|no es)\b")


def _join(lines: list[Line], told: list[Line], questions: Sequence[Clause]) -> list[Line]:
    """What answers a bare "¿Cuál?" goes on with the line before it: alone it could not be understood."""
    last = lines[-1] if lines else None
    happened = last is not None and last.topic in (Topic.ILLNESS, Topic.HISTORY)
    asked = questions[0] if len(questions) == 1 else None
    if asked and last and told and asked.says(_ASKS_YOU_TOO):
        return _contrasted(lines, told, asked)
    bare = asked and (asked.says(_ASKS_WHICH) or (happened and asked.says(_ASKS_WHEN_IT_WAS)))
    if not (bare and last and told) or last.denied or last.turn < questions[0].turn - 1 or told[0].denied:
        return lines + told
    heading = told[0].parts[0].heading
    answers = [told[0], *(line for line in told[1:] if line.parts[0].heading == heading != "")]
    joined = last
    for answer in answers:
        first, *rest = answer.parts
        under = Under(first.heading, first.evidence) if first.heading else first.under
        joined = joined.plus(replace(answer, parts=(replace(first, heading="", under=under), *rest)))
    if "disagreement" in told[0].parts[0].traits:
        joined = joined.marked("disagreement").in_one_piece()
    return [*lines[:-1], joined, *(line for line in told if line not in answers)]


def _contrasted(lines: list[Line], told: list[Line], question: Clause) -> list[Line]:
    """ "¿Su esposo fuma? — Sí. — ¿Y usted? — No": of what, the line before says."""
    last, (first, *rest) = lines[-1], told
    if last.denied or first.denied or last.turn < question.turn - 1:
        return lines + told
    said = _BY_HIMSELF.sub("", first.parts[0].text)
    joined = last.mended(f"paciente: {lowered(said)}", question.evidence, *first.parts[0].evidence)
    left = [replace(first, parts=first.parts[1:])] if len(first.parts) > 1 else []
    return [*lines[:-1], joined.in_one_piece(), *left, *rest]


_ASKS_YOU_TOO = r"^ (y |pero )*((a|en|con) )?(usted|vos|tu|ti) $"
_BY_HIMSELF = re.compile(r"^(no, )?(el )?paciente,? ", re.IGNORECASE)


# It asks of nothing but what was just told: "¿Cuál?", "¿De 50 o de 75?"; but not "¿Cuál muñeca?".
_ASKS_WHICH = (
    r"^ ((y |pero )*((de|a|en|con|por) )?(cual(es)?|quien(es)?|cuant[oa]s?)"
    r"( (es|era|son|fue|eran|lado|al dia))?|(y )?(como|cuando|donde)|(de )?\d+ o (de )?\d+) $"
)

_ASKS_WHEN_IT_WAS = r"^ (y |pero )*(cuando|donde|a que hora) (fue|ha sido|paso|era)( (eso|esto))? $"


@dataclass
class Pending:
    """What the clinician has asked and not yet heard an answer to, what was said, the drug last named, the
    test that he wants to see, and whom he asks about; a `child` may be the patient once one was
    spoken of. `heard` where the clinician has spoken before."""

    questions: tuple[Clause, ...] = ()
    late: bool = False
    drug: Named | None = None
    test: Named | None = None
    about: Named | None = None
    before: Clause | None = None
    said: frozenset[str] = frozenset()
    for_another: bool = False
    somebody: Somebody | None = None
    child: bool = False
    heard: bool = False

    def exchange(self, answers: Sequence[Turn], phases: Phases) -> Exchange:
        early = sum(answer.number <= phases.plan for answer in answers)
        return Exchange(
            self.questions,
            tuple(answers),
            early,
            self.about,
            self.late,
            self.before,
            self.said,
            self.for_another,
            examined=bool(answers) and answers[0].number >= phases.examination,
            somebody=self.somebody,
        )

    def hear(self, turn: Turn, answers: Sequence[Turn]) -> None:
        """Go on to the clinician's next turn; a question that was evaded stays open."""
        questions = tuple(c for c in turn.clauses if c.asked and not only_meets(c))
        evaded = bool(answers) and not questions and all(evades(answer) for answer in answers)
        self.late = not self.late and evaded and not all(confirms(question) for question in self.questions)
        heard = answers if self.heard else (*answers, turn)
        self.child = self.child or speak_of_child(clause for one in heard for clause in one.clauses)
        self.heard = True
        if not self.late:
            spoken = spoken_of(self.questions, answers, self.somebody)
            self.somebody = meant_by(questions, spoken, self.child)
            self.before = self.questions[-1] if self.questions else None
            self.questions = questions
        self.said = frozenset(token.folded for clause in turn.clauses for token in clause.tokens)
        drugs = [drug for clause in turn.clauses for drug in drugs_named(clause)]
        still = all(c.asked or tells_dose(c) for c in turn.clauses)
        self.drug = last_named(drugs) or drug_told(answers, self.drug if still else None)
        self.test = called_for(turn.clauses[-1])
        self.about = drugs[-1] if drugs and not questions else None
