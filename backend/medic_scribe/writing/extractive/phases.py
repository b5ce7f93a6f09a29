"""When in a consultation something is said: history, then examination, then judgement and plan."""

from collections.abc import Sequence

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.topics import STATED, Scores, blend, score_topics

OBJECTIVE = (Topic.VITALS, Topic.EXAMINATION, Topic.RESULTS)
PLAN = (Topic.TREATMENT, Topic.TESTS, Topic.REFERRALS, Topic.ADVICE, Topic.WARNING_SIGNS, Topic.FOLLOW_UP)


# The clinician says that what follows is judgement and plan.
_TURNING = (
    r"\b(le resumo|te resumo|en resumen|resumiendo|en conclusion|vamos a hacer (lo siguiente"
    r"|varios|dos|un)|(le|te) explico (que|lo que) (vamos|hacemos|tiene)|hacemos un acuerdo"
    r"|(hacemos|vamos a hacer) (dos|tres|varios) cambios)\b|^ (plan|tratamiento|diagnostico) $"
)


# The clinician says that he examines, and tells in the same breath what he finds.
_EXAMINING = (
    r"\b(te|lo|la|le) (reviso|examino|exploro|ausculto)\b|\ba (revisar|examinar|explorar|auscultar)(lo|la"
    r"|te|le|los)?\b"
    r"|\bdej[ea](me|nos) (ver|revisar|examinar)(lo|la|te|le)?\b|\bcamilla\b"
)


class Phases:
    """Where examination and plan begin: what is ambiguous is judged by when it is said."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        clinician = [t for t in turns if t.speaker is Speaker.CLINICIAN]
        last = turns[-1].number + 1 if turns else 0
        self.examination = next((t.number for t in clinician if _examines(t)), last)
        after = [t for t in clinician if t.number > self.examination]
        self.plan = next((t.number for t in after if _plans(t)), last)
        self.judgement = next(
            (
                (c.turn, c.begin)
                for t in turns
                if t.number >= self.examination
                for c in t.clauses
                if _judges(c, t.number > self.examination)
            ),
            None,
        )
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
        if not self.planning(clause):
            if self.judging(clause):
                return {Topic.ASSESSMENT: 2.0, Topic.TREATMENT: 0.5}
            return {Topic.EXAMINATION: 2.0, Topic.ASSESSMENT: 0.5}
        return {Topic.EXAMINATION: -1.0, Topic.ADVICE: 1.0, Topic.TREATMENT: 1.0, Topic.ASSESSMENT: 0.5}


# After the examination the patient asks what it is.
_WONDERS = r"\b(que (es|tengo|tiene|sera|es lo que (tengo|tiene))|es (grave|malo)|(y )?entonces)\b"


# The clinician begins to say what the patient has.
_JUDGING = (
    r"\b(sospech\w+|lo mas probable|probablemente|diagnostico|impresion|compatible con|se trata de|se llama"
    r"|toda (la )?pinta|corresponde a|creo que (es|tiene)|(lo|eso) que (usted )?(tiene|tienes|tenes)"
    r"|(usted )?(tiene|tienes|tenes) (un|una)|es (un|una)|(le|te) explico)\b"
)


def _judges(clause: Clause, later: bool) -> bool:
    if clause.speaker is not Speaker.CLINICIAN:
        return later and clause.asked and clause.says(_WONDERS)
    scores = score_topics(clause.folded, STATED)
    judgement = scores.get(Topic.ASSESSMENT, 0.0)
    objective = max(scores.get(topic, 0.0) for topic in OBJECTIVE)
    return not clause.asked and clause.says(_JUDGING) and judgement > objective


def _examines(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    examined = scores.get(Topic.EXAMINATION, 0)
    announced = any(clause.says(_EXAMINING) for clause in turn.clauses)
    return scores.get(Topic.VITALS, 0) >= 4 or examined >= (3 if announced else 10)


def _plans(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    plan = max((scores.get(topic, 0.0) for topic in PLAN), default=0.0)
    return plan >= 6 and plan > max((scores.get(topic, 0.0) for topic in OBJECTIVE), default=0.0)
