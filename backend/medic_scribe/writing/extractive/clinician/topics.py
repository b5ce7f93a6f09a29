"""What a sentence of the clinician's is about: by its words, when it is said, and what came before it."""

from medic_scribe.clinical import TermKind, find_terms, read
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.remarks import (
    BARELY,
    is_remark,
    names_something,
    only_asks_to_move,
    only_places,
    says_something,
)
from medic_scribe.writing.extractive.meaning.intent import (
    CAUSAL,
    HAS_ONE,
    acts_for_patient,
    looks_ahead,
    names,
    own_scores,
    reads_out,
    recounts,
    tells_what_may_come,
)
from medic_scribe.writing.extractive.meaning.phases import Phases
from medic_scribe.writing.extractive.meaning.subjects import Named, drugs_named
from medic_scribe.writing.extractive.meaning.topics import (
    OBJECTIVE,
    PLAN,
    TOLD,
    Scores,
    blend,
    score_topics,
    strongest,
)
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.orders import opens_with_order

_LEAST = 2.0  # a clinician's clause with weaker cues than this is conversation
_JUDGED = 4.0  # while the clinician examines, an illness is named with weaker cues than this as it is seen


def topic_stated(
    clause: Clause, phases: Phases, previous: Topic | None, answers: Named | None
) -> Topic | None:
    """None where it says nothing for the note. `previous` is what the clause before was about, and `answers`
    what the patient asked about just before, where the clause does not name it."""
    examined = clause.turn >= phases.examination
    if not examined and recounts(clause) and not reads_out(clause):
        return _recap(clause) or (Topic.HISTORY if _names_treated(clause) else None)
    own = own_scores(clause, examined)
    scores = _scores(clause, own, phases, previous)
    topic = strongest(scores)
    if topic is None or (scores[topic] < _LEAST and not _is_finding(clause, phases)):
        return _of_weak_cues(clause, phases, answers)
    if topic is Topic.EXAMINATION and not own and not answers and is_remark(clause):
        return None
    if topic is Topic.ASSESSMENT and topic not in own:
        return _answer(answers, own) if answers else _instead_of_judgement(clause, own)
    return topic if examined else _in_history(clause, topic, own, previous)


def _scores(clause: Clause, own: Scores, phases: Phases, previous: Topic | None) -> Scores:
    """What speaks for each topic: the clause's own words, when it is said, and what was said before it."""
    judged = _judged(clause, own, phases)
    scores = blend((own, 1.0), (phases.prior(clause), 1.0), (_followed(clause, previous), 1.0), (judged, 1.0))
    short = clause.end - clause.begin <= _ORDER
    ordered = short and phases.planning(clause) and opens_with_order(clause.tokens)
    if ordered or looks_ahead(clause):
        scores = {topic: score for topic, score in scores.items() if topic not in OBJECTIVE}
    if phases.planning(clause) and tells_what_may_come(clause):
        scores.pop(Topic.ASSESSMENT, None)
    return scores


_ORDER = 8  # words of an order that tells nothing besides


def _judged(clause: Clause, own: Scores, phases: Phases) -> Scores:
    """An illness with weak cues is only seen while the clinician examines, and what the patient has later."""
    if own.get(Topic.ASSESSMENT, 0.0) >= _JUDGED:
        return {}
    if phases.judging(clause):
        return {Topic.ASSESSMENT: _JUDGED} if clause.says(HAS_ONE) else {}
    return {Topic.ASSESSMENT: -2.0} if clause.turn >= phases.examination else {}


def _followed(clause: Clause, previous: Topic | None) -> Scores:
    """How much a clause is about what the clause before it was about."""
    if previous is None:
        return {}
    planned = previous in PLAN and clause.end - clause.begin >= 4 and not opens_with_order(clause.tokens)
    resulted = previous is Topic.RESULTS and clause.says(_STATE_OR_FIGURE)
    return {previous: 2.5 if planned or resulted else 2.0}


_STATE_OR_FIGURE = r"\d|\b(normal|alt[oa]|baj[oa]|negativ|positiv|bien)"


def _of_weak_cues(clause: Clause, phases: Phases, answers: Named | None) -> Topic | None:
    if phases.planning(clause) and (answers or says_something(clause)):
        return Topic.ADVICE
    if phases.judging(clause) and clause.says(BARELY):
        return Topic.ADVICE
    return None if clause.turn >= phases.examination else _recap(clause)


