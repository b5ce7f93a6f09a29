"""What patient and companion tell, joined with the question it answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.clinical import find_medications, find_symptoms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.lines import Line
from medic_scribe.writing.extractive.person import first_person, third_person
from medic_scribe.writing.extractive.phases import Phases
from medic_scribe.writing.extractive.questions import (
    as_complement,
    asked,
    asks_for_one,
    is_closed,
    items,
    label,
    noun_phrase,
)
from medic_scribe.writing.extractive.relevance import is_small_talk, weigh
from medic_scribe.writing.extractive.topics import TOLD, Scores, blend, score_topics, strongest
from medic_scribe.writing.extractive.verbs import Person, verb_forms
from medic_scribe.writing.extractive.wording import capital, lowered, quoted, tidy, worded

_NO = frozenset(
    "no nunca nada ninguna ninguno ningun tampoco jamas ni que va para en absoluto de eso senor senora doctor doctora gracias a"
    " dios por suerte yo alguna alguno todo la verdad hasta ahora tengo tiene he ha tenido nadie".split()
)
_YES = frozenset(
    "si claro asi es correcto exacto efectivamente doctor doctora senor senora por supuesto tambien".split()
)
_NEGATORS = re.compile(r"\b(no|ni|nunca|nada|tampoco|ninguna?|ninguno|jamas|sin)\b")
_LEAD_NO = re.compile(r"^ (no|nunca|para nada|nada|ninguna|ninguno|tampoco|jamas|que va|negativo)\b")
_LEAD_YES = re.compile(r"^ (si|claro|asi es|correcto|efectivamente|aja)\b")
_FUNCTION = frozenset(
    "el la los las un una unos unas de del al a en y o que se le les lo me te su sus mi mis con por para ya muy mas pero es esta he"
    " ha han hay como si esto eso esa ese".split()
)
_OTHERS = r"\b(vecin[oa]|amig[oa]s?|comadre|compadre|compañer[oa]|companer[oa]|conocid[oa]|prim[oa]|cunad[oa]|suegr[oa]|mi jef[ea]|la gente|internet|dicen)\b"
_ANAPHORA = re.compile(
    r"^ (y |pero |bueno |si |no )*(es[aeo]s?|esta si|este no|el otro|la otra|lo mismo|la de|el de|los de|lo de|ya no|lo|la|los|las|se la|se"
    r" lo|me la|me lo|todo|igual|tambien|tampoco|solo|una|uno|dos|un|cuando|desde|hace|como|mas|menos|a veces|casi|por|con|en|a|del|de)\b"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The clinician's questions (none where the patient speaks unasked) and what was answered, turn by turn."""

    questions: tuple[Clause, ...]
    answers: tuple[Turn, ...]


def evades(turn: Turn) -> bool:
    """Whether the turn begins with a question or an anecdote of its own and leaves the clinician's open."""
    if turn.clauses[0].says(r"\b(antes de que (me|se) olvide|por cierto|se acuerda de)\b"):
        return True
    spoken = [c for c in turn.clauses if not is_small_talk(c)]
    return bool(turn.clauses[0].asked) or (bool(spoken) and spoken[0].asked and turn.clauses[0] is spoken[0])


def told_lines(exchange: Exchange, phases: Phases) -> list[Line]:
    if conflict := _contradiction(exchange):
        return [conflict]
    lines: list[Line] = []
    open_questions = exchange.questions
    for turn in exchange.answers:
        if evades(turn):
            lines += _turn_lines(turn, (), phases)
            continue
        lines += _turn_lines(turn, open_questions, phases)
        open_questions = ()
    return lines


def _turn_lines(turn: Turn, questions: tuple[Clause, ...], phases: Phases) -> list[Line]:
    clauses = [c for c in turn.clauses if not c.asked and not is_small_talk(c, answering=bool(questions))]
    if any(c.asked for c in turn.clauses):
        clauses = [c for c in clauses if not c.says(_OTHERS)]  # "Mi vecino tiene oxígeno, ¿y yo?"
    if not clauses:
        return []
    lines: list[Line] = []
    question = questions[-1] if questions else None
    asked_topics = blend(*((score_topics(q.folded, TOLD), 1.0) for q in questions))
    if question and (folded := _fold_answer(clauses, questions, question, asked_topics)):
        lines.append(folded)
        clauses = clauses[1:]
        questions = ()
    lines += _content_lines(turn, clauses, questions, asked_topics)
    return [_reply_to_plan(line) if turn.number > phases.plan else line for line in lines]


def _reply_to_plan(line: Line) -> Line:
    """What the patient wants or refuses once the plan is on the table belongs to the plan."""
    if line.topic is not Topic.PREFERENCES:
        return line
    return replace(line, topic=Topic.ADVICE, text=f"Paciente: {lowered(line.text)}", weight=line.weight + 1)


