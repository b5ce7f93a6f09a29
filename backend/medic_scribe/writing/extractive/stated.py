"""What the clinician states: findings, results, judgement and plan, one line each."""

import re

from medic_scribe.clinical import (
    MeasurementKind,
    TermKind,
    find_measurements,
    find_medications,
    find_terms,
    fold,
)
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.amendments import RETRACTS
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.doses import goes_on_with_dose, titrates
from medic_scribe.writing.extractive.lines import Line, line
from medic_scribe.writing.extractive.phases import OBJECTIVE, PLAN, Phases
from medic_scribe.writing.extractive.relevance import is_small_talk
from medic_scribe.writing.extractive.rewriting import rewritten
from medic_scribe.writing.extractive.subjects import Named, drugs_named, leans_on_drug, subject_of
from medic_scribe.writing.extractive.topics import STATED, TOLD, blend, score_topics, strongest

# A condition, an order or a wish is no finding and no result.
_YET_TO_COME = (
    r"^ (y |o |pero |\w+ )?si (le|se|te|no|hay|tiene|tienes|tenes|nota|notas|aparece|vuelve|sale"
    r"|empeora|esta|hace|le|la|lo)\b"
    r"|\b(le|te|les) (repito|pido|solicito|mando)\b|^ (repetimos|pedimos|pido|repita|solicito)\b"
    r"|\b(lo|la) quiero (por|en|a|entre|menos|debajo)\b"
    r"|\bpreferente\b|\besta (misma )?semana\b|\b(antes de|dentro de) \d+ (dias|semanas|meses)\b"
    r"|\bnada (en|por) (la )?boca\b"
    r"|^ \w+( de \w+)? primero $"
)
SURE = 6.0  # with stronger cues than this there is no doubt what a clause is about
LEAST = 2.0  # a clinician's clause with weaker cues than this is conversation
FIGURES = (Topic.VITALS, Topic.RESULTS)
_GOING_ON = (
    r"^ (y )?(no mejor|mejor|por ahora|hoy no|todavia no|de momento|despues|luego|tambien|es para"
    r"|son|o sea|asi|ademas|por eso"
    r"|si (la|lo|le|las|los)|no (la|lo|los|las)|eso|es[ae]|antes de|primero|hasta|maximo)\b"
)
_CAUSAL = (
    r"\b(puede|podria|pueden|podrian) (danar|arruinar|sangrar|producir|causar|empeorar|subir)\b"
    r"|\bpor eso (las|los|el|la)\b"
)


def stated_lines(turn: Turn, before: Turn | None, phases: Phases, drug: Named | None = None) -> list[Line]:
    """`before` is the patient's turn just before, whose question a fragment may answer; `drug` the last
    one named."""
    lines: list[Line] = []
    asked_about: Named | None = None
    for clause in turn.clauses:
        if clause.asked or is_small_talk(clause):
            continue
        subject = None if lines else subject_of(clause, before)
        asked_about = subject or asked_about
        topic = _topic(clause, phases, lines[-1].topic if lines else None, bool(subject))
        retracts = (
            not lines and bool(before and before.speaker is not Speaker.CLINICIAN) and clause.says(RETRACTS)
        )
        topic = topic or (Topic.ADVICE if retracts else None)
        prescribed = bool(lines) and lines[-1].topic is Topic.TREATMENT
        if (prescribed and goes_on_with_dose(clause)) or ((prescribed or asked_about) and titrates(clause)):
            topic = Topic.TREATMENT
        text = rewritten(clause, topic) if topic else ""
        if topic is None or not text or (topic is Topic.VITALS and not re.search(r"\d", text)):
            continue
        own = drugs_named(clause)
        about = subject or ((asked_about or drug) if not own and leans_on_drug(clause) else None)
        about = about or (asked_about if titrates(clause) and not prescribed else None)
        if (topic is Topic.EXAMINATION and _only_asks_to_move(clause)) or (
            not about and _says_nothing_alone(clause, lines)
        ):
            continue
        lines = _with(lines, clause, topic, text, about)
        if retracts:
            lines = [lines[0].marked("retracts")]
        drug = own[0] if own else drug
    return lines


def _with(lines: list[Line], clause: Clause, topic: Topic, text: str, about: Named | None) -> list[Line]:
    """The lines and one more clause: a line of its own, or the last line's continuation."""
    sure = score_topics(clause.folded, STATED).get(topic, 0.0) >= SURE
    traits = ("clinician", "sure") if sure else ("clinician",)
    if lines and _continues(clause, topic, lines[-1]):
        joint = "; " if topic in FIGURES else ". "
        more = line(topic, text, (clause.evidence,), clause.turn).marked(*traits)
        if clause.says(_TAKES_BACK):
            return [*lines[:-1], lines[-1].mended(text, clause.evidence)]
        return [*lines[:-1], lines[-1].plus(more, joint)]
    named = about is not None and fold(about.text) not in fold(text)
    evidence = (about.evidence, clause.evidence) if about and named else (clause.evidence,)
    heading = about.text if about and named else ""
    return [*lines, line(topic, text, evidence, clause.turn, heading).marked(*traits)]


