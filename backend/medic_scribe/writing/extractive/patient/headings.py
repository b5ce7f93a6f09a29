"""What an answer is headed with: what its question asked about, in as few words as a note has for it."""

import re

from medic_scribe.clinical import TermKind, find_terms, fold, strip_punctuation
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.patient.labels import ASKS_NOTHING, WHEN_WORDS, label, listed
from medic_scribe.writing.extractive.patient.open_questions import leading_words
from medic_scribe.writing.extractive.patient.questions import NEGATORS, asked, asks_of_allergies
from medic_scribe.writing.extractive.patient.things import (
    alike,
    begins_with_verb,
    things_asked,
    words_that_name,
)
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.content import holds_content
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.wording import capital, lowered, tidy

# How words begin that questions and answers of whatever kind share.
_OF_ANYTHING = frozenset("tiene desde hasta hace cuand horas dias noche seman meses veces algo".split())


def heading_for(questions: tuple[Clause, ...], answer: str, before: Clause | None = None) -> str:
    """What must stand before the answer: of several questions, those that it takes up.

    A yes or a no may be meant for all of them. Nothing where the answer says itself what was asked about.
    """
    folded = f" {fold(answer)}"
    taken_up = tuple(q for q in questions if (_stems(asked(q)) & _stems(answer)) - _OF_ANYTHING)
    if LEAD_NO.match(folded) or LEAD_YES.match(folded) or not taken_up:
        taken_up = questions
    heading = _not_said_again(heading_of(taken_up, before), answer, one_of_many=len(questions) > 1)
    asks_one = heading.startswith("¿") and len(taken_up) == 1
    heading = (leading_words(taken_up[0], answer) if asks_one else "") or heading
    if _asks_nothing(heading, answer) or (heading.startswith("¿") and _names_whole(taken_up, answer)):
        return ""
    if asks_one and _begins_with_thing(heading, answer):
        return ""
    if not heading.startswith("¿") and heading and _stems(heading) and _stems(heading) <= _stems(answer):
        return ""  # "Años en la mina: 18 años en la mina"
    if before and len(questions) == 1 and _leans(questions[0], before):
        heading = _without_echo(heading, answer)
    return _without_when(heading, answer)


def _asks_nothing(heading: str, answer: str) -> bool:
    """ "¿Qué?", "¿La hacemos?": it asks of nothing by its name, and the answer is more than a yes or a no."""
    replied = re.fullmatch(r"((si|no|claro|aja|nunca|nada)\b[ ,.]*)+", fold(answer))
    return not replied and _is_empty(heading)


def _is_empty(heading: str) -> bool:
    return all(word in ASKS_NOTHING for word in re.findall(r"\w+", fold(heading)))


# "¿Además del hierro?", "¿Me muestra la libreta?": what the question beside it asks of.
_ASKS_BESIDES = rf"^ (y |a ver )*({'|'.join(groups('answers')['asks_besides'])})\b"


def _names_whole(questions: tuple[Clause, ...], answer: str) -> bool:
    """ "¿Hormigueo, pérdida de fuerza? — Hormigueo sí, en el pie": of several things it names one in full."""
    things = [thing for question in questions for thing in things_asked(question)]
    named = _BY_NAME.match(f"{fold(answer)} ")
    if len(things) < 2 or not named:
        return False
    said = words_that_name(named.group("name").split())
    return any(
        thing.words
        and not begins_with_verb(thing.said)
        and all(any(alike(word, other) for other in said) for word in thing.words)
        for thing in things
    )


_BY_NAME = re.compile(
    r"(?!(menos|mas|igual|mejor|peor|mucho|poco|bien|mal)\b)(?P<name>[^,;.]{4,30}?),? (si|no|tampoco)[ ,;.]"
)


def _begins_with_thing(heading: str, answer: str) -> bool:
    """ "¿Traía copas encima? — Copas no": it says yes or no of the thing that was asked of, by its name."""
    named = _BY_NAME.match(f"{fold(answer)} ")
    if not named or _LEADS_ON.match(named["name"]) or _DETAIL.search(fold(heading)):
        return False
    return bool(_stems(heading) & _stems(named["name"].split()[-1]))


_LEADS_ON = re.compile(r"(a|al|con|de|del|en|para|por|que|lo) ")
# What the answer would have to say again: which side, how much, what else.
_DETAIL = re.compile(r"\d|\b(derech|izquierd)[oa]s?\b|,| o ")


def _without_echo(heading: str, answer: str) -> str:
    """ "Sangre en orina, solo una vez: una sola vez" → "Sangre en orina: una sola vez"."""
    about, _, asked_last = heading.rpartition(", ")
    said = {word[:3] for word in re.findall(r"\w{3,}", fold(answer))}
    again = {word[:3] for word in re.findall(r"\w{3,}", fold(asked_last))}
    return about if about and again <= said else heading


def _without_when(heading: str, answer: str) -> str:
    """ "Tos, desde cuándo: dos meses" → "Tos: dos meses"; "Desde cuándo: desde abril" → "Desde abril"."""
    about = _ASKS_WHEN.sub("", heading)
    said = (_SINCE if about else _SINCE_WHEN).match(fold(answer))
    if not said or about == heading:
        return heading
    return "" if _ASKS_HOW.match(fold(about)) else about


