"""When in a consultation something is said: history, then examination, then judgement and plan."""

from collections.abc import Sequence
from itertools import accumulate

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.intent import looks_ahead, own_scores
from medic_scribe.writing.extractive.topics import OBJECTIVE, PLAN, STATED, Scores, blend, score_topics

# The clinician says that what follows is the plan.
_TURNING = (
    r"\b(vamos a hacer (lo siguiente|varios|dos|un)|(le|te) explico (que|lo que) (vamos|hacemos|tiene)"
    r"|hacemos un acuerdo|(hacemos|vamos a hacer) (dos|tres|varios) cambios)\b"
    r"|^ (plan|tratamiento|diagnostico) $"
)


# The clinician says that he examines, and tells in the same breath what he finds.
_EXAMINING = (
    r"\b(te|lo|la|le) (reviso|examino|exploro|ausculto)\b|\ba (revisar|examinar|explorar|auscultar)(lo|la"
    r"|te|le|los)?\b"
    r"|\bdej[ea](me|nos) (ver|revisar|examinar)(lo|la|te|le)?\b|\bcamilla\b"
)


class Phases:
    """Where examination, judgement and plan begin: what is ambiguous is judged by when it is said."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        clinician = [t for t in turns if t.speaker is Speaker.CLINICIAN]
        last = turns[-1].number + 1 if turns else 0
        seen = next((t.number for t in clinician if _examines(t)), None)
        self.examination = _without_examination(clinician, last) if seen is None else seen
        examined = [t for t in turns if t.number >= self.examination]
        self.judgement = _turning_point(examined)
        begun = self.judgement[0] if self.judgement else last
        at_once = self.judgement is not None and self.judgement[1] == 0
        after = [t for t in clinician if t.number >= begun and (t.number > self.examination or at_once)]
        self.plan = next((t.number for t in after if _plans(t)), last)
        turning = [
            c for t in clinician if t.number >= self.examination for c in t.clauses if c.says(_TURNING)
        ]
        self.turning = turning[0] if turning else None

    def judging(self, clause: Clause) -> bool:
        """Whether the clinician has begun to say what the patient has."""
        return self.judgement is not None and (clause.turn, clause.begin) >= self.judgement

    def planning(self, clause: Clause) -> bool:
        if self.turning and self.turning.turn <= self.plan:
            return (clause.turn, clause.begin) >= (self.turning.turn, self.turning.begin)
        return clause.turn >= self.plan

    def prior(self, clause: Clause) -> Scores:
        if clause.turn < self.examination:
            early: Scores = dict.fromkeys(OBJECTIVE, -2.0)
            return early | dict.fromkeys((Topic.ASSESSMENT, Topic.TESTS, Topic.REFERRALS), -1.5)
        if self.planning(clause):
            return {Topic.EXAMINATION: -1.0, Topic.ADVICE: 1.0, Topic.TREATMENT: 1.0, Topic.ASSESSMENT: 0.5}
        if self.judging(clause):
            return {Topic.EXAMINATION: -1.0, Topic.ASSESSMENT: 2.0, Topic.TREATMENT: 0.5}
        return {Topic.EXAMINATION: 2.0}


# After the examination the patient asks what it is.
_WONDERS = r"\b(que (es|tengo|tiene|sera|es lo que (tengo|tiene))|es (grave|malo)|(y )?entonces)\b"


# The clinician begins to say what the patient has.
_JUDGING = (
    r"\b((le|te) resumo|(?<!el )(?<!del )(?<!un )resumen|resumiendo|conclusion|juicio clinico"
    r"|lo que pasa es|(el|su) problema es"
    r"|sospech\w+|lo mas probable|probablemente|diagnostico|impresion|compatible con|se trata de|se llama"
    r"|toda (la )?pinta|corresponde a|creo que (es|tiene)|(lo|eso) que (usted )?(tiene|tienes|tenes)"
    r"|(usted )?(tiene|tienes|tenes) (un|una)|es (un|una)|(le|te) explico)\b"
)
_MOST = 6.0  # what one clause may count for, however much it says
_ANNOUNCED = 3.0  # what it counts for that judgement is asked for or announced
_LIKE_BEFORE = 0.25  # a clause that tells nothing goes with what is said before it
_SURE = 2.0  # by how much judgement and plan must outweigh findings


def _turning_point(examined: Sequence[Turn]) -> tuple[int, int] | None:
    """The clause from which on judgement and plan outweigh what is found, as turn and first token.

    None while the clinician still examines.
    """
    clauses = [clause for turn in examined for clause in turn.clauses if _counts(clause, examined[0])]
    found = list(accumulate((_finds(clause) for clause in clauses), initial=0.0))
    first = max(range(len(found)), key=lambda place: found[place])
    if first == len(clauses) or found[first] - found[-1] < _SURE:
        return None
    return clauses[first].turn, clauses[first].begin


def _counts(clause: Clause, first: Turn) -> bool:
    if clause.speaker is Speaker.CLINICIAN:
        return not clause.asked
    return clause.asked and clause.turn > first.number and clause.says(_WONDERS)


def _finds(clause: Clause) -> float:
    """How much more the clause tells of what is found than of what is judged or planned."""
    if clause.speaker is not Speaker.CLINICIAN:
        return -_ANNOUNCED
    scores = own_scores(clause, examined=True)
    objective = 0.0 if looks_ahead(clause) else max(scores.get(topic, 0.0) for topic in OBJECTIVE)
    other = max(scores.get(topic, 0.0) for topic in (Topic.ASSESSMENT, *PLAN))
    other += _ANNOUNCED if clause.says(_JUDGING) or clause.says(_TURNING) else 0.0
    return max(-_MOST, min(_MOST, objective - other)) or _LIKE_BEFORE


def _without_examination(clinician: Sequence[Turn], last: int) -> int:
    """Where nobody is examined at length: the turn that reads out or finds something, else the first that
    decides what is done."""
    read_out = next((place for place, turn in enumerate(clinician) if _reads_out(turn)), len(clinician))
    decided = next((place for place, turn in enumerate(clinician) if _decides(turn)), len(clinician))
    place = min(read_out, decided)
    found = [turn for turn in clinician[max(0, place - _NEAR) : place] if _finds_a_little(turn)]
    return next((turn.number for turn in (*found, *clinician[place:])), last)


_NEAR = 2  # of the clinician's turns from what is found to what is done
_DECIDED = 9.0  # with such cues a turn decides what is done
_LITTLE = 5.0  # with such cues a turn finds something


def _decides(turn: Turn) -> bool:
    scores = blend(*((own_scores(c, examined=True), 1.0) for c in turn.clauses if not c.asked))
    orders = max((scores.get(topic, 0.0) for topic in PLAN), default=0.0)
    return orders >= _DECIDED and orders > max(scores.get(topic, 0.0) for topic in OBJECTIVE)


def _finds_a_little(turn: Turn) -> bool:
    """Whether a turn announces an examination or tells a finding or two."""
    scores = blend(*((own_scores(c, examined=True), 1.0) for c in turn.clauses if not c.asked))
    found = max(scores.get(topic, 0.0) for topic in OBJECTIVE)
    return found >= _LITTLE or any(clause.says(_EXAMINING) for clause in turn.clauses)


def _examines(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    examined = scores.get(Topic.EXAMINATION, 0)
    announced = any(clause.says(_EXAMINING) for clause in turn.clauses)
    return scores.get(Topic.VITALS, 0) >= 4 or examined >= (3 if announced else 10)


def _reads_out(turn: Turn) -> bool:
    """Several results: where nobody is examined, they are what is found."""
    scores = blend(*((own_scores(c, examined=True), 1.0) for c in turn.clauses if not c.asked))
    return scores.get(Topic.RESULTS, 0) >= 12


def _plans(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    plan = max((scores.get(topic, 0.0) for topic in PLAN), default=0.0)
    return plan >= 6 and plan > max((scores.get(topic, 0.0) for topic in OBJECTIVE), default=0.0)
