"""Which clauses ask, where a recogniser lost the marks."""

import re
from dataclasses import replace

from medic_scribe.clinical import find_measurements
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.meaning.tags import without_tags
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO
from medic_scribe.writing.extractive.words.tables import patterns
from medic_scribe.writing.extractive.words.verbs import is_verb, verb_forms
from medic_scribe.writing.extractive.words.who_acts import first_person, in_first_person

_CUES = patterns("asking")


def mark_questions(turns: list[Turn]) -> list[Turn]:
    """Where a recogniser lost the marks: a clinician's last short clause that reads like a question is
    one."""
    marked: list[Turn] = []
    phase = False
    for place, turn in enumerate(turns):
        phase = phase or _states_at_length(turn)
        answered = place + 1 < len(turns) and turns[place + 1].speaker is not Speaker.CLINICIAN
        said = turn
        if turn.speaker is Speaker.CLINICIAN:
            following = turns[place + 1] if answered else None
            turn = _with_yes(_parted(said, following, examined=phase), marked[-1] if marked else None)
            turn = _with_findings(turn, following) if phase else turn
        last = turn.clauses[-1]
        if turn.speaker is not Speaker.CLINICIAN:
            turn = replace(turn, clauses=_patient_clauses(turn, phase, answered=not answered))
        elif (
            answered
            and last is said.clauses[-1]
            and not _closes_a_statement(turn)
            and _reads_like_a_question(last, turns[place + 1], phase)
        ):
            turn = replace(turn, clauses=(*turn.clauses[:-1], replace(last, asked=True)))
        marked.append(turn)
    return marked


def _parted(turn: Turn, following: Turn | None, *, examined: bool) -> Turn:
    """The turn, what its clauses state parted from what they only ask for assent with."""
    denied = following is not None and bool(LEAD_NO.match(following.clauses[0].folded))
    clauses: list[Clause] = []
    for clause in turn.clauses:
        clauses += without_tags(clause, examined=examined, denied=denied and clause is turn.clauses[-1])
    return replace(turn, clauses=tuple(clauses))


def _with_yes(turn: Turn, before: Turn | None) -> Turn:
    """ "La tensión está alta, ¿no? — Si está un poco alta": the accent of a "sí" that was not heard."""
    first, *rest = turn.clauses
    question = before.clauses[-1] if before and before.clauses[-1].asked else None
    if question is None or not first.says(r"^ si \w+ ") or question.says(r"\bsi\b"):
        return turn
    verb = first.tokens[1]
    said_again = is_verb(verb.text) and verb.folded in {token.folded for token in question.tokens}
    return replace(turn, clauses=(replace(first, begin=first.begin + 1), *rest)) if said_again else turn


def _with_findings(turn: Turn, following: Turn | None) -> Turn:
    """While examining, "¿No hay úlceras?" that is not answered is a finding."""
    *before, last = turn.clauses
    replied = following is None or following.clauses[0].says(r"^ (si|no|ni|nunca|nada|alguna?|ningun[oa]?) ")
    if replied or not before or not last.asked or not last.says(r"^ (y )?no hay "):
        return turn
    return replace(turn, clauses=(*before, replace(last, asked=False)))


def _patient_clauses(turn: Turn, examined: bool, answered: bool) -> tuple[Clause, ...]:
    """`answered` where the clinician speaks next."""
    clauses: list[Clause] = []
    for clause in turn.clauses:
        if _only_wants_assent(clause, examined):
            clauses.append(replace(clause, asked=False))
            continue
        goes_on = bool(clauses) and clauses[-1].asked and _goes_on_asking(clause)
        one_more = examined and (clause.says(_CUES["one_more_doctor"]) or clause.says(_CUES["is_it"]))
        asks = _patient_asks(clause, clause.asked) and not _tells_what_follows(clause, examined)
        clauses.append(replace(clause, asked=goes_on or one_more or asks))
    last = clauses[-1]
    if (
        examined
        and answered
        and _is_open(last)
        and last.says(_CUES["one_more"])
        and not last.says(r"\b(me|no|tengo|tomo)\b")
    ):
        clauses[-1] = replace(last, asked=True)
    return tuple(clauses)


def _only_wants_assent(clause: Clause, examined: bool) -> bool:
    """ "Mi tía tiene artrosis, ¿no?": what a patient tells of himself and his own is no question.

    Once examined he also asks so of what will be done to him.
    """
    tag = clause.says(r" (no|verdad|cierto|eh|sabe|ve|vio) $") and clause.end - clause.begin > 2
    begins = "¿" in clause.tokens[0].opens or clause.says(r"^ (y |pero )?(que|cual|como|cuando|si)\b")
    own = (
        clause.says(_CUES["telling"])
        if examined
        else clause.says(r"\b(mi|mis|me)\b") or _speaks_of_himself(clause)
    )
    return tag and not begins and own


def _is_open(clause: Clause) -> bool:
    """Whether no mark closes it."""
    return not clause.tokens[-1].closes


def _goes_on_asking(clause: Clause) -> bool:
    """ "¿Un desgarro? Como un desgarro de músculo": a fragment that only says the question again."""
    return _is_open(clause) and clause.says(r"^ (como|o|o sea)\b") and not _holds_verb(clause)