_ASKS_WHEN = re.compile(r"(, |^)(desde cuándo|hace cuánto)$", re.IGNORECASE)
_ASKS_HOW = re.compile(r"(cada|como|cuant\w+|cual|donde|que)\b")
_SINCE_WHEN = re.compile(r"(desde|hace|hara) ")
_SINCE = re.compile(
    r"(desde|hace|hara) |(ya )?(como |unos |unas |aprox |casi )?(una?|dos|tres|cuatro|cinco|seis|siete|ocho"
    r"|nueve|diez|\d+([.,]\d+)?) (y medi[oa] )?(hora|dia|semana|mes|ano)(s|es)?\b"
)


def heading_of(questions: tuple[Clause, ...], before: Clause | None = None) -> str:
    """What the questions ask about; one that leans on the question before it says both."""
    asking = [q for q in questions if label(q)]
    asking = [q for q in asking if not (_is_empty(label(q)) or q.says(_ASKS_BESIDES))] or asking[:1]
    if not asking:
        return ""
    if len(asking) == 1:
        heading = label(asking[0])
        leads = label(before) if before and _leans(asking[0], before) else ""
        greets = all(fold(strip_punctuation(word)) in WHEN_WORDS for word in leads.split())
        if greets or (leads.startswith("¿") and not holds_content(leads)):
            leads = ""  # "¿Cómo está mi don? ¿Desde cuándo?", "Dime. ¿Desde cuándo?"
        return f"{leads.strip('¿?')}, {lowered(heading.strip('¿?'))}" if leads else heading
    names = [label(q) for q in asking]
    if not any(name.startswith("¿") for name in names):
        return ", ".join([names[0], *map(lowered, names[1:])])
    return " ".join(f"¿{capital(listed(q) or tidy(asked(q)))}?" for q in asking)


def _leans(question: Clause, before: Clause) -> bool:
    return bool(_LEANS.match(question.folded)) and before.turn >= question.turn - 3


# A question that says nothing of its own: "¿Desde cuándo?", "¿Cuál?", "¿Con qué frecuencia?".
_LEANS = re.compile(
    r"^ (y |o |pero )*(un[oa]?s?|diari[oa]s?|a diario|desde|hasta|hace|cada|con|en|de|a|por|que"
    r"|tan|cuant\w+|cuando|cual(es)?|como"
    r"|donde|quien|mas|menos|veces|frecuencia|frecuente|tiempo|seguido|solo|sola|vez|fuerte"
    r"|intens\w+|lado|parte|dosis|\d+|mg|o| )+$"
)


def meant_for(answer: Clause, questions: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Of several questions, the one whose kind of answer it is: "¿Edad? ¿Qué toma? — 41. Enalapril"."""
    asking = [question for question in questions if not question.says(_ASKS_BESIDES)]
    if len(asking) < 2 or any(label(question).startswith("¿") for question in asking):
        return questions
    allergies = any(asks_of_allergies(question) for question in questions)
    kinds = {"Medicación"} if drugs_named(answer) and not allergies else set[str]()
    if answer.says(r"^ (tengo )?\d+( anos)?( tengo)? $") or (
        answer.end - answer.begin == 1 and answer.tokens[0].value
    ):
        kinds = {"Edad"}
    elif not drugs_named(answer) and answer.own(find_terms(answer.reading, TermKind.DIAGNOSIS)):
        kinds = {"Enfermedades"}
    meant = tuple(question for question in questions if label(question) in kinds)
    return meant if len(meant) == 1 else questions


def settled_by(fitting: tuple[Clause, ...], questions: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The questions that nothing else answers, once those `fitting` are answered: a detail of them, as
    "¿Qué toma? ¿También naturales?", goes with them."""
    return tuple(question for question in questions if question in fitting or not listed(question))


_ONLY_WHEN = r"\b(desde|hasta) cuando\b|\bhace cuanto\b|\bcuanto (hace|tiempo)\b|^ (y )?cuando "


def needs_heading(question: Clause, answer: Clause) -> bool:
    """Whether the answer says only when, or only yes: what was asked about must stand before it."""
    if question.says(_ONLY_WHEN):
        return True
    names = find_terms(question.reading, TermKind.DIAGNOSIS, TermKind.SYMPTOM)
    named = question.own(names)
    return bool(LEAD_YES.match(answer.folded) and (named or drugs_named(question)))


def _not_said_again(heading: str, text: str, one_of_many: bool) -> str:
    """Empty where the answer names itself what was asked about: "¿Se ahoga acostado?: acostado no se
    ahoga". Of many questions, it must say all that the one asked about: "¿Ronca? ¿Suda?: Roncar, no".
    """
    asked_about = _stems(heading)
    again = asked_about & _stems(text)
    if one_of_many and (again != asked_about or not (len(text.split()) > 2 or NEGATORS.search(fold(text)))):
        return heading
    return "" if asked_about and 2 * len(again) >= len(asked_about) else heading


def _stems(text: str) -> set[str]:
    """What the words of some length begin with: enough to know a word in another form."""
    return {word[:5] for word in re.findall(r"\w{4,}", fold(text))}
