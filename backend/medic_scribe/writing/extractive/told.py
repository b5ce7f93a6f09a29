"""What patient and companion tell, joined with the question it answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.clinical import find_medications, find_symptoms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.lines import Line
from medic_scribe.writing.extractive.person import third_person
from medic_scribe.writing.extractive.questions import (
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
from medic_scribe.writing.extractive.wording import lowered, quoted, tidy, worded

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
_ANAPHORA = re.compile(
    r"^ (y |pero |bueno |si |no )*(es[aeo]s?|esta si|este no|el otro|la otra|lo mismo|la de|el de|los de|lo de|ya no|lo|la|los|las|se la|se"
    r" lo|me la|me lo|todo|igual|tambien|tampoco|solo|una|uno|dos|un|cuando|desde|hace|como|mas|menos|a veces|casi|por|con|en|a|del|de)\b"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The clinician's questions (none where the patient speaks unasked) and what was answered, turn by turn."""

    questions: tuple[Clause, ...]
    answers: tuple[Turn, ...]


def told_lines(exchange: Exchange) -> list[Line]:
    if conflict := _contradiction(exchange):
        return [conflict]
    lines: list[Line] = []
    open_questions = exchange.questions
    for turn in exchange.answers:
        lines += _turn_lines(turn, open_questions)
        open_questions = ()
    return lines


def _turn_lines(turn: Turn, questions: tuple[Clause, ...]) -> list[Line]:
    clauses = [c for c in turn.clauses if not c.asked and not is_small_talk(c, answering=bool(questions))]
    if not clauses:
        return []
    lines: list[Line] = []
    question = questions[-1] if questions else None
    asked_topics = blend(*((score_topics(q.folded, TOLD), 1.0) for q in questions))
    if question and (folded := _fold_answer(clauses, questions, question, asked_topics)):
        lines.append(folded)
        clauses = clauses[1:]
        questions = ()
    return lines + _content_lines(turn, clauses, questions, asked_topics)


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
    if denied:
        return Line(topic, "", evidence, question.turn, weight, tuple(denied))
    concepts = [s for s in find_symptoms(question.reading) if question.begin <= s.begin < question.end]
    if len(concepts) == 1 and _covers(question, concepts[0].begin, concepts[0].end):
        return Line(topic, "", evidence, question.turn, weight, (concepts[0].concept,))
    said = re.sub(r"\s+o\s+", " ni ", asked(question))
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
        topic = _topic(clause, topics)
        evidence: tuple[Evidence, ...] = (clause.evidence,)
        weight = weigh(clause, topic) + (2 if questions else 0)
        if questions and not _stands_alone(clause, text, questions[-1]):
            text = f"{_heading(questions)}: {lowered(text)}"
            evidence = (*(q.evidence for q in questions), *evidence)
        else:
            text = _without_lead(text, clause)
        questions = ()
        if lines and lines[-1].topic is topic:
            last = lines[-1]
            text = f"{last.text}. {text[:1].upper()}{text[1:]}"
            lines[-1] = Line(topic, text, last.evidence + evidence, turn.number, max(last.weight, weight))
        else:
            lines.append(Line(topic, text, evidence, turn.number, weight))
    return lines


def told_text(clause: Clause) -> str:
    """The clause in the third person, or quoted where that cannot be done safely."""
    said = worded(clause.text)
    if not re.search(r"\w", said):
        return ""
    turned = third_person(said.split())
    return tidy(" ".join(turned)) if turned is not None else quoted(said)


def _heading(questions: tuple[Clause, ...]) -> str:
    if len(questions) == 1:
        return label(questions[0])
    return " ".join(f"¿{tidy(asked(q))}?" for q in questions)


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
    return bool(verbs) and names and len(words) >= 3


def _topic(clause: Clause, asked_topics: Scores) -> Topic:
    own = score_topics(clause.folded, TOLD)
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
    return Line(
        topic=strongest(topics, Topic.ILLNESS) or Topic.ILLNESS,
        text=f"{_heading(exchange.questions)}: {'; '.join(sides)}",
        evidence=(*(q.evidence for q in exchange.questions), *(c.evidence for c in told)),
        turn=first.number,
        weight=8,
    )


def _whole(turn: Turn) -> str:
    kept = [c for c in turn.clauses if not is_small_talk(c, answering=True)] or list(turn.clauses)
    return ". ".join(text for text in (told_text(c) for c in kept) if text)


def _polarity(turn: Turn) -> str:
    first = turn.clauses[0].folded
    if _LEAD_NO.match(first) or re.match(r"^ yo (no|nunca)\b", first):
        return "no"
    return "yes" if _LEAD_YES.match(first) or turn.words <= 6 else ""