def _fold_answer(
    clauses: Sequence[Clause], questions: tuple[Clause, ...], question: Clause, topics: Scores
) -> Line | None:
    """The denial or affirmation that one closed question and one clear answer make together."""
    if len(questions) > 1 or not is_closed(question) or not asks_for_one(question):
        return None
    answer = clauses[0]
    phrase = noun_phrase(question)
    parts = items(phrase) if phrase else []
    evidence = (question.evidence, answer.evidence)
    topic = _topic(answer, topics)
    weight = weigh(question, topic) + 1
    if _only(answer, _NO) and _LEAD_NO.match(answer.folded):
        if any(not _only(c, _NO) and _contrary(c) for c in clauses[1:2]):
            return None
        return _denial(question, parts, parts, topic, evidence, weight)
    if _LEAD_YES.match(answer.folded) and _only(answer, _YES):
        return Line(topic, _affirmation(question, phrase), evidence, answer.turn, weight)
    if _NEGATORS.search(answer.folded) and _echoes(answer, question):
        echoed = [part for part in parts if _shares(part, answer)]
        if parts and not echoed:
            return None
        return _denial(question, parts, echoed or parts, topic, evidence, weight)
    return None


def _contrary(clause: Clause) -> bool:
    """ "No. Bueno, a las sulfas sí": what follows takes the denial back."""
    return clause.says(r"^ (bueno|pero|salvo|excepto|aunque|a veces|espere|esperese|ah|si)\b") or clause.says(
        r"\bsi $"
    )


def _denial(
    question: Clause,
    parts: list[str],
    denied: list[str],
    topic: Topic,
    evidence: tuple[Evidence, ...],
    weight: float,
) -> Line:
    if topic is Topic.ALLERGIES and (
        not parts
        or question.says(
            r"\balergi\w+ (a (algun|alguna|medic\w+|algo)|conocida)|alergias $|alergic[oa] a algo"
        )
    ):
        return Line(topic, "Niega alergias conocidas", evidence, question.turn, weight + 5)
    if question.says(r"^ (y |o )?con\b"):
        return Line(topic, f"Sin {items(asked(question))[0]}", evidence, question.turn, weight)
    if denied:
        return Line(topic, "", evidence, question.turn, weight, tuple(denied))
    concepts = [s for s in find_symptoms(question.reading) if question.begin <= s.begin < question.end]
    if len(concepts) == 1 and _covers(question, concepts[0].begin, concepts[0].end):
        return Line(topic, "", evidence, question.turn, weight, (concepts[0].concept,))
    said = asked(question)
    if deniable := as_complement(said):
        return Line(topic, "", evidence, question.turn, weight, (deniable,))
    said = re.sub(r"\s+o\s+", " ni ", said)
    return Line(topic, f"No {lowered(said)}", evidence, question.turn, weight)


def _covers(question: Clause, begin: int, end: int) -> bool:
    """Whether the symptom is nearly all that the question names."""
    rest = [t for t in question.tokens if t.folded not in _FUNCTION | _NO]
    inside = [t for t in question.reading.tokens[begin:end] if t.folded not in _FUNCTION | _NO]
    return len(rest) - len(inside) <= 1


def _affirmation(question: Clause, phrase: str) -> str:
    return (
        f"Refiere {lowered(phrase)}"
        if phrase and " o " not in phrase and "," not in phrase
        else tidy(asked(question)) + ": sí"
    )


def _only(clause: Clause, allowed: frozenset[str]) -> bool:
    return all(token.folded in allowed for token in clause.tokens)


def _echoes(answer: Clause, question: Clause) -> bool:
    """Whether a negative answer says nothing but what the question asked: "No, ni sangrado ni líquido"."""
    words = [t.folded for t in answer.tokens if t.folded not in _NO | _FUNCTION]
    asked_words = [t.folded for t in question.tokens if t.folded not in _FUNCTION]
    return bool(words) and all(any(_alike(word, other) for other in asked_words) for word in words)


def _shares(part: str, answer: Clause) -> bool:
    words = [fold(strip_punctuation(w)) for w in part.split()]
    content = [w for w in words if w not in _FUNCTION]
    return any(_alike(word, token.folded) for word in content for token in answer.tokens)


def _alike(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= 4 and word[:4] == other[:4])


# -- what is said in words of its own ---------------------------------------------------------------------------


def _content_lines(
    turn: Turn, clauses: Sequence[Clause], questions: tuple[Clause, ...], topics: Scores
) -> list[Line]:
    lines: list[Line] = []
    for clause in clauses:
        text = told_text(clause)
        if not text:
            continue
        topic = _topic(clause, topics, lines[-1].topic if lines else None)
        evidence: tuple[Evidence, ...] = (clause.evidence,)
        weight = weigh(clause, topic) + (2 if questions else 0)
        heading = "" if not questions or _stands_alone(clause, text, questions[-1]) else _heading(questions)
        if heading:
            text = f"{heading}: {lowered(text)}"
            evidence = (*(q.evidence for q in questions), *evidence)
        else:
            text = _without_lead(text, clause)
        questions = ()
        if lines and lines[-1].topic is topic:
            last = lines[-1]
            text = f"{last.text}. {capital(text)}"
            lines[-1] = Line(topic, text, last.evidence + evidence, turn.number, max(last.weight, weight))
        else:
            lines.append(Line(topic, text, evidence, turn.number, weight))
    return lines


