"""What patient and companion tell, joined with the question it answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from medic_scribe.clinical import find_symptoms
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.doses import names_what_is_taken
from medic_scribe.writing.extractive.meaning.intent import proposes
from medic_scribe.writing.extractive.meaning.topics import (
    PLAN,
    STATED,
    Scores,
    blend,
    score_topics,
    strongest,
)
from medic_scribe.writing.extractive.meaning.whose import (
    Somebody,
    asks_of_family,
    of_companion,
    speaks_of_himself,
)
from medic_scribe.writing.extractive.note.lines import Line, Under, line
from medic_scribe.writing.extractive.note.relevance import is_small_talk
from medic_scribe.writing.extractive.patient.amendments import attributed, with_reply
from medic_scribe.writing.extractive.patient.answers import fold_answers
from medic_scribe.writing.extractive.patient.disagreement import disagreement
from medic_scribe.writing.extractive.patient.exchange import Exchange, evades
from medic_scribe.writing.extractive.patient.going_on import (
    about_another,
    contrasts,
    goes_on,
    interjects,
    is_bare,
    says_how_often,
    takes_no_back,
)
from medic_scribe.writing.extractive.patient.headed import (
    Headed,
    headed,
    of_allergies,
    of_drug_before,
    of_somebody,
)
from medic_scribe.writing.extractive.patient.headings import meant_for, settled_by
from medic_scribe.writing.extractive.patient.put_right import put_right
from medic_scribe.writing.extractive.patient.questions import asks_of_allergies, is_closed
from medic_scribe.writing.extractive.patient.retelling import naming, past_call, told_text, with_lost_comma
from medic_scribe.writing.extractive.patient.things import Thing
from medic_scribe.writing.extractive.patient.topics import topic_told, topics_asked, values_told
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.tables import patterns

_CUES = patterns("told")


@lru_cache(maxsize=1_024)  # a consultation is read again and again while it grows
def told_lines(exchange: Exchange) -> tuple[Line, ...]:
    if conflict := disagreement(exchange.questions, exchange.answers):
        return (conflict,)
    lines: list[Line] = []
    open_questions = exchange.questions
    for place, turn in enumerate(exchange.answers):
        answers = not evades(turn)
        told = _turn_lines(_unrepeated(turn, exchange), open_questions if answers else (), exchange)
        told = [_agreed(line, exchange) for line in told]
        told = [_reply_to_plan(line) for line in told] if place >= exchange.early else told
        if lines and place:
            lines, told = with_reply(lines, told, turn, exchange.answers[place - 1])
        if turn.speaker is Speaker.COMPANION and any(t.speaker is Speaker.PATIENT for t in exchange.answers):
            told = [attributed(line) for line in told]
        lines += told
        open_questions = () if answers else open_questions
    return tuple(lines)


def _unrepeated(turn: Turn, exchange: Exchange) -> Turn:
    """The turn without what only repeats the plan: "500 a la mañana", half of what was ordered."""
    repeats = exchange.said | _REPEATING
    said = tuple(c for c in turn.clauses if c.asked or not {token.folded for token in c.tokens} <= repeats)
    return turn if exchange.questions else replace(turn, clauses=said)


_REPEATING = frozenset("y o a de en la el las los sea entonces despues luego ya".split())


def _turn_lines(turn: Turn, questions: tuple[Clause, ...], exchange: Exchange) -> list[Line]:
    clauses = [c for c in turn.clauses if not c.asked and not is_small_talk(c, answering=bool(questions))]
    if any(c.asked for c in turn.clauses):
        clauses = [c for c in clauses if not c.says(_CUES["others"])]  # "Mi vecino tiene oxígeno, ¿y yo?"
    if not (asks_of_family(questions) or exchange.for_another):
        clauses = [past_call(clause) for clause in clauses]
    clauses = put_right(clauses)
    if not clauses:
        return []
    lines: list[Line] = []
    about: Mapping[Clause, Thing] = {}
    asked_topics = topics_asked(questions)
    somebody = exchange.somebody if questions and turn.speaker is Speaker.PATIENT else None
    if questions and not somebody and not exchange.of_companion(questions):
        folded = fold_answers(questions, clauses, lambda clause: topic_told(clause, asked_topics))
        lines, clauses, questions, about = folded.lines, folded.clauses, folded.questions, folded.about
    told = _Told(clauses, questions, exchange, asked_topics, about, somebody)
    for place in range(len(clauses)):
        told.hear(place)
    return [*lines, *told.lines]


def _agreed(told: Line, exchange: Exchange) -> Line:
    """What the clinician proposes once he has examined is a part of the plan, with what is answered."""
    proposed = [question for question in exchange.questions if proposes(question)]
    if not (exchange.examined and proposed and told.parts[0].heading):
        return told
    planned = blend(*((score_topics(question.folded, STATED), 1.0) for question in proposed))
    topic = strongest({topic: score for topic, score in planned.items() if topic in PLAN})
    return replace(told, topic=topic or Topic.ADVICE)


def _reply_to_plan(told: Line) -> Line:
    """What the patient wants or refuses once the plan is on the table belongs to the plan."""
    told = told.marked("late")
    if told.topic is not Topic.PREFERENCES:
        return told
    first, *rest = told.parts
    return Line(Topic.ADVICE, (replace(first, heading="Paciente"), *rest), told.turn)


@dataclass(slots=True)
class _Told:
    """The lines of one turn while it is read: `questions` are those still unanswered and `topics` what they
    are about, `half_named` what each clause names of a question half answered, `somebody` whom they ask
    about while he is still spoken of, `other` the clause that brought somebody else up, and `under` the
    heading that a bare clause goes on under."""

    clauses: Sequence[Clause]
    questions: tuple[Clause, ...]
    exchange: Exchange
    topics: Scores
    half_named: Mapping[Clause, Thing]
    somebody: Somebody | None = None
    other: Clause | None = None
    under: Under | None = None
    lines: list[Line] = field(default_factory=list[Line])

    def hear(self, place: int) -> None:
        clause = self.clauses[place]
        text = told_text(clause)
        if not text or (self.questions and interjects(clause, self.clauses[place + 1 :])):
            return
        text = with_lost_comma(naming(text, clause), self.questions)
        continued = bool(self.lines) and goes_on(clause, self.clauses[place - 1], self.lines[-1])
        fitting = self._fitting(clause)
        head, topic = self._headed(clause, text, fitting, self._topic(place, continued))
        if self.lines and not head.heading and contrasts(head.text, self.lines[-1]):
            self._mend(head.text, clause)  # "Mi hermano sí. Yo no"
            return
        told = line(topic, head.text, (*head.about, clause.evidence), clause.turn, head.heading)
        told = told.marked(*self._traits(clause))
        self.other = about_another(clause, self.other)
        still = self.somebody or (self.other and self.other != clause)
        if (continued or still) and self.lines and not head.heading:
            told = replace(told.leaning(), topic=self.lines[-1].topic)
        self._leave(settled_by(fitting, self.questions))
        if self.lines and takes_no_back(clause, self.clauses[place - 1], self.lines[-1]):
            self._mend(head.text, clause)
        else:
            self._write(told, clause, head, fitting)

    def _fitting(self, clause: Clause) -> tuple[Clause, ...]:
        """Those of the questions that the clause answers; what is taken is no allergy."""
        takes = names_what_is_taken(clause)
        return meant_for(clause, tuple(q for q in self.questions if not (takes and asks_of_allergies(q))))

    def _topic(self, place: int, continued: bool) -> Topic:
        if place < values_told(self.clauses, self.exchange):
            return Topic.VITALS
        if continued:
            return self.lines[-1].topic
        free = not self.lines or bool(self.questions) or names_what_is_taken(self.clauses[place - 1])
        return topic_told(self.clauses[place], self.topics, None if free else self.lines[-1].topic)

    def _headed(
        self, clause: Clause, text: str, fitting: tuple[Clause, ...], topic: Topic
    ) -> tuple[Headed, Topic]:
        """The clause with what stands before it, and what it is about once that is known."""
        thing, first = self.half_named.get(clause), not self.lines
        head = headed(clause, text, self.questions, fitting, self.exchange, thing, first=first)
        if first:
            head, topic = of_drug_before(head, topic, fitting, self.exchange)
        if topic is Topic.ALLERGIES and (first or self.lines[-1].topic is not topic):
            head = of_allergies(head)
        topic = self._of_relative(clause, topic)
        if self.somebody and first:
            head = of_somebody(head, self.somebody)
        of_family = topic is Topic.FAMILY and asks_of_family(self.exchange.questions)
        if of_family and clause.speaker is Speaker.COMPANION:
            head = replace(head, text=of_companion(head.text, clause))
        return head, topic

    def _of_relative(self, clause: Clause, topic: Topic) -> Topic:
        """Of a relative it is no history of the patient's; what he tells of himself is his own again."""
        if self.somebody and speaks_of_himself(clause):
            self.somebody = None
        relative = self.somebody and self.somebody.relative
        return Topic.FAMILY if relative and topic not in (Topic.SOCIAL, Topic.PREFERENCES) else topic

    def _traits(self, clause: Clause) -> Iterator[str]:
        asked = self.exchange.questions
        if asked:
            yield "asked"
        if self.questions or clause in self.half_named:
            yield "first answer"
        if clause.says(_CUES["danger"]) or any(question.says(_CUES["danger"]) for question in self.questions):
            yield "danger"
        if any(find_symptoms(question.reading) for question in asked):
            yield "asked of illness"

    def _mend(self, text: str, clause: Clause) -> None:
        self.lines[-1] = self.lines[-1].mended(text, clause.evidence)

    def _leave(self, answered: Sequence[Clause]) -> None:
        """ "¿Qué toma? ¿Alergias?": answered one by one."""
        self.questions = tuple(question for question in self.questions if question not in answered)
        if self.questions:
            self.topics = topics_asked(self.questions)

    def _write(self, told: Line, clause: Clause, head: Headed, fitting: Sequence[Clause]) -> None:
        last = self.lines[-1] if self.lines else None
        joins = last is not None and last.topic is told.topic and not last.denied
        if self.under and not head.heading and is_bare(clause, head.text):
            told = told.under(self.under) if joins else told.headed(self.under)
        elif told.parts[0].heading and not head.alone:
            # "¿Lo disfruta? — Bailaba. Salsa": behind a yes or no, what is left would say something else
            open_ = not any(is_closed(question) for question in fitting)
            self.under = Under(told.parts[0].heading, head.about) if open_ else None
        elif joins and says_how_often(clause):
            told = told.leaning()
        if last and joins:
            self.lines[-1] = last.plus(told)
        else:
            self.lines.append(told)
