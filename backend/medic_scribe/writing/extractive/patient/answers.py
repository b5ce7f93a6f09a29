"""A closed question and its clear answer become one denial or one affirmation.

A wrong polarity is the worst mistake a note can make. So they are folded only where the answer is nothing but
a yes or a no, or says no to what it names. In every other case both stay side by side, as they were said.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from medic_scribe.clinical import fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.topics import TOLD, score_topics, strongest
from medic_scribe.writing.extractive.note.lines import Line, denial, line
from medic_scribe.writing.extractive.patient.denials import (
    denied_by,
    denied_rest,
    denies_all,
    denies_each,
    in_pieces,
    lead_and_rest,
    names_any,
    taken_back,
)
from medic_scribe.writing.extractive.patient.questions import (
    asked,
    asks_for_one,
    confirms,
    is_closed,
    noun_phrase,
)
from medic_scribe.writing.extractive.patient.things import Thing, half_named, things_asked
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_YES
from medic_scribe.writing.extractive.words.complements import as_complement, negated
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.wording import lowered

_YES = frozenset(
    "si claro asi es correcto exacto efectivamente doctor doctora senor senora por supuesto".split()
)

TopicOf = Callable[[Clause], Topic]


@dataclass(frozen=True, slots=True)
class Folded:
    """The lines made of questions and answers, and what is left of both.

    `about` is what a clause speaks of and does not say in full: "¿Sangre por las encías? — Las encías, sí".
    """

    lines: list[Line]
    questions: tuple[Clause, ...]
    clauses: list[Clause]
    about: Mapping[Clause, Thing] = field(default_factory=dict[Clause, Thing])


def fold_answers(questions: tuple[Clause, ...], clauses: list[Clause], topic_of: TopicOf) -> Folded:
    things = [thing for question in questions for thing in things_asked(question)]
    answer, rest = clauses[0], clauses[1:]
    parted = lead_and_rest(answer) if things and all(thing.denied for thing in things) else None
    if parted and not names_any(parted[1], things):
        answer, rest = parted[0], [parted[1], *rest]
    if whole := _whole(questions, things, answer, rest, topic_of(answer)):
        return Folded([whole], (), [clause for clause in rest if not denied_by(clause, things)])
    return _by_name(questions, things, clauses, topic_of)


def _whole(
    questions: tuple[Clause, ...], things: list[Thing], answer: Clause, following: list[Clause], topic: Topic
) -> Line | None:
    """What a bare yes or no says of all that was asked."""
    question = questions[-1]
    evidence = (*(question.evidence for question in questions), answer.evidence)
    if LEAD_YES.match(answer.folded) and (stated := confirms(question)):
        return line(topic, stated, (question.evidence, answer.evidence), answer.turn)
    if taken_back(things, things, following):
        return None
    if len(questions) > 1:
        named = denies_each(answer) and all(map(things_asked, questions)) and all(t.denied for t in things)
        return (
            denial(topic, tuple(thing.denied for thing in things), evidence, answer.turn) if named else None
        )
    if not is_closed(question):
        return None
    if denies_all(answer) or denies_each(answer):
        return _denial(question, things, topic, answer)
    if LEAD_YES.match(answer.folded) and _only_yes(answer) and asks_for_one(question):
        return line(topic, _affirmation(question), evidence, answer.turn)
    return None


def _by_name(
    questions: tuple[Clause, ...], things: list[Thing], clauses: list[Clause], topic_of: TopicOf
) -> Folded:
    """ "Fiebre no, tos sí": what is denied of what was asked, thing by thing."""
    pieces = [piece for clause in clauses for piece in in_pieces(clause, things)] if things else []
    lines: list[Line] = []
    left: list[Clause] = []
    denied: list[Thing] = []
    for place, piece in enumerate(pieces):
        named = denied_by(piece, things) or denied_rest(piece, things, left, denied)
        if not named or taken_back(named, things, pieces[place + 1 :]):
            left.append(piece)
            continue
        evidence = (*dict.fromkeys(thing.question.evidence for thing in named), piece.evidence)
        topic = _topic(named[0]) or topic_of(piece)
        lines.append(denial(topic, tuple(thing.denied for thing in named), evidence, piece.turn))
        denied += named
    if not lines:
        return Folded([], questions, clauses)
    answered = {thing.question for thing in denied}
    open_things = [thing for thing in things if thing.question in answered and thing not in denied]
    about = {piece: thing for piece in left if (thing := half_named(piece, open_things))}
    goes_on = bool(left) and names_any(left[0], [thing for thing in things if thing.question in answered])
    still = () if goes_on else tuple(question for question in questions if question not in answered)
    return Folded(lines, still, left, about)


def _topic(thing: Thing) -> Topic | None:
    """What the thing itself tells of: "fiebre no he tenido" is no history."""
    return strongest(score_topics(f" {fold(thing.said)} ", TOLD))


_BY_MEASURE = frozenset(groups("answers")["by_measure"].split())
# "¿La quiere? — No": what is wanted or not is no complaint to be denied.
_WANTS = r"^ (y |entonces |pero )*((se|le|te|l[oa]s?) )*(qui?er\w+|dese\w+|acept\w+|prefier\w+|gustaria)\b"
# Words that a denial of the whole would turn round: "no … algo".
_SCOPED = re.compile(r"\b(algo|alguien|algun\w*|todo|todos|todas|siempre|tambien|todavia|aun|solo|cada)\b")


def _denial(question: Clause, things: Sequence[Thing], topic: Topic, answer: Clause) -> Line | None:
    evidence, turn = (question.evidence, answer.evidence), question.turn
    if topic is Topic.ALLERGIES and len(things) < 2 and _asks_for_any_allergy(question):
        of_drugs = question.says(r"\b(medic|farmac|remedio|antibiotic)")
        denied = "Niega alergias a medicamentos" if of_drugs else "Niega alergias conocidas"
        return line(topic, denied, evidence, turn)
    if answer.says(r"^ nada $") and any(thing.denied in _BY_MEASURE for thing in things):
        return None
    wants = question.says(_WANTS)
    if things and all(thing.denied for thing in things) and not wants:
        return denial(topic, tuple(thing.denied for thing in things), evidence, turn)
    said = asked(question)
    if not said or noun_phrase(question) or "," in said or " o " in said or _SCOPED.search(fold(said)):
        return None  # one "no" would not reach all of a list
    if fold(said).startswith("no "):  # "usted no era alérgica, ¿no? — No"
        return line(topic, said, evidence, turn) if confirms(question) else None
    thing = "" if wants else as_complement(said)
    return denial(topic, (thing,), evidence, turn) if thing else line(topic, negated(said), evidence, turn)


def _asks_for_any_allergy(question: Clause) -> bool:
    return question.says(
        r"\balergi\w+ (a (algun|alguna|algo|medic\w+)|conocida)|\balergias? $|\balergias?\b(?!.*\bal?"
        r" )"
    )


def _affirmation(question: Clause) -> str:
    phrase = noun_phrase(question)
    said = phrase or asked(question)
    several = " o " in said or "," in said
    if several:
        return f"{said}: sí"
    return f"Refiere {lowered(phrase)}" if phrase else said


def _only_yes(clause: Clause) -> bool:
    return all(token.folded in _YES for token in clause.tokens)