def _is_finding(clause: Clause, phases: Phases) -> bool:
    """While examining, whatever the clinician says in a few words or more is a finding."""
    examining = clause.turn >= phases.examination and not phases.planning(clause)
    return examining and clause.end - clause.begin >= 3


def _answer(about: Named, own: Scores) -> Topic:
    """Of an illness that was asked about the clinician judges; of anything else he says what is done."""
    if find_terms(read(about.text), TermKind.DIAGNOSIS):
        return Topic.ASSESSMENT
    planned = {topic: score for topic, score in own.items() if topic in PLAN}
    return strongest(planned) or Topic.ADVICE


def _instead_of_judgement(clause: Clause, own: Scores) -> Topic | None:
    """What is said among the judgement without judging: a part of the plan, or nothing for the note."""
    alone = drugs_named(clause) and not clause.says(_APPLIED)  # a drug alone is no order
    named = {Topic.TREATMENT: -3.0} if alone else {}
    plan = {topic: score for topic, score in blend((own, 1.0), (named, 1.0)).items() if topic in PLAN}
    if plan and max(plan.values()) >= _LEAST:
        return strongest(plan)
    if only_asks_to_move(clause):
        return None
    if looks_ahead(clause) or only_places(clause):
        return Topic.ADVICE
    if names_something(clause) or drugs_named(clause) or clause.says(_OF_STATE):
        return Topic.ASSESSMENT
    return Topic.ADVICE if says_something(clause) else None


_OF_STATE = r"^ (y |pero )?(sin|con|en|no hay) |\b(izquierd[oa]s?|derech[oa]s?|ambos|ambas)\b"
_APPLIED = (
    r"\b(l[oa]s? (dej|tom|suspend|quit|cort|us|pon|guard)\w+|(por|en) la (noche|manana|tarde)|al acostarse"
    r"|en (gel|crema|gotas|jarabe|parches?|spray|pomada)|\d+ (dias|horas|minutos) (antes|despues))\b"
)


def _in_history(clause: Clause, topic: Topic, own: Scores, previous: Topic | None) -> Topic:
    """Before the examination: what is taken, found or judged is known already, unless it is read out."""
    if topic is Topic.TREATMENT and _sums_up(clause):
        return _taken_so_far(clause)
    if previous is Topic.RESULTS and topic is Topic.ASSESSMENT and own[topic] >= _JUDGED:
        return topic
    read_out = topic is Topic.RESULTS and reads_out(clause)
    if not read_out and topic in (*OBJECTIVE, Topic.ASSESSMENT) and not clause.says(CAUSAL):
        return _recap(clause) or topic
    return topic


def _sums_up(clause: Clause) -> bool:
    """ "Tratamiento: aspirina cien y enalapril diez", "o sea, media dosis": read out or said again while the
    history is taken; neither ordered nor forbidden."""
    ordered = acts_for_patient(clause) or looks_ahead(clause) or opens_with_order(clause.tokens)
    forbidden = clause.says(_FORBIDS) and _recap(clause) is not Topic.ALLERGIES
    return not (ordered or forbidden or clause.says(CAUSAL))


_FORBIDS = r"\b(nada|ni|no|nunca|jamas|tampoco|prohibid\w+|suspend\w+|fuera)\b"


def _taken_so_far(clause: Clause) -> Topic:
    if names(clause, TermKind.VACCINE):
        return Topic.HISTORY
    taken = bool(drugs_named(clause)) or clause.says(r"\d|\bdosis\b")
    return _recap(clause) or (Topic.MEDICATION if taken else Topic.HISTORY)


def _recap(clause: Clause) -> Topic | None:
    """Before the examination a clinician may state what is known: "Tiene 32 años y es su tercer embarazo"."""
    if clause.says(_OF_US):
        return None
    told = score_topics(clause.folded, TOLD)
    topic = strongest(told)
    if names(clause, TermKind.DIAGNOSIS) and (topic is None or told[topic] < 4):
        return Topic.HISTORY
    return topic if topic and told[topic] >= 4 else None


# "Hay café", "perro o foca, las dos me sirven", "no es cáncer": of the room, of the clinician, or to soothe.
_OF_US = (
    r"\b(me|mi|mis|yo|conmigo|nos|internet)\b|^ (y |pero |mire )?(aqui |alla? |ahi )?hay "
    r"|^ (eso |esto )?no es "
)


def _names_treated(clause: Clause) -> bool:
    return names_something(clause) or bool(drugs_named(clause))
