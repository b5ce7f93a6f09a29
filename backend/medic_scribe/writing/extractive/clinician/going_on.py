"""Whether a sentence of the clinician's goes on with the line before it, and can stand without it."""

import re
from itertools import pairwise

from medic_scribe.clinical import find_medications, fold, read, strip_punctuation
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.remarks import TAKES_BACK
from medic_scribe.writing.extractive.meaning.doses import goes_on_with_dose, titrates
from medic_scribe.writing.extractive.meaning.subjects import drugs_named, needs_drug, only_handles_drug
from medic_scribe.writing.extractive.meaning.topics import PLAN
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.kinds import bare, kind_of, values
from medic_scribe.writing.extractive.words.verbs import Tense, holds_verb, verb_forms

FIGURES = (Topic.VITALS, Topic.RESULTS)
GOING_ON = (
    r"^ (y )?(no mejor|mejor|por ahora|hoy no|todavia no|de momento|despues|luego|tambien|es para"
    r"|son|o sea|asi|ademas|por eso"
    r"|si (la|lo|le|las|los)|no (la|lo|los|las)|eso|es[ae]|antes de|primero|hasta|maximo)\b"
)
# "La aspirina tampoco", "y si vomita, también": of what, the sentence before says.
LIKEWISE = r"(?<! si) (tambien|tampoco) $"
NOT_YET = r"^ (pero |y )?(hoy|ahora|todavia|aun|por ahora|de momento) no\b"
# "Es leve": of what was just diagnosed.
_GRADES = (
    r"^ (y )?(es |esta )?(\w+ )?(leve|moderad[oa]|grave|sever[oa]|agud[oa]|cronic[oa]|inicial|incipiente"
    r"|benign[oa]"
    r"|viral|bacterian[oa]|estable)( |\b.{0,30} $)"
)


def continues(clause: Clause, topic: Topic, last: Line) -> bool:
    """Whether the clause goes on with the line before: figures of one kind, or words that lean on it."""
    same_turn = clause.turn == last.turn
    if leans(clause, last) or (same_turn and (clause.says(TAKES_BACK) or clause.says(LIKEWISE))):
        return True
    if topic in FIGURES:
        return last.topic is topic
    postponed = same_turn and last.topic in PLAN and clause.says(NOT_YET) and not drugs_named(clause)
    return postponed or (topic is last.topic and _goes_on(clause, topic, last))


def _goes_on(clause: Clause, topic: Topic, last: Line) -> bool:
    """Whether it goes on with a line about the same: it imagines, grades or counts what that says."""
    if clause.turn == last.turn and _supposes(clause.text) and _supposes(last.text):
        return True
    if topic is Topic.ASSESSMENT:
        return clause.says(_GRADES)
    if topic is Topic.TREATMENT and (goes_on_with_dose(clause) or titrates(clause)):
        return True
    says_how = clause.says(GOING_ON) or (topic is Topic.TREATMENT and clause.says(_COUNTS))
    return topic in PLAN and says_how and not drugs_named(clause)


_COUNTS = r"^ (y )?((por|durante) )?(\d+|mil|medi[oa](?! (de compresion|elastica))|un[ao]?)\b"


def leans(clause: Clause, last: Line) -> bool:
    """Whether the clause says nothing without the line before it, of the same turn."""
    return _refers_back(clause, last) or goes_on_in_turn(clause, [last]) or goes_on_counting(clause, last)


def goes_on_in_turn(clause: Clause, lines: list[Line]) -> bool:
    """ "La cola de caballo no le conviene. Suspéndala", "Si le cae mal, lo corta": of what was just named."""
    last = lines[-1] if lines else None
    if last is None or last.turn != clause.turn:
        return False
    if last.topic is Topic.TREATMENT:
        return needs_drug(clause) or clause.says(_ACCORDING_TO_IT)
    return last.topic is Topic.ADVICE and only_handles_drug(clause)


# "Si baja de setenta, me avisa", "Si no come, no se la pone."
_ACCORDING_TO_IT = (
    r"^ (y |pero )?si ((baja|sube|pasa|sigue) (de|por|sobre) "
    r"|.*\bno (se )?l[oa]s? (pon|tom|us|inyect|aplic)\w+)"
)


