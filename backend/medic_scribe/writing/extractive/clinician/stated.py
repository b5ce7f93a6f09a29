"""What the clinician states: findings, results, judgement and plan, one line each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from medic_scribe.clinical import (
    Change,
    find_medications,
    fold,
    strip_punctuation,
)
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.going_on import (
    FIGURES,
    GOING_ON,
    LIKEWISE,
    NOT_YET,
    continues,
    goes_on_counting,
    goes_on_in_turn,
    leans,
    objects,
    only_counts,
    reconsiders,
)
from medic_scribe.writing.extractive.clinician.naming import (
    colon_behind_name,
    rejects,
    with_names,
    with_rejections,
)
from medic_scribe.writing.extractive.clinician.recorded import only_notes, records_allergy, with_record
from medic_scribe.writing.extractive.clinician.remarks import (
    TAKES_BACK,
    is_lone_word,
    only_announces,
    only_asks_to_move,
    says_nothing_alone,
    without_orders,
)
from medic_scribe.writing.extractive.clinician.rewriting import rewritten
from medic_scribe.writing.extractive.clinician.shown import called_for, reads_from, test_asked_for
from medic_scribe.writing.extractive.clinician.topics import topic_stated
from medic_scribe.writing.extractive.meaning.doses import (
    goes_on_with_dose,
    restates_dose,
    settled,
    tells_dose,
    titrates,
)
from medic_scribe.writing.extractive.meaning.intent import (
    acts_for_patient,
    admits,
    looks_ahead,
)
from medic_scribe.writing.extractive.meaning.phases import Phases
from medic_scribe.writing.extractive.meaning.subjects import (
    Named,
    begins_with_it,
    both_drugs,
    drug_told,
    drugs_named,
    is_drug,
    leans_on_drug,
    may_mean,
    needs_drug,
    only_handles_drug,
    past_the_no,
    question_quoted,
    subject_of,
)
from medic_scribe.writing.extractive.meaning.tags import said_instead
from medic_scribe.writing.extractive.meaning.topics import (
    OBJECTIVE,
    PLAN,
    STATED,
    score_topics,
)
from medic_scribe.writing.extractive.meaning.whose import is_for_companion
from medic_scribe.writing.extractive.note.lines import Line, line
from medic_scribe.writing.extractive.note.relevance import echoes, is_small_talk
from medic_scribe.writing.extractive.patient.questions import asks_of_allergies
from medic_scribe.writing.extractive.patient.refusals import RETRACTS, YIELDS, refused
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.wording import lowered

_SURE = 6.0  # with stronger cues than this there is no doubt what a clause is about
_PLACES = re.compile(r"^\w{3,}(al|ular|ales|ulares|(ic|iv|e)[oa]s?)$")  # "renal", "hepática"
_FEW = 4  # words in which something is said instead: "Perdón, aórtico"


def stated_lines(
    turn: Turn,
    answers: Sequence[Turn],
    phases: Phases,
    drug: Named | None = None,
    questions: Sequence[Clause] = (),
    test: Named | None = None,
    of_child: bool = False,
) -> list[Line]:
    """`answers` are the turns of the patient's side just before, whose last a fragment may answer, and
    `questions` what they answer; `drug` is the last one named, `test` one that lies before the clinician.
    `of_child` where "usted" is not the patient."""
    stated = _Stated(turn, answers, phases, questions, drug_told(answers, drug), test, of_child)
    clauses = list(with_names(with_rejections(settled(turn.clauses))))
    for clause, following in zip_longest(clauses, clauses[1:]):
        stated.hear(clause, following)
    return stated.lines


@dataclass(slots=True)
class _Stated:
    """The lines of one turn while it is read, and what was spoken of last: a `drug`, a `test` that is looked
    at, what the patient `asked_about`. `objected` once a reason was given against the last line."""

    turn: Turn
    answers: Sequence[Turn]
    phases: Phases
    questions: Sequence[Clause]
    drug: Named | None
    test: Named | None
    of_child: bool
    asked_about: Named | None = None
    lines: list[Line] = field(default_factory=list[Line])
    objected: bool = False

    def hear(self, clause: Clause, following: Clause | None) -> None:
        """`following` is what is said next in the turn."""
        if self._changes_last(clause, following):
            self.lines[-1] = self._mended(clause).in_one_piece()
            return
        if clause.asked or is_small_talk(clause) or echoes(clause, self.answers, self._plans(clause)):
            return
        if self.lines and clause in said_instead(self.turn.clauses):
            self.lines[-1] = self._mended(clause)
            return
        clause = clause if self.lines else past_the_no(clause, self._before)
        subject = self._subject(clause)
        topic = self._topic(clause, subject)
        asked = self._asked_of_allergies()
        if asked and only_notes(clause, self.answers):
            return
        if asked and not self._examined(clause) and records_allergy(clause):
            self.lines = with_record(self.lines, clause, asked)
            return
        if topic in OBJECTIVE and clause in self.turn.clauses:
            clause = without_orders(clause)
        text = rewritten(clause, topic) if topic else ""
        if clause not in self.turn.clauses:
            text = colon_behind_name(text)
        if topic is None or not text or (topic is Topic.VITALS and not re.search(r"\d", text)):
            return
        meant = self._drug_meant(clause)
        if meant and not subject and not may_mean(clause, meant):
            return
        about = self._companion(clause, topic) or self._about(clause, subject, meant)
        if about and about is subject and (reply := self._bare_reply(clause)):
            text = f"{fold(strip_punctuation(reply.text))}; {lowered(text)}"
            clause = replace(clause, begin=reply.begin)
        if about or not self._says_nothing(clause, topic, text):
            self._write(clause, topic, text, about)
        if self.lines and self._rejects(clause):
            self.lines[-1] = self.lines[-1].in_one_piece()  # no drug without what rejects it

    def _changes_last(self, clause: Clause, following: Clause | None) -> bool:
        """Whether the line before may not stand without it: "(El martes 3.) No, ese día no estoy. El 10"."""
        if not self.lines:
            return False
        objecting = objects(clause, self.lines[-1], following)
        if not (self.objected or objecting or reconsiders(clause, self.lines[-1])):
            return False
        self.objected = objecting and not self.objected
        return True

    def _mended(self, clause: Clause) -> Line:
        return self.lines[-1].mended(strip_punctuation(clause.text), clause.evidence)

    @property
    def _before(self) -> Turn | None:
        return self.answers[-1] if self.answers else None

    @property
    def _prescribed(self) -> bool:
        return bool(self.lines) and self.lines[-1].topic is Topic.TREATMENT

    def _plans(self, clause: Clause) -> bool:
        return self.phases.planning(clause)

    def _examined(self, clause: Clause) -> bool:
        return clause.turn >= self.phases.examination

    def _asked_of_allergies(self) -> Clause | None:
        return next((question for question in self.questions if asks_of_allergies(question)), None)

    def _subject(self, clause: Clause) -> Named | None:
        """The test that it reads from, or what the patient asked just before."""
        asked = None if self.lines else subject_of(clause, self._before)
        self.asked_about = asked or self.asked_about
        if self.test and reads_from(clause) and not self._plans(clause):
            return self.test
        self.test = called_for(clause)
        return asked

    def _topic(self, clause: Clause, subject: Named | None) -> Topic | None:
        if subject and subject is self.test:
            topic = Topic.RESULTS
        else:
            topic = topic_stated(clause, self.phases, self.lines[-1].topic if self.lines else None, subject)
        topic = topic or (Topic.ADVICE if self._retracts(clause) else None)
        if self.lines and clause.says(TAKES_BACK) and clause.end - clause.begin <= _FEW:
            topic = self.lines[-1].topic
        if self._goes_on_prescribing(clause):
            topic = Topic.TREATMENT
        if self.lines and (clause.says(LIKEWISE) or leans(clause, self.lines[-1])):
            topic = self.lines[-1].topic
        if topic is Topic.TREATMENT and not self._plans(clause) and _only_names_drug(clause):
            topic = Topic.MEDICATION
        if self._drug_dosed(clause):
            topic = self._topic_of_dose(clause, topic)
        return Topic.TREATMENT if self._examined(clause) and self._rejects(clause) else topic

    def _rejects(self, clause: Clause) -> bool:
        """ "Cilostazol. Lo tiene contraindicado": of a drug that was only thought of."""
        return clause not in self.turn.clauses and bool(drugs_named(clause)) and rejects(clause)

    def _retracts(self, clause: Clause) -> bool:
        """Whether the turn begins by giving in to what the patient's side said: "Bueno, entonces no"."""
        yields = clause.says(YIELDS) and refused(self.answers)
        return not self.lines and bool(self.answers) and (clause.says(RETRACTS) or yields)

    def _goes_on_prescribing(self, clause: Clause) -> bool:
        if self._prescribed and goes_on_with_dose(clause):
            return True
        return (self._prescribed or self.asked_about is not None) and titrates(clause)

    def _drug_dosed(self, clause: Clause) -> Named | None:
        """The lone drug spoken of before, of which this is the dose."""
        counts = bool(self.lines) and goes_on_counting(clause, self.lines[-1])
        if not (self.drug and self.drug.alone) or self._prescribed or counts:
            return None
        return self.drug if self._restates_dose(clause) or tells_dose(clause) else None

    def _restates_dose(self, clause: Clause) -> bool:
        return not self._examined(clause) and restates_dose(clause, self.answers)

    def _topic_of_dose(self, clause: Clause, topic: Topic | None) -> Topic | None:
        if self._restates_dose(clause):
            return Topic.MEDICATION
        ordered = self._plans(clause) or (self._examined(clause) and topic in PLAN)
        return Topic.TREATMENT if ordered else topic

    def _drug_meant(self, clause: Clause) -> Named | None:
        """The drug named before that its pronoun stands for: "Lo bajamos a la mitad"."""
        named_itself = drugs_named(clause) and not begins_with_it(clause)
        if named_itself or not leans_on_drug(clause) or goes_on_in_turn(clause, self.lines):
            return None
        asked = self.asked_about if is_drug(self.asked_about) or not needs_drug(clause) else None
        return asked or self.drug

    def _bare_reply(self, clause: Clause) -> Clause | None:
        """ "(¿Está embarazada?) No. Está muy desnutrida": the reply with which the turn began."""
        first = self.turn.clauses[0]
        bare = (
            first.end == clause.begin
            and first.says(r"^ no( no)* $")
            and not clause.says(r"^ (\w+ ){0,3}no\b")
        )
        return first if bare else None

    def _about(self, clause: Clause, subject: Named | None, meant: Named | None) -> Named | None:
        """What stands before the line, since the clause does not name it."""
        if (dosed := self._drug_dosed(clause)) and not is_drug(subject):
            return dosed
        if both := both_drugs(clause, self.questions, self.answers):
            return both
        if tested := test_asked_for(clause, self.turn):
            return tested
        if subject or meant:
            return subject or meant
        if self.asked_about and titrates(clause) and not self._prescribed:
            return self.asked_about
        return None if self.lines else question_quoted(clause, self._before)

    def _companion(self, clause: Clause, topic: Topic) -> Named | None:
        """Whose plan it is, where it is not the patient's."""
        to_another = self.of_child and topic in PLAN and is_for_companion(clause)
        return Named("Acompañante", clause.evidence) if to_another else None

    def _says_nothing(self, clause: Clause, topic: Topic, text: str) -> bool:
        goes_on = bool(self.lines) and clause.says(GOING_ON)
        handles = topic is Topic.TREATMENT and only_handles_drug(clause)
        return (
            (topic is Topic.EXAMINATION and only_asks_to_move(clause))
            or (topic in OBJECTIVE and only_announces(clause))
            or (says_nothing_alone(clause) and not goes_on)
            or (is_lone_word(text) and not self._lone_word_tells(clause, topic, text))
            or (handles and not goes_on_in_turn(clause, self.lines))
        )

    def _lone_word_tells(self, clause: Clause, topic: Topic, text: str) -> bool:
        corrects = clause.says(TAKES_BACK) and bool(_PLACES.search(text))
        return corrects or (topic is Topic.TREATMENT and _gives(clause))

    def _write(self, clause: Clause, topic: Topic, text: str, about: Named | None) -> None:
        retracts = self._retracts(clause)
        self.lines = _with(self.lines, clause, topic, text, about)
        if retracts:
            self.lines = [self.lines[0].marked("retracts")]
        if own := drugs_named(clause):
            self.drug = replace(own[0], alone=len(own) == 1)


