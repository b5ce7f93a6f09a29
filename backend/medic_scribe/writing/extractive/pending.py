"""What is open between the clinician and the patient while a consultation is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.writing.extractive.clinician.shown import called_for
from medic_scribe.writing.extractive.meaning.doses import tells_dose
from medic_scribe.writing.extractive.meaning.phases import Phases
from medic_scribe.writing.extractive.meaning.subjects import Named, drug_told, drugs_named, last_named
from medic_scribe.writing.extractive.meaning.whose import Somebody, meant_by, speak_of_child, spoken_of
from medic_scribe.writing.extractive.note.relevance import only_meets
from medic_scribe.writing.extractive.patient.exchange import Exchange, evades
from medic_scribe.writing.extractive.patient.questions import confirms
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn

# "(¿Con veinticinco? Ya. Aquí sale duloxetina.) Esa la dejé en enero": it answers no question.
_OF_WHAT_WAS_NAMED = r"^ (no )?es[ae]s? (ya |no )*(l[oa]s? )?\w+"


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
        of_drug = bool(self.about and answers) and answers[0].clauses[0].says(_OF_WHAT_WAS_NAMED)
        return Exchange(
            () if of_drug else self.questions,
            tuple(answers),
            early,
            self.about if of_drug or not self.questions else None,
            self.late,
            self.before,
            self.said,
            self.for_another,
            examined=bool(answers) and answers[0].number >= phases.examination,
            remote=phases.remote,
            somebody=self.somebody,
            drug=self.drug,
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
        last_asked = max((place for place, c in enumerate(turn.clauses, 1) if c.asked), default=0)
        named = [drug for clause in turn.clauses[last_asked:] for drug in drugs_named(clause)]
        self.about = named[-1] if named else None
