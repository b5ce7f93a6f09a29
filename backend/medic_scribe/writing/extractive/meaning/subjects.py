"""What a remark is about where it does not say so itself: the drug named before, or what the patient
asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.clinical import (
    TermKind,
    find_measurements,
    find_medications,
    find_terms,
    fold,
    read,
    strip_punctuation,
)
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.addressing import without_names
from medic_scribe.writing.extractive.words.kinds import values
from medic_scribe.writing.extractive.words.person import third_person
from medic_scribe.writing.extractive.words.verbs import NOUN_FOLLOWS, Tense, verb_forms
from medic_scribe.writing.extractive.words.wording import capital, lowered, tidy, worded


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and the words that name it; not `alone` where others of the kind were named beside it."""

    text: str
    evidence: Evidence
    alone: bool = True


def drug_told(answers: Sequence[Turn], before: Named | None) -> Named | None:
    """The drug that the patient's side spoke of last, else the one `before`; none of several at once."""
    for answer in reversed(answers):
        if drugs := [drug for clause in answer.clauses for drug in drugs_named(clause)]:
            return drugs[-1] if len({fold(drug.text) for drug in drugs}) == 1 else None
    return before and replace(before, alone=before.alone and _says_no_other(answers))


def _says_no_other(answers: Sequence[Turn]) -> bool:
    """Whether they only agree, ask how much or say how much: the drug named before is still spoken of."""
    return all(
        clause.end - clause.begin <= _SHORT or clause.says(_HOW_MUCH) or bool(values(clause.folded.split()))
        for answer in answers
        for clause in answer.clauses
    )


_SHORT = 4  # words
_HOW_MUCH = r"\b(cuant[oa]s?|como|cuando|antes|despues|dosis)\b"


def last_named(drugs: Sequence[Named]) -> Named | None:
    return replace(drugs[-1], alone=len({drug.text for drug in drugs}) == 1) if drugs else None


def drugs_named(clause: Clause) -> list[Named]:
    found = clause.own(find_medications(clause.reading))
    return [Named(capital(m.drug), clause.evidence) for m in found if not m.is_class]


def both_drugs(clause: Clause, questions: Sequence[Clause], answers: Sequence[Turn]) -> Named | None:
    """ "(¿Sigue con losartán? — Sí, e hidroclorotiazida.) Los dos se suspenden": the drugs just named."""
    if not clause.says(_BOTH):
        return None
    answered = [clause for turn in answers for clause in turn.clauses]
    named = {fold(drug.text): drug for c in (*questions, *answered) for drug in drugs_named(c)}
    if len(named) != 2:
        return None
    first, second = named.values()
    return replace(second, text=f"{first.text} y {lowered(second.text)}")


_BOTH = (
    r"^ (y |entonces |pues )*(l[oa]s dos|amb[oa]s|es[oa]s dos) (se |l[oa]s )?"
    r"(suspend|quit|par|cort|dej|fuera)"
)


_PRONOUN = re.compile(
    r"^ (?:y )?(?:no )?(?:se )?(?:lo|la|los|las) (?P<verb>\w+) |\b(?:es[ae]) (?:no|si)\b|\bsi no"
    r" (?:la|lo) tolera\b|^ no se (?:lo|la) "
)
_DRUG_VERB = re.compile(
    r"(quit|cambi|par[aeo]|dej|baj|sub|suspend|manten|mantien|tom|us[aeo]|sig|segu|prueb[eo]|d[oae]y?$"
    r"|damos|recet|retom|empez|empiec|inici"
    r"|cort|llev|pon|necesit)"
)
_NOUNS = frozenset(
    "de del segundo tercero primero demas otro mismo prueba dosis toma dieta baja cambios tos"
    " subida llevada posicion".split()
)


# "Se suspende", "Ese lo dejamos", "Sigue igual": what is done with a drug, and nothing else.
_HANDLED = re.compile(
    r"^ (?:(?:entonces|pues|y|ya|bueno|mejor) )*(?:(?:es[ae]|est[ae]) )?(?:no )?(?:se )?(?:l[oa]s? )?"
    r"(?:suspend|quit[aeo]|dej[aeo]|cort[aeo]|retir|manten|sub[aeio]|baj[aeo]|cambi|sig[aou]|continu|reinici"
    r"|retom|renuev|renov)\w*(?: (?:ya|hoy|igual|ahora|de una vez|del todo))* $"
    r"|^ (?:y )?sigue igual\b"
)
# "Si le da diarrea, la para": what stops it is said, the drug is not.
_STOPPED_IF = (
    r"^ (y |pero )?si .*(?<! no) l[oa] (par[ae]|suspend\w+|interrump\w+|cort[aeo]|dej[ae]|quit[ae]"
    r"|reduc[ei]|sub[ae])s?\b"
    r"|\bsi no l[oa] tolera\b"
)