def _continues(clause: Clause, topic: Topic, last: Line) -> bool:
    """Whether the clause goes on with the line before: figures of one kind, or words that lean on it."""
    if clause.says(_TAKES_BACK) and clause.turn == last.turn:
        return True
    if topic in FIGURES:
        return last.topic is topic
    counts = clause.says(r"^ (y )?(\d+|mil|medi[oa]|un[ao]?)\b") and not drugs_named(clause)
    if topic is last.topic is Topic.TREATMENT and (counts or goes_on_with_dose(clause) or titrates(clause)):
        return True
    return topic is last.topic and topic in PLAN and clause.says(_GOING_ON) and not drugs_named(clause)


# The speaker thinks better of what was just said: it stands only with this behind it.
_TAKES_BACK = (
    r"^ (venga |bueno |ay |a ver )*(no (mejor|perdon|disculp\w+|esper\w+|a ver|todavia no|hasta)"
    r"|perdon|mejor dicho|corrijo|digo|me equivoque)\b"
)
_MOVING = (
    r"^ (venga |bueno |a ver |ahora |y |ya )*(me )?(sub[ae]\w*|acuest\w+|vist[ae]\w+|ensen\w+"
    r"|tumb\w+|ech[ea]\w+|respir[ea]|sient\w+|levant\w+"
    r"|abr[ai]|saqu?e|tosa|camin[ea]|quit[ea]\w+|desnud\w+|pas[ea]|recuest\w+|recost\w+|apriet\w+"
    r"|empuj[ea]|deme|dame|dejeme|par[ea]s?e"
    r"|dicto|sigo|le (peso|mido|tomo|digo)|te (peso|mido|tomo))\b"
)


def _only_asks_to_move(clause: Clause) -> bool:
    """ "Suba a la camilla", "Enséñeme las manos": no finding."""
    finding = _names(clause, TermKind.FINDING) or _names(clause, TermKind.SYMPTOM) or clause.says(r"\d")
    return not finding and (
        clause.end - clause.begin < 2 or (clause.end - clause.begin <= 6 and clause.says(_MOVING))
    )


def _says_nothing_alone(clause: Clause, lines: list[Line]) -> bool:
    """ "No necesariamente", "Antes no": an answer whose question is not in the note."""
    bare = clause.end - clause.begin <= 3 and clause.says(
        r"^ (y |pero |pues )*(no|si|claro|tampoco|todavia no|aun no|antes no|ahora no|despues|luego"
        r"|depende)( \w+mente| tanto| creo| se| mucho)? $"
    )
    return bare and not (lines and clause.says(_GOING_ON))


def _topic(clause: Clause, phases: Phases, previous: Topic | None, answers: bool) -> Topic | None:
    own = score_topics(clause.folded, STATED)
    if drugs_named(clause) and not clause.says(_CAUSAL):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    if _names(clause, TermKind.VACCINE):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    for topic in _measured(clause):
        own[topic] = own.get(topic, 0.0) + 3
    if clause.says(r"\b\d+[.,]\d\b") and not drugs_named(clause):
        own[Topic.RESULTS] = own.get(Topic.RESULTS, 0.0) + 2
    examined = clause.turn >= phases.examination
    if examined and _names(clause, TermKind.DIAGNOSIS):
        own[Topic.ASSESSMENT] = own.get(Topic.ASSESSMENT, 0.0) + 3.5
    if examined and any(
        m.dose for m in find_medications(clause.reading) if clause.begin <= m.begin < clause.end
    ):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    followed = {previous: 2.0} if previous else {}
    scores = blend((own, 1.0), (phases.prior(clause), 1.0), (followed, 1.0))
    if clause.says(_YET_TO_COME) and not clause.says(r"\b(salio|salieron|mostro|muestra)\b"):
        scores = {topic: score for topic, score in scores.items() if topic not in OBJECTIVE}
    topic = strongest(scores)
    if topic is None or (scores[topic] < LEAST and not _is_finding(clause, phases)):
        if answers and phases.planning(clause):
            return Topic.ADVICE
        return None if examined else _recap(clause)
    if not examined and topic in (*OBJECTIVE, Topic.ASSESSMENT) and not clause.says(_CAUSAL):
        return _recap(clause) or topic
    return topic


_MEASURED = {MeasurementKind.VITAL: Topic.VITALS, MeasurementKind.RESULT: Topic.RESULTS}


def _measured(clause: Clause) -> set[Topic]:
    """The kinds of values that the clause states."""
    return {
        _MEASURED[m.kind]
        for m in find_measurements(clause.reading)
        if clause.begin <= m.begin < m.end <= clause.end
        and m.kind in _MEASURED
        and not (m.asked or m.conditional)
    }


def _names(clause: Clause, kind: TermKind) -> bool:
    return any(clause.begin <= term.begin < clause.end for term in find_terms(clause.reading, kind))


def _is_finding(clause: Clause, phases: Phases) -> bool:
    """While examining, whatever the clinician says in a few words or more is a finding."""
    examining = clause.turn >= phases.examination and not phases.planning(clause)
    return examining and clause.end - clause.begin >= 3


def _recap(clause: Clause) -> Topic | None:
    """Before the examination a clinician may state what is known: "Tiene 32 años y es su tercer embarazo"."""
    told = score_topics(clause.folded, TOLD)
    topic = strongest(told)
    if _names(clause, TermKind.DIAGNOSIS) and (topic is None or told[topic] < 4):
        return Topic.HISTORY
    return topic if topic and told[topic] >= 4 else None