def goes_on_counting(clause: Clause, last: Line) -> bool:
    """ "Rehabilitación respiratoria. Dos veces por semana": how often what is no drug is done."""
    ordered = last.topic in PLAN and last.topic not in (Topic.TREATMENT, Topic.WARNING_SIGNS, Topic.FOLLOW_UP)
    return ordered and last.turn == clause.turn and goes_on_with_dose(clause)


def _refers_back(clause: Clause, last: Line) -> bool:
    """ "Trombólisis no. Eso es para cuando…": of what the clinician just ruled out; "yo hablo con su
    ginecóloga para cambiarlas": of the drug just named."""
    if clause.turn != last.turn:
        return False
    if to_change := re.search(_TO_CHANGE_IT, clause.folded):
        named = find_medications(read(last.text))
        feminine = bool(named) and fold(named[0].heard).endswith(("a", "as"))
        return len(named) == 1 and feminine is to_change["it"].startswith("la")
    ruled_out = re.search(r"\w{6,} (no|tampoco)$", fold(last.text))
    return bool(ruled_out) and clause.says(r"^ (y |pero )?es[aeo] (es|se|son|solo)\b")


_TO_CHANGE_IT = (
    r" para (cambiar|quitar|suspender|bajar|subir|ajustar|retirar|reducir|dejar)(se)?(?P<it>l[oa]s?) $"
)


def _supposes(text: str) -> bool:
    """ "Sería un riesgo", "lo pediríamos": what is only imagined goes with what is imagined before it."""
    forms = (verb_forms(strip_punctuation(word).lower()) for word in text.split())
    return any(found and all(f.tense is Tense.CONDITIONAL for f in found) for found in forms)


def only_counts(clause: Clause) -> bool:
    """ "El vino, una copa. Una.": nothing without what is counted."""
    return clause.end - clause.begin <= 2 and clause.says(r"^ (\d+|un[ao]?|dos|tres|medi[oa]|nada mas) ")


# "No, ese día no estoy", "espere, pesa poco": a reason why what was just said will not do.
_OBJECTS = (
    r"^ ((ay|ah|uy|bueno) )*(miento|mentira|esper[ae]\w*|un momento|es[ae] (dia|semana|fecha)"
    r"|no (puedo|estoy|estare|hay|se puede|podre|atiendo|voy a (estar|poder)))\b"
)
_NO_BEFORE_PAUSE = re.compile(r"((ay|ah|uy|bueno)\W+)*no[,:.…]", re.IGNORECASE)


def objects(clause: Clause, last: Line, following: Clause | None) -> bool:
    """ "(El martes 3.) No, ese día no estoy. (El 10, martes.)": neither value stands without the other."""
    if clause.turn != last.turn or following is None or clause.asked or following.asked:
        return False
    if not (clause.says(_OBJECTS) or _NO_BEFORE_PAUSE.match(clause.text.lstrip("¿¡"))):
        return False
    return _says_instead(fold(following.text), fold(last.text)) and not drugs_named(following)


# "Bueno, con ese pulso mejor lo dejamos en 2,5", "o mejor 20".
_RECONSIDERS = r"^ (o|bueno|pues|no|a ver|aunque|pensandolo) (\w+ ){0,5}mejor\b"


def reconsiders(clause: Clause, last: Line) -> bool:
    """Whether the clause has another value for what was just ordered, which must not stand without it."""
    named = drugs_named(clause) or clause.asked or clause.turn != last.turn
    both = values(bare(word) for word in last.text.split()) & values(fold(clause.text).split())
    return bool(both) and not named and clause.says(_RECONSIDERS)


def _says_instead(text: str, before: str) -> bool:
    """Whether both tell a value of one kind: the same thing counted, or days."""
    old, new = before.split(), text.split()
    if not values(new) & values(old):
        return False
    counted = {again[:4] for word, again in pairwise(map(bare, new)) if kind_of(word) == "number"}
    counted_before = {again[:4] for word, again in pairwise(map(bare, old)) if kind_of(word) == "number"}
    dated = any(kind_of(word) == "date" for word in old) and bool(re.match(r"(el|para el|la del?) ", text))
    alone = len(new) <= _VALUE and not holds_verb(new)
    return dated or bool(counted & counted_before) or alone or new[0][:3] == old[0][:3]


_VALUE = 4  # words of a value that is said alone