def only_handles_drug(clause: Clause) -> bool:
    return bool(_HANDLED.search(clause.folded)) and not drugs_named(clause)


def needs_drug(clause: Clause) -> bool:
    """Whether it can be of nothing but a drug."""
    return only_handles_drug(clause) or clause.says(_STOPPED_IF)


def is_drug(named: Named | None) -> bool:
    return named is not None and bool(find_medications(read(named.text)))


def begins_with_it(clause: Clause) -> bool:
    """ "Lo cambio por losartán", "lo para sin heparina": of another drug than the one it names."""
    found = re.match(r" (y |pero )?(no )?(se )?l[oa]s? (?P<verb>\w+) ", clause.folded)
    return bool(found) and bool(verb_forms(found["verb"])) and bool(_DRUG_VERB.match(found["verb"]))


def leans_on_drug(clause: Clause) -> bool:
    """ "Lo bajamos a la mitad", "esa no": words that need the name of the drug spoken of before."""
    if needs_drug(clause):
        return True
    found = _PRONOUN.search(clause.folded)
    if clause.says(
        r"(^|\b(tom|us|d|pon|necesit)\w*) ningun[oa] $"
        r"|^ (y )?(no )?(es[ae]|est[ae]) no\b|\bhasta (la|el) \w+ ningun[oa]\b|^ (y"
        r" )?(se )?(lo|la) (voy|vamos) a (ped|hac|mand|repet)"
    ):
        return True
    if not found or clause.turn == 0 or find_measurements(clause.reading):
        return False
    verb = found.group("verb")
    return verb is None or (verb not in _NOUNS and bool(verb_forms(verb)) and bool(_DRUG_VERB.match(verb)))


def may_mean(clause: Clause, drug: Named | None) -> bool:
    """Whether the clause's pronoun agrees with the drug: "la dejo abierta" is no diclofenaco."""
    found = re.match(r" (?:y )?(?:no )?(?:se |me |te )?(la|las) ", clause.folded)
    return not (found and drug and is_drug(drug) and not fold(drug.text).split()[0].endswith(("a", "as")))


_ASKED_ABOUT = (TermKind.TEST, TermKind.DIAGNOSIS, TermKind.SYMPTOM, TermKind.VACCINE, TermKind.SPECIALTY)
_ASKS = frozenset("qué cuánto cuánta cuántos cuántas cuál cuáles".split())
_NO_SUBJECT = frozenset(
    "eso esto que entonces quien cual como cuando donde cuanto cuanta cuantos cuantas no si ya hoy"
    " ahora manana siempre aqui asi nada todo seguro usted yo".split()
)
_LEAD = re.compile(
    r"^(¿|(?:y|pero|oiga|ah|ay|entonces|doctora?)\b|,| )*"
    r"(para|lo del?|con|por qu[eé] (?:tiene|tengo|est[aá]|sali[oó])|me va a|tengo que|hay que|puedo|debo)? *",
    re.IGNORECASE,
)


# "¿Qué es cianosis?": the answer explains a word.
_ASKS_MEANING = r"^ (y )?(eso )?que (es|son|significa|quiere decir) (?!(lo|eso|esto|la|el)\b)\w+( \w+)? $"


def subject_of(clause: Clause, before: Turn | None) -> Named | None:
    """What the patient asked about just before, where the clinician's answer does not name it."""
    if before is None or before.speaker is Speaker.CLINICIAN or not any(c.asked for c in before.clauses):
        return None
    named_itself = drugs_named(clause) and clause.end - clause.begin > 6 and not begins_with_it(clause)
    if named_itself or clause.says(r"^ (todo|lo demas|el resto)\b"):
        return None
    question = next(c for c in reversed(before.clauses) if c.asked)
    if question.says(_ASKS_MEANING):
        return None
    if question.says(r"^ (y )?si\b"):
        return _supposed(question)
    if someone := _person_asked_about(question):
        return someone
    for source in (question, *before.clauses):
        if drugs := drugs_named(source):
            names = " y ".join([drugs[0].text, *(lowered(drug.text) for drug in drugs[1:3])])
            # "¿Y el otro no era mejor? — Sí, pero…": agreed with, and yet not prescribed
            agreed = clause.says(r"^ (si|claro|ya) pero\b")
            return Named(f"Pregunta por {lowered(names)}" if agreed else names, source.evidence)
    if drugs_named(clause) or _names_illness(clause) or _names_another(clause, question):
        return None  # "¿Es una hernia? — Es una ciática": the answer is no hernia's
    return _thing_asked(question)


