"""When in a consultation something is said: history, then examination, then judgement and plan."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.intent import looks_ahead, own_scores, reads_out, recounts
from medic_scribe.writing.extractive.meaning.topics import (
    OBJECTIVE,
    PLAN,
    STATED,
    Scores,
    blend,
    score_topics,
)
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.tables import patterns

_CUES = patterns("phases")
_OPENING = 8  # turns in which it shows


class Phases:
    """Where examination, judgement and plan begin: what is ambiguous is judged by when it is said."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        clinician = [t for t in turns if t.speaker is Speaker.CLINICIAN]
        last = turns[-1].number + 1 if turns else 0
        self.remote = any(
            clause.says(_CUES["remote"]) for turn in turns[:_OPENING] for clause in turn.clauses
        )
        seen = next((t.number for t in clinician if _examines(t)), None)
        self.examination = _without_examination(clinician, last) if seen is None else seen
        examined = [t for t in turns if t.number >= self.examination]
        self.judgement = _turning_point(examined)
        begun = self.judgement[0] if self.judgement else last
        at_once = self.judgement is not None and self.judgement[1] == 0
        after = [t for t in clinician if t.number >= begun and (t.number > self.examination or at_once)]
        self.plan = next((t.number for t in after if _plans(t)), last)
        stated = (clause for t in clinician if t.number >= self.examination for clause in t.clauses)
        self.turning = next((clause for clause in stated if clause.says(_CUES["turning"])), None)
        announced = [False, *(_announces(t.clauses[-1:]) for t in clinician)]
        self._again = frozenset(
            turn.number
            for turn, to_be_examined in zip(clinician, announced, strict=False)
            if turn in after and _examines_again(turn, to_be_examined)
        )

    def judging(self, clause: Clause) -> bool:
        """Whether the clinician has begun to say what the patient has."""
        begun = self.judgement is not None and (clause.turn, clause.begin) >= self.judgement
        return begun and clause.turn not in self._again

    def planning(self, clause: Clause) -> bool:
        if clause.turn in self._again:
            return False
        if self.turning and self.turning.turn <= self.plan:
            return (clause.turn, clause.begin) >= (self.turning.turn, self.turning.begin)
        return clause.turn >= self.plan

    def prior(self, clause: Clause) -> Scores:
        if clause.turn < self.examination:
            early: Scores = dict.fromkeys(OBJECTIVE, -2.0)
            return early | dict.fromkeys((Topic.ASSESSMENT, Topic.TESTS, Topic.REFERRALS), -1.5)
        if self.planning(clause):
            return {Topic.EXAMINATION: -2.0, Topic.ADVICE: 1.0, Topic.TREATMENT: 1.0, Topic.ASSESSMENT: 0.5}
        if self.judging(clause):
            return {Topic.EXAMINATION: -1.0, Topic.ASSESSMENT: 2.0, Topic.TREATMENT: 0.5}
        return {Topic.EXAMINATION: 2.0}


_IS_ONE = r"\b(es|tiene|tienes|tenes) (un|una)\b"  # of what is not just seen: "tiene un callo en el talón"
_MOST = 6.0  # what one clause may count for, however much it says
_ANNOUNCED = 3.0  # what it counts for that judgement is asked for or announced
_LIKE_BEFORE = 0.25  # a clause that tells nothing goes with what is said before it
_SURE = 2.0  # by how much judgement and plan must outweigh findings


def _turning_point(examined: Sequence[Turn]) -> tuple[int, int] | None:
    """The clause from which on judgement and plan outweigh what is found, as turn and first token.

    None while the clinician still examines.
    """
    clauses = [clause for turn in examined for clause in turn.clauses if _counts(clause, examined[0])]
    found = list(accumulate(_found_in(clauses), initial=0.0))
    first = max(range(len(found)), key=lambda place: found[place])
    if first == len(clauses) or found[first] - found[-1] < _SURE:
        return None
    return clauses[first].turn, clauses[first].begin


