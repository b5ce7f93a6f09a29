"""When in a consultation something is said: history, then examination, then judgement and plan."""

from collections.abc import Sequence

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Turn
from medic_scribe.writing.extractive.topics import STATED, Scores, blend, score_topics

OBJECTIVE = (Topic.VITALS, Topic.EXAMINATION, Topic.RESULTS)
PLAN = (Topic.TREATMENT, Topic.TESTS, Topic.REFERRALS, Topic.ADVICE, Topic.WARNING_SIGNS, Topic.FOLLOW_UP)


class Phases:
    """Where examination and plan begin, as turn numbers: what is ambiguous is judged by when it is said."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        clinician = [t for t in turns if t.speaker is Speaker.CLINICIAN]
        last = turns[-1].number + 1 if turns else 0
        self.examination = next((t.number for t in clinician if _examines(t)), last)
        self.plan = next((t.number for t in clinician if t.number > self.examination and _plans(t)), last)

    def prior(self, turn: int) -> Scores:
        if turn < self.examination:
            return dict.fromkeys(OBJECTIVE, -2.0) | dict.fromkeys(
                (Topic.ASSESSMENT, Topic.TESTS, Topic.REFERRALS), -1.5
            )
        if turn < self.plan:
            return {Topic.EXAMINATION: 2.0, Topic.ASSESSMENT: 0.5}
        return {Topic.EXAMINATION: -0.5, Topic.ADVICE: 1.0, Topic.TREATMENT: 1.0}


def _examines(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    return scores.get(Topic.VITALS, 0) >= 4 or scores.get(Topic.EXAMINATION, 0) >= 10


def _plans(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    plan = max((scores.get(topic, 0.0) for topic in PLAN), default=0.0)
    return plan >= 6 and plan > max((scores.get(topic, 0.0) for topic in OBJECTIVE), default=0.0)