def _closes_a_statement(turn: Turn) -> bool:
    """ "Cuello, sin ganglios. Conjuntivas pálidas.": a few words with a full stop behind statements ask
    nothing, and neither does what belongs to a case that is presented."""
    *before, last = turn.clauses
    if not last.asked and any(clause.says(_CUES["presented"]) for clause in before):
        return True
    if last.asked or not last.text.rstrip().endswith(".") or last.says(_CUES["indirect"]):
        return False
    if last.says(r"^ (le |te |les )?(pido|solicito|mando|doy|receto|indico|dejo|anoto|veo|espero|hago)\b"):
        return True
    stated = [c for c in before if not c.asked and c.end - c.begin > 1]
    return len(stated) > 1 or last.says(r"\b(no|sin|nunca|siempre|solo|positiv[oa]|negativ[oa]|normal|\d+)\b")


def _patient_asks(clause: Clause, marked: bool) -> bool:
    """A patient's question, also one that lost its marks."""
    if marked:
        return True
    if clause.says(_CUES["lost_tag"]) or clause.says(r"^ (\w+ ){1,6}o no( \w+)? $"):
        return True  # "La tensión está alta, ¿no?", "¿Tiene cáncer o no tiene?"
    if clause.says(r"^ (y |pero |entonces )?(usted|tu|vos)\b") and not clause.says(r"\b(me|mi|mis|yo)\b"):
        return True  # what is said of the clinician is no fact about the patient
    return clause.end - clause.begin <= 12 and clause.says(_CUES["patient"])


def _tells_what_follows(clause: Clause, examined: bool) -> bool:
    """ "Y si aguanto las ganas me duele", "Cuando la dejé volvió todo", "Y… sí": while his history is taken a
    patient tells what follows upon what; he asks so what only the plan can answer."""
    if examined or "?" in clause.tokens[-1].closes or not clause.says(_CUES["upon_what"]):
        return False
    words = clause.words
    told = [at for at, word in enumerate(words) if is_verb(word) or first_person(words, at)]
    return len(told) > 1 or clause.says(r"^ y si (doctora? )?$")


def _states_at_length(turn: Turn) -> bool:
    """The clinician has begun to examine: from here short remarks are findings, not questions."""
    return turn.speaker is Speaker.CLINICIAN and (
        any(c.says(r"\d{2,3}/\d{2,3}|\d{2,3} sobre \d") for c in turn.clauses)
        or len(find_measurements(turn.clauses[0].reading)) > 1
    )


def _reads_like_a_question(clause: Clause, following: Turn, examined: bool) -> bool:
    if clause.asked or clause.says(_CUES["stating"]) or (examined and _speaks_of_himself(clause)):
        return clause.asked
    if clause.says(_CUES["indirect"]):
        return True
    words = clause.end - clause.begin
    bare = (
        not examined
        and words <= 5
        and not _holds_verb(clause)
        and not clause.says(r"\b(gracias|bueno|bien|ya|listo|claro|acuerdo)\b")
    )
    if not examined and (_offers_choice(clause) or _answered_by_name(clause, following.clauses[0])):
        return True
    if clause.text.rstrip().endswith((".", "!")):
        return bare
    answers = following.clauses[0].says(
        r"^ (si|no|ni|nunca|nada|aja|mmm|pues|a|la|el|desde|como|un|una|\d+|ya no|ese|esa) ?"
    )
    replied = following.clauses[0].says(r"^ (si|no|ese|esa|eso|ni)\b")
    return (
        bare
        or (
            words <= 14
            and clause.says(_CUES["asking"])
            and not (examined and clause.says(_CUES["asking_if_answered"]))
        )
        or (answers and words <= 6 and not (examined and _is_only_followed(clause, following)))
        or (replied and not examined and words <= 14)
    )


def _is_only_followed(clause: Clause, following: Turn) -> bool:
    """ "Pulmones limpios — Ajá": who listens to what is found answers nothing."""
    heard = following.words == 1 and following.clauses[0].says(r"^ (aja|mmm?|hum) $")
    found = clause.end - clause.begin > 1 and not _holds_verb(clause)
    return heard and found and not clause.says(_CUES["asking_if_answered"])


_EITHER = re.compile(r" (?:y |se |le |la |lo |te )*(\w+) .* o (?:no |se |le |la |lo |te )*(\w+) ")


def _offers_choice(clause: Clause) -> bool:
    """ "Se toma todas las pastillas o se le olvida alguna": one or the other, of the patient."""
    either = _EITHER.match(clause.folded)
    return either is not None and not _speaks_of_himself(clause) and all(map(verb_forms, either.groups()))


def _answered_by_name(clause: Clause, answer: Clause) -> bool:
    """ "En la casa hay armas, veneno — Armas no": what was asked is named again with its yes or no."""
    named = re.match(r" (?:la |el |las |los )?(\w{4,}) (?:no|si|tampoco)\b", answer.folded)
    return bool(named) and f" {named.group(1)} " in clause.folded


def _speaks_of_himself(clause: Clause) -> bool:
    """Nobody asks what he does himself: "le tomo una muestra"."""
    return in_first_person(clause.words)


def _holds_verb(clause: Clause) -> bool:
    return any(is_verb(token.text) for token in clause.tokens)