def _counts(clause: Clause, first: Turn) -> bool:
    if clause.speaker is Speaker.CLINICIAN:
        return not clause.asked
    return clause.asked and clause.turn > first.number and clause.says(_CUES["wondering"])


def _found_in(clauses: Sequence[Clause]) -> Iterator[float]:
    """What each clause counts for: who explains, or is asked what it is, finds nothing in the same breath."""
    asked, explained = False, -1
    for clause in clauses:
        if clause.speaker is not Speaker.CLINICIAN:
            asked = clause.says(_CUES["asking_outright"])
        elif asked or clause.says(_CUES["explaining"]):
            asked, explained = False, clause.turn
        found = _finds(clause)
        yield min(found, 0.0) if clause.turn == explained else found


def _finds(clause: Clause) -> float:
    """How much more the clause tells of what is found than of what is judged or planned."""
    if clause.speaker is not Speaker.CLINICIAN:
        return -_ANNOUNCED
    scores = own_scores(clause, examined=True)
    if clause.says(_CUES["examining"]):
        return _ANNOUNCED
    objective = 0.0 if looks_ahead(clause) else max(scores.get(topic, 0.0) for topic in OBJECTIVE)
    other = max(scores.get(topic, 0.0) for topic in (Topic.ASSESSMENT, *PLAN))
    judges = (
        clause.says(_CUES["explaining"])
        or clause.says(_CUES["judging"])
        or (clause.says(_IS_ONE) and objective < other)
    )
    other += _ANNOUNCED if judges or clause.says(_CUES["turning"]) else 0.0
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
    scores = _told_now(turn)
    orders = max((scores.get(topic, 0.0) for topic in PLAN), default=0.0)
    return orders >= _DECIDED and orders > max(scores.get(topic, 0.0) for topic in OBJECTIVE)


def _finds_a_little(turn: Turn) -> bool:
    """Whether a turn announces an examination or tells a finding or two."""
    scores = _told_now(turn)
    found = max(scores.get(topic, 0.0) for topic in OBJECTIVE)
    return found >= _LITTLE or _announces(turn.clauses)


def _told_now(turn: Turn) -> Scores:
    """What the turn tells, without what has happened elsewhere."""
    now = [c for c in turn.clauses if not c.asked and (reads_out(c) or not recounts(c))]
    return blend(*((own_scores(c, examined=True), 1.0) for c in now))


def _examines(turn: Turn) -> bool:
    scores = _stated(turn)
    enough = 3 if _announces(turn.clauses) else 10
    return scores.get(Topic.VITALS, 0) >= 4 or scores.get(Topic.EXAMINATION, 0) >= enough


def _examines_again(turn: Turn, announced: bool) -> bool:
    """ "Acuéstese otra vez, que la escucho mejor. Soplo sistólico": among the plan, and no order of it.

    `announced` where the turn before ended with it: "¿Me deja examinarla? — Sí. — Tacto sin masas".
    """
    scores = _stated(turn)
    found = scores.get(Topic.EXAMINATION, 0)
    return (
        (announced or _announces(turn.clauses))
        and found >= _AGAIN
        and found > max(scores.get(topic, 0.0) for topic in PLAN)
    )


_AGAIN = 4.0  # with such cues a turn among the plan finds something


def _announces(clauses: Sequence[Clause]) -> bool:
    return any(clause.says(_CUES["examining"]) for clause in clauses)


def _stated(turn: Turn) -> Scores:
    return blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))


def _reads_out(turn: Turn) -> bool:
    """Several results: where nobody is examined, they are what is found."""
    scores = _told_now(turn)
    return scores.get(Topic.RESULTS, 0) >= 12


def _plans(turn: Turn) -> bool:
    scores = _stated(turn)
    plan = max(scores.get(topic, 0.0) for topic in PLAN)
    return plan >= 6 and plan > max(scores.get(topic, 0.0) for topic in OBJECTIVE)