# An answer that says nothing without its question: "Por ahora no", "No, con esto no hace falta".
_NEEDS_QUESTION = (
    r"^ (no )*(por ahora|hoy|de momento|todavia|aun) no\b(?! (l[oa]|se|le|hay|hace falta)\b)"
    r"|^ (no )*(a es[ae] (dosis|edad)|a su edad|en (su|tu) caso) no\b"
    r"|^ (no )*(con (eso|esto) )?no hace falta (hoy |con \w+ \w+ )?$"
)
_LONGEST_QUESTION = 10  # words


def question_quoted(clause: Clause, before: Turn | None) -> Named | None:
    """The question just before, in its own words, where the clinician's answer needs it and names nothing."""
    if before is None or before.speaker is Speaker.CLINICIAN:
        return None
    question = before.clauses[-1]
    needed = clause.says(_NEEDS_QUESTION) or _names_instead(clause, question)
    if not needed or not question.asked or question.end - question.begin > _LONGEST_QUESTION:
        return None
    return Named(f"«¿{capital(tidy(question.text.strip('¿?. ')))}?»", question.evidence)


def _names_illness(clause: Clause) -> bool:
    return bool(_illnesses(clause))


# "Yo lo que veo es una costocondritis", "un esguince": what it is, whether a list of terms holds it or not.
_IS_ONE = (
    r"^ (\w+ ){0,5}(es|son|parecen?|veo|tiene|tienes|tenes|se llama) (un|una|unos|unas) \w"
    r"|^ (no )?(un|una) \w"
)


def _names_another(clause: Clause, question: Clause) -> bool:
    """Whether an illness was asked about and the answer says what it is instead."""
    return _names_illness(question) and clause.says(_IS_ONE)


def past_the_no(clause: Clause, before: Turn | None) -> Clause:
    """ "(¿Es una embolia?) No, es una parálisis de Bell": what it is, which needs no question before it."""
    questions = before.clauses if before and before.speaker is not Speaker.CLINICIAN else ()
    affirms = "," in clause.tokens[0].closes and any(_names_instead(clause, one) for one in questions)
    return replace(clause, begin=clause.begin + 1) if affirms else clause


def _names_instead(clause: Clause, question: Clause) -> bool:
    """ "(¿Es una embolia?) No es una parálisis de Bell": only a reader can tell where a comma was lost."""
    asked, said = _illnesses(question), _illnesses(clause)
    opens = question.asked and clause.says(r"^ no (es|son|tiene) una? ")
    return opens and bool(asked and said) and not asked & said


def _illnesses(clause: Clause) -> set[str]:
    return {term.concept for term in clause.own(find_terms(clause.reading, TermKind.DIAGNOSIS))}


def _supposed(question: Clause) -> Named | None:
    """ "¿Y si me golpeo otra vez?": what is supposed stands before the answer."""
    words = question.text.strip("¿?. ").split()
    words = words[1:] if fold(words[0]) == "y" else words
    turned = third_person(words) if 2 < len(words) <= 10 else None
    return Named(capital(" ".join(turned)), question.evidence) if turned else None


def _person_asked_about(question: Clause) -> Named | None:
    """ "¿Y mi señora, lo del melasma?": the answer is about her."""
    people = find_terms(question.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    asked = [t for t in question.own(people) if t.begin <= question.begin + 3]
    if not asked or question.says(r"\b(yo|me|conmigo)\b"):
        return None
    words = question.reading.words(asked[0].begin, asked[0].end).split()
    return Named(f"Su {strip_punctuation(words[-1]).strip('¿')}", question.evidence)


def _thing_asked(question: Clause) -> Named | None:
    who_said_it = next((n for n, token in enumerate(question.tokens) if n and token.folded == "que"), None)
    if who_said_it:  # "¿Y las plantillas que me dijo el podólogo?"
        question = replace(question, end=question.begin + who_said_it)
    if terms := question.own(find_terms(question.reading, *_ASKED_ABOUT)):
        said = question.reading.words(terms[0].begin, terms[0].end)
        return Named(capital(tidy(said.strip("¿? "))), question.evidence)
    phrase = without_names(tidy(_LEAD.sub("", worded(question.text))))
    words = phrase.split()
    named = (
        0 < len(words) <= 5
        and fold(strip_punctuation(words[0])) not in _NO_SUBJECT
        and not words[0][:1].isdigit()
    )
    verb = any(
        _is_verb_there(words, n) or strip_punctuation(word).lower() in _ASKS for n, word in enumerate(words)
    )
    return Named(capital(phrase), question.evidence) if named and not verb else None


def _is_verb_there(words: list[str], place: int) -> bool:
    """Whether it can be a verb, where no article before it makes it a noun."""
    bare = strip_punctuation(words[place])
    if fold(bare) in NOUN_FOLLOWS | {"para", "entre", "sobre"}:
        return False
    if place and fold(words[place - 1]) in NOUN_FOLLOWS | {"para", "en"}:
        return False
    return any(f.tense is not Tense.IMPERATIVE for f in verb_forms(bare) if bare == bare.lower())
