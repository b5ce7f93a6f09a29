"""What an answer is about: by its own words, and by the question's."""

from collections.abc import Sequence

from medic_scribe.clinical import TermKind, find_medications, find_terms
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.doses import names_what_is_taken
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.meaning.topics import TOLD, Scores, blend, score_topics, strongest
from medic_scribe.writing.extractive.patient.exchange import Exchange
from medic_scribe.writing.extractive.patient.questions import asks_of_allergies
from medic_scribe.writing.extractive.turns.clauses import Clause


def topic_told(clause: Clause, asked_topics: Scores, previous: Topic | None = None) -> Topic:
    """From its own words and the question's; weak words go with what was said just before."""
    own = score_topics(clause.folded, TOLD)
    if names_what_is_taken(clause):
        return Topic.MEDICATION  # though allergies were asked last
    if _of_relatives(clause):
        return Topic.FAMILY
    if drugs_named(clause):
        own = blend((own, 1.0), ({Topic.MEDICATION: 3.0}, 1.0))
    if previous and max(own.values(), default=0.0) < 3:
        return previous
    return strongest(blend((asked_topics, 0.8), (own, 1.0)), Topic.ILLNESS) or Topic.ILLNESS


def _of_relatives(clause: Clause) -> bool:
    """ "A mi hermano le dieron Dalsy": what somebody else takes is no medication of the patient's."""
    if clause.says(r"\b(me|yo|conmigo|alerg\w*)\b"):
        return False
    named = clause.own(find_medications(clause.reading))
    people = find_terms(clause.reading, TermKind.RELATIVE)
    return (
        bool(named)
        and all(m.who for m in named)
        and any(clause.begin <= term.begin < named[0].begin for term in people)
    )


def topics_asked(questions: Sequence[Clause]) -> Scores:
    return blend(*((_asks_of(question), 1.0) for question in questions))


def _asks_of(question: Clause) -> Scores:
    """What the question is about: of a drug by its name, or "¿El metotrexato?", as any of medication."""
    scores = score_topics(question.folded, TOLD)
    if not drugs_named(question) or asks_of_allergies(question):
        return scores
    return blend((scores, 1.0), ({Topic.MEDICATION: 3.0}, 1.0))


def values_told(clauses: Sequence[Clause], exchange: Exchange) -> int:
    """How many clauses tell of a value that the clinician asks for while he examines, or because he cannot:
    "¿La presión se la tomó? — En la farmacia. 110 sobre 70" stands for what would be measured now."""
    measures = exchange.examined or exchange.remote
    if not (measures and any(question.says(_ASKS_TO_MEASURE) for question in exchange.questions)):
        return 0
    return max((place for place, clause in enumerate(clauses, 1) if _tells_value(clause)), default=0)


def _tells_value(clause: Clause) -> bool:
    figures = clause.says(r"\d\d") or any((token.value or 0) >= _LEAST_VALUE for token in clause.tokens)
    return figures and not clause.says(r"\b(no|nunca)\b")


_LEAST_VALUE = 10  # a smaller number counts days or times
_ASKS_TO_MEASURE = (
    r"\b(tension|presion|pulso|saturacion|oxigeno)\b.*\b(tom\w+|mid\w+|med\w+|control\w+|sali\w+|cuanto)\b"
    r"|\b(tom\w+|mid\w+|med\w+|controlo) la (tension|presion|saturacion)\b"
    r"|\bcuanto (pes[ao]s?|mid[ei]s?|pesaba)\b|\b(te|se) pes(o|aste)\b|\b(ha|han) pesado\b"
)