def told_text(clause: Clause, attributed: bool = True) -> str:
    """The clause in the third person, or quoted where that cannot be done safely.

    What a companion says of himself is marked as his: "yo le doy ibuprofeno" is not the patient's doing.
    """
    said = worded(clause.text)
    if not re.search(r"\w", said):
        return ""
    companion = clause.speaker is Speaker.COMPANION
    if companion:
        if clause.says(r"^ (y )?a mi\b"):
            return ""
        said = re.sub(r"\b([Ss]e) me\b", r"\1", said)
    words = said.split()
    turned = third_person(words, "el acompañante" if companion else "")
    if turned is None:
        return quoted(said)
    text = tidy(" ".join(turned))
    himself = companion and attributed and "el acompañante" not in turned and _speaks_of_himself(words)
    return f"acompañante: {lowered(text)}" if himself else text


def _speaks_of_himself(words: list[str]) -> bool:
    return any(first_person(words, place) for place in range(len(words)))


def _heading(questions: tuple[Clause, ...]) -> str:
    asking = [q for q in questions if label(q)]
    if len(asking) < 2:
        return label(asking[0]) if asking else ""
    return " ".join(f"¿{tidy(asked(q))}?" for q in asking)


def _without_lead(text: str, clause: Clause) -> str:
    """Without "Sí," or "No," where the rest says it again."""
    rest = re.sub(r"^(sí|si|no)[,.] +", "", text, flags=re.IGNORECASE)
    if rest == text or (_LEAD_NO.match(clause.folded) and not _NEGATORS.search(" " + fold(rest) + " ")):
        return text
    return rest


def _stands_alone(clause: Clause, text: str, question: Clause) -> bool:
    if _ANAPHORA.match(clause.folded) or text.startswith("«"):
        return False
    rest = _without_lead(text, clause)
    if rest == text and (_LEAD_NO.match(clause.folded) or _LEAD_YES.match(clause.folded)):
        return False
    words = rest.split()
    verbs = [
        w
        for w in words
        if any(f.person in (Person.THIRD, Person.THEY) for f in verb_forms(strip_punctuation(w)))
    ]
    names = bool(score_topics(clause.folded, TOLD)) or bool(find_medications(clause.reading))
    return bool(verbs) and (names or len(words) >= 6) and len(words) >= 3


def _topic(clause: Clause, asked_topics: Scores, previous: Topic | None = None) -> Topic:
    """From its own words and the question's; weak words go with what was said just before."""
    own = score_topics(clause.folded, TOLD)
    if previous and max(own.values(), default=0.0) < 3:
        return previous
    return strongest(blend((asked_topics, 0.8), (own, 1.0)), Topic.ILLNESS) or Topic.ILLNESS


# -- two who disagree -------------------------------------------------------------------------------------------

_WHO = {Speaker.COMPANION: "según acompañante", Speaker.PATIENT: "según paciente"}


def _contradiction(exchange: Exchange) -> Line | None:
    """Companion and patient answer the same question against each other: both are kept, with who says what."""
    first, second = (*exchange.answers, None, None)[:2]
    if first is None or second is None or first.speaker is second.speaker or not exchange.questions:
        return None
    if _polarity(first) == _polarity(second) or not _polarity(second):
        return None
    told = [c for turn in (first, second) for c in turn.clauses]
    sides = [
        f"{_WHO.get(turn.speaker, 'según paciente')}, {lowered(_whole(turn))}" for turn in (first, second)
    ]
    topics = blend(*((score_topics(c.folded, TOLD), 1.0) for c in (*exchange.questions, *told)))
    heading = _heading(exchange.questions)
    return Line(
        topic=strongest(topics, Topic.ILLNESS) or Topic.ILLNESS,
        text=f"{heading}: {'; '.join(sides)}" if heading else "; ".join(sides),
        evidence=(*(q.evidence for q in exchange.questions), *(c.evidence for c in told)),
        turn=first.number,
        weight=8,
    )


def _whole(turn: Turn) -> str:
    kept = [c for c in turn.clauses if not is_small_talk(c, answering=True)] or list(turn.clauses)
    texts = [text for text in (told_text(c, attributed=False) for c in kept) if text]
    return ". ".join([*texts[:1], *(capital(text) for text in texts[1:])])


def _polarity(turn: Turn) -> str:
    first = turn.clauses[0].folded
    if _LEAD_NO.match(first) or re.match(r"^ yo (no|nunca)\b", first):
        return "no"
    return "yes" if _LEAD_YES.match(first) or turn.words <= 6 else ""