def _with(lines: list[Line], clause: Clause, topic: Topic, text: str, about: Named | None) -> list[Line]:
    """The lines and one more clause: a line of its own, or the last line's continuation."""
    sure = score_topics(clause.folded, STATED).get(topic, 0.0) >= _SURE
    marks = {"clinician": True, "sure": sure, "admitted": topic in PLAN and admits(clause)}
    traits = [trait for trait, shown in marks.items() if shown]
    if lines and continues(clause, topic, lines[-1]):
        joint = "; " if topic in FIGURES else ". "
        more = line(topic, text, (clause.evidence,), clause.turn).marked(*traits)
        if clause.says(TAKES_BACK):
            said = f"corrige: {lowered(text)}" if clause.says(_CORRECTS) else text
            return [*lines[:-1], lines[-1].mended(said, clause.evidence)]
        if clause.says(NOT_YET):
            return [*lines[:-1], lines[-1].mended(text, clause.evidence).in_one_piece()]
        if leans(clause, lines[-1]) or only_counts(clause):
            more = more.leaning()
        return [*lines[:-1], lines[-1].plus(more, joint)]
    named = about is not None and _ARTICLE.sub("", fold(about.text)) not in fold(text)
    evidence = (about.evidence, clause.evidence) if about and named else (clause.evidence,)
    heading = about.text if about and named else ""
    return [*lines, line(topic, text, evidence, clause.turn, heading).marked(*traits)]


_ARTICLE = re.compile(r"^(el|la|los|las) ")
_CORRECTS = r"^ (ay |no )*(perdon|corrijo|mejor dicho|digo|miento) "


def _only_names_drug(clause: Clause) -> bool:
    """ "La hidroclorotiazida de 25. ¿Desde junio?": a drug said again while its story is told is no order."""
    named = clause.own(find_medications(clause.reading))
    rest = {
        token.folded
        for place, token in enumerate(clause.reading.tokens[clause.begin : clause.end], clause.begin)
        if not any(m.begin <= place < m.end for m in named)
    }
    ordered = any(
        m.change is not Change.NONE or m.frequency or m.amount or m.duration or m.meals for m in named
    )
    return bool(named) and rest <= _AROUND_NAME and not ordered


_AROUND_NAME = frozenset("y el la los las ese esa de del ah ya bien entonces o sea fijese mire".split())


def _gives(clause: Clause) -> bool:
    """ "Le voy a dar hierro": an order, though one word is all that is left of it."""
    return looks_ahead(clause) or acts_for_patient(clause)
