"""What patient and companion tell, joined with the question it answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from medic_scribe.clinical import (
    TermKind,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
)
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.meaning.doses import goes_on_with_dose, names_what_is_taken
from medic_scribe.writing.extractive.meaning.intent import proposes
from medic_scribe.writing.extractive.meaning.subjects import Named, drugs_named
from medic_scribe.writing.extractive.meaning.topics import (
    PLAN,
    STATED,
    TOLD,
    Scores,
    blend,
    score_topics,
    strongest,
)
from medic_scribe.writing.extractive.meaning.whose import (
    Somebody,
    asks_of_family,
    names_somebody,
    of_companion,
    speaks_of_himself,
)
from medic_scribe.writing.extractive.note.lines import Line, Under, line
from medic_scribe.writing.extractive.note.relevance import is_small_talk
from medic_scribe.writing.extractive.patient.affirmations import affirmed
from medic_scribe.writing.extractive.patient.amendments import attributed, with_reply
from medic_scribe.writing.extractive.patient.answers import fold_answers
from medic_scribe.writing.extractive.patient.denials import denies_all
from medic_scribe.writing.extractive.patient.disagreement import disagreement
from medic_scribe.writing.extractive.patient.headings import (
    asks_of_allergies,
    heading_for,
    meant_for,
    needs_heading,
    settled_by,
)
from medic_scribe.writing.extractive.patient.questions import is_closed
from medic_scribe.writing.extractive.patient.retelling import naming, told_text, with_lost_comma
from medic_scribe.writing.extractive.patient.standing import stands_alone, without_lead
from medic_scribe.writing.extractive.patient.things import Thing, without_name
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.corrections import takes_back, values
from medic_scribe.writing.extractive.words.person import in_first_person
from medic_scribe.writing.extractive.words.verbs import holds_verb
from medic_scribe.writing.extractive.words.wording import capital, lowered

_OTHERS = (
    r"\b(vecin[oa]|amig[oa]s?|comadre|compadre|companer[oa]|conocid[oa]|prim[oa]|cunad[oa]"
    r"|suegr[oa]|la gente|internet|dicen)\b"
)
# What a clinician must never miss: harm that somebody thinks of, does or suffers.
DANGER = (
    r"\b(suicid\w*|no (merec\w+|val\w+) la pena (vivir|seguir)"
    r"|(mejor|ganas de|quisiera|quiero) no (vivir|despertar)"
    r"|armas?|raticida|veneno|quitar(me|se|te)? la vida|matar(me|se|te)|morir(me|se|te)?|hacer(me|se|te)"
    r" (algo|dano)|(me|que) lleve dormid[oa]"
    r"|no (quiero|quisiera|deseo) vivir|mejor no estar|se me haya cruzado|me (pega|pego|amenaza"
    r"|golpea)|abus[oa] sexual\w*)\b"
)
# "A él lo operaron": of somebody who was named just before.
_OF_SOMEBODY = re.compile(r"(y |pero )?(a |con |de )?(él|ella|ellos|ellas)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(antes de que (me|se) olvide|por cierto|se acuerda de)\b")


@dataclass(frozen=True, slots=True)
class Exchange:
    """The clinician's questions (none where the patient speaks unasked) and what was answered, turn by turn.

    `early` of the answers come before the plan. `late` where the answer comes only after something else: then
    its question always stands before it. `said` are the clinician's words just before. `for_another` where no
    patient speaks: "¿Tú tomas algo?" asks of the companion. `examined` once the clinician examines, and
    `remote` where he cannot, since they speak by telephone or video.
    `somebody` whom the questions ask the patient about; `drug` was named last.
    """

    questions: tuple[Clause, ...]
    answers: tuple[Turn, ...]
    early: int
    about: Named | None = None
    late: bool = False
    before: Clause | None = None
    said: frozenset[str] = frozenset()
    for_another: bool = False
    examined: bool = False
    remote: bool = False
    somebody: Somebody | None = None
    drug: Named | None = None


def evades(turn: Turn) -> bool:
    """Whether the turn begins with a question or an anecdote of its own and leaves the clinician's open."""
    first, *rest = turn.clauses
    if any(LEAD_NO.match(c.folded) or LEAD_YES.match(c.folded) for c in rest if c.end - c.begin <= 4):
        return False  # "¿Y con quién, doctor? No."
    return first.asked or first.says(_ASIDE.pattern)


@lru_cache(maxsize=1_024)  # a consultation is read again and again while it grows
def told_lines(exchange: Exchange) -> tuple[Line, ...]:
    if conflict := disagreement(exchange.questions, exchange.answers):
        return (conflict,)
    lines: list[Line] = []
    open_questions = exchange.questions
    for place, turn in enumerate(exchange.answers):
        answers = not evades(turn)
        told = _turn_lines(_unrepeated(turn, exchange), open_questions if answers else (), exchange)
        told = [_agreed(line, exchange) for line in told]
        told = [_reply_to_plan(line) for line in told] if place >= exchange.early else told
        if lines and place:
            lines, told = with_reply(lines, told, turn, exchange.answers[place - 1])
        if turn.speaker is Speaker.COMPANION and any(t.speaker is Speaker.PATIENT for t in exchange.answers):
            told = [attributed(line) for line in told]
        lines += told
        open_questions = () if answers else open_questions
    return tuple(lines)


def _unrepeated(turn: Turn, exchange: Exchange) -> Turn:
    """The turn without what only repeats the plan: "500 a la mañana", half of what was ordered."""
    repeats = exchange.said | _REPEATING
    said = tuple(c for c in turn.clauses if c.asked or not {token.folded for token in c.tokens} <= repeats)
    return turn if exchange.questions else replace(turn, clauses=said)


_REPEATING = frozenset("y o a de en la el las los sea entonces despues luego ya".split())


def _turn_lines(turn: Turn, questions: tuple[Clause, ...], exchange: Exchange) -> list[Line]:
    clauses = [c for c in turn.clauses if not c.asked and not is_small_talk(c, answering=bool(questions))]
    if any(c.asked for c in turn.clauses):
        clauses = [c for c in clauses if not c.says(_OTHERS)]  # "Mi vecino tiene oxígeno, ¿y yo?"
    clauses = _corrected(clauses)
    if not clauses:
        return []
    lines: list[Line] = []
    about: Mapping[Clause, Thing] = {}
    asked_topics = _topics_of(questions)
    somebody = exchange.somebody if questions and turn.speaker is Speaker.PATIENT else None
    if questions and not somebody and not (exchange.for_another and _of_yourself(questions)):
        folded = fold_answers(questions, clauses, lambda clause: _topic(clause, asked_topics))
        lines, clauses, questions, about = folded.lines, folded.clauses, folded.questions, folded.about
    told = _Told(clauses, questions, exchange, asked_topics, about, somebody)
    for place in range(len(clauses)):
        told.hear(place)
    return [*lines, *told.lines]


def _topics_of(questions: Sequence[Clause]) -> Scores:
    return blend(*((_asks_of(question), 1.0) for question in questions))


def _corrected(clauses: list[Clause]) -> list[Clause]:
    """A sentence that takes back the short one before is read in one with it: "Tres días. No, dos".

    Where it only takes back ("No, a ver, que me lío"), both go.
    """
    kept: list[Clause] = []
    for clause in clauses:
        if _is_not_his(clause):
            if kept and clause.says(_ONLY_NOT_HIS) and drugs_named(kept[-1]):
                kept.pop()
        elif kept and clause.says(_AFTER_ALL) and denies_all(kept[-1]) and not denies_all(clause):
            kept[-1] = clause  # "No, a nada. Ah, sí, perdón: a la penicilina"
        elif kept and _says_in_full(clause, kept[-1]):
            kept[-1] = clause
        elif kept and takes_back(clause.folded, kept[-1].folded):
            before = kept.pop()
            if values(clause.folded.split()):
                kept.append(replace(clause, begin=before.begin))  # the words know what they take back
        else:
            kept.append(clause)
    return kept


def _says_in_full(clause: Clause, before: Clause) -> bool:
    """ "¿Cincuenta y…? — Cuatro. Cincuenta y cuatro recién cumplidos"."""
    unit, whole = before.tokens[0].value or 0, clause.tokens[0].value or 0
    return before.end - before.begin == 1 and whole > _TENS and whole % 10 == unit > 0


_TENS = 20


def _is_not_his(clause: Clause) -> bool:
    """ "Levotiroxina... no, esta es mía": a drug that was read out and is another's."""
    whose = _MINE if clause.speaker is Speaker.COMPANION else _HERS
    return clause.says(whose) and (clause.says(_ONLY_NOT_HIS) or len(drugs_named(clause)) == 1)


_HERS = r"\bno (pero )?(est|es)[aeo]s? (es|son|era) de (mi \w+|ella|el) "
_MINE = rf"\bno (est|es)[aeo]s? (es|son|era) mi[ao]s? |{_HERS}"
_ONLY_NOT_HIS = r"^ (ah |ay |uy |perdon )*no (pero )?(est|es)[aeo]s? (es|son|era) "
_AFTER_ALL = (
    r"^ ((ah|ay|uy|bueno) )*(si( (perdon|claro|espere|doctora?))?|perdon|miento|me equivoque|mentira)\b"
)


def _agreed(told: Line, exchange: Exchange) -> Line:
    """What the clinician proposes once he has examined is a part of the plan, with what is answered."""
    proposed = [question for question in exchange.questions if proposes(question)]
    if not (exchange.examined and proposed and told.parts[0].heading):
        return told
    planned = blend(*((score_topics(question.folded, STATED), 1.0) for question in proposed))
    topic = strongest({topic: score for topic, score in planned.items() if topic in PLAN})
    return replace(told, topic=topic or Topic.ADVICE)


def _reply_to_plan(told: Line) -> Line:
    """What the patient wants or refuses once the plan is on the table belongs to the plan."""
    told = told.marked("late")
    if told.topic is not Topic.PREFERENCES:
        return told
    first, *rest = told.parts
    return Line(Topic.ADVICE, (replace(first, heading="Paciente"), *rest), told.turn)


@dataclass(slots=True)
class _Told:
    """The lines of one turn while it is read: `questions` are those still unanswered and `topics` what they
    are about, `half_named` what each clause names of a question half answered, `somebody` whom they ask
    about while he is still spoken of, `other` the clause that brought somebody else up, and `under` the
    heading that a bare clause goes on under."""

    clauses: Sequence[Clause]
    questions: tuple[Clause, ...]
    exchange: Exchange
    topics: Scores
    half_named: Mapping[Clause, Thing]
    somebody: Somebody | None = None
    other: Clause | None = None
    under: Under | None = None
    lines: list[Line] = field(default_factory=list[Line])

    def hear(self, place: int) -> None:
        clause = self.clauses[place]
        text = told_text(clause)
        if not text or (self.questions and _interjects(clause, self.clauses[place + 1 :])):
            return
        text = with_lost_comma(naming(text, clause), self.questions)
        goes_on = self._goes_on(place)
        topic = self._topic(place, goes_on)
        takes = names_what_is_taken(clause)
        fitting = meant_for(clause, tuple(q for q in self.questions if not (takes and asks_of_allergies(q))))
        thing = self.half_named.get(clause)
        head = _head(clause, text, self.questions, fitting, self.exchange, thing, first=not self.lines)
        head, topic = self._of_drug(head, topic, fitting)
        head, topic = self._of_allergies(head, topic), self._of_somebody(clause, topic)
        head = self._naming_somebody(head)
        if topic is Topic.FAMILY and clause.speaker is Speaker.COMPANION and self._of_family:
            head = replace(head, text=of_companion(head.text, clause))
        if self._contrasts(head):
            self._mend(head.text, clause)  # "Mi hermano sí. Yo no"
            return
        told = line(topic, head.text, (*head.about, clause.evidence), clause.turn, head.heading)
        told = told.marked(*_traits(clause, self.questions, self.exchange, answers=thing is not None))
        self.other = _about_another(clause, self.other)
        still = self.somebody or (self.other and self.other != clause)
        if (goes_on or still) and self.lines and not head.heading:
            told = replace(told.leaning(), topic=self.lines[-1].topic)
        self._leave(settled_by(fitting, self.questions))
        if self.lines and _takes_no_back(clause, self.clauses[place - 1], self.lines[-1]):
            self._mend(head.text, clause)
        else:
            self._write(told, clause, head, fitting)

    def _goes_on(self, place: int) -> bool:
        if not self.lines:
            return False
        clause = self.clauses[place]
        return _goes_on(clause, self.clauses[place - 1], self.lines[-1]) or bool(
            _OF_SOMEBODY.match(clause.text)
        )

    def _topic(self, place: int, goes_on: bool) -> Topic:
        if place < _measured(self.clauses, self.exchange):
            return Topic.VITALS
        if goes_on:
            return self.lines[-1].topic
        free = not self.lines or bool(self.questions) or names_what_is_taken(self.clauses[place - 1])
        return _topic(self.clauses[place], self.topics, None if free else self.lines[-1].topic)

    @property
    def _of_family(self) -> bool:
        return asks_of_family(self.exchange.questions)

    def _of_somebody(self, clause: Clause, topic: Topic) -> Topic:
        """Of a relative it is no history of the patient's; what he tells of himself is his own again."""
        if self.somebody and speaks_of_himself(clause):
            self.somebody = None
        relative = self.somebody and self.somebody.relative
        return Topic.FAMILY if relative and topic not in (Topic.SOCIAL, Topic.PREFERENCES) else topic

    def _naming_somebody(self, head: "_Head") -> "_Head":
        """ "¿De qué murió su hermano? — Cáncer de pulmón": the first that is told says of whom."""
        if not self.somebody or self.lines or names_somebody(f"{head.heading} {head.text}", self.somebody):
            return head
        about = head.about or (self.somebody.evidence,)
        return _Head(self.somebody.headed(head.heading), head.text, False, about)

    def _of_drug(self, head: "_Head", topic: Topic, fitting: Sequence[Clause]) -> tuple["_Head", Topic]:
        """ "(¿Cómo vas con la sertralina?) ¿A qué hora la tomas? — A las siete": of the drug named before."""
        drug, before = self.exchange.drug, self.exchange.before
        asks = len(fitting) == 1 and fitting[0].says(_ASKS_OF_IT) and not drugs_named(fitting[0])
        other = bool(self.lines) or topic not in (Topic.ILLNESS, Topic.MEDICATION)
        if not (drug and asks) or other or find_medications(read(head.text)):
            return head, topic
        answered = drug.evidence.utterance_id == fitting[0].evidence.utterance_id - 1
        if not (answered or (before and drug.evidence in (named.evidence for named in drugs_named(before)))):
            return head, topic  # something else was asked since
        return _Head(drug.text, head.text, True, (drug.evidence, fitting[0].evidence)), Topic.MEDICATION

    def _of_allergies(self, head: "_Head", topic: Topic) -> "_Head":
        """The first of several allergies says what they are."""
        first = topic is Topic.ALLERGIES and not (self.lines and self.lines[-1].topic is topic)
        if head.heading or not first or _NAMES_ALLERGY.search(fold(head.text)):
            return head
        return replace(head, heading="Alergias")

    def _contrasts(self, head: "_Head") -> bool:
        contrast = _CONTRAST.fullmatch(fold(head.text))
        return bool(contrast and self.lines and not head.heading and not self.lines[-1].denied)

    def _mend(self, text: str, clause: Clause) -> None:
        self.lines[-1] = self.lines[-1].mended(text, clause.evidence)

    def _leave(self, answered: Sequence[Clause]) -> None:
        """ "¿Qué toma? ¿Alergias?": answered one by one."""
        self.questions = tuple(question for question in self.questions if question not in answered)
        if self.questions:
            self.topics = _topics_of(self.questions)

    def _write(self, told: Line, clause: Clause, head: "_Head", fitting: Sequence[Clause]) -> None:
        last = self.lines[-1] if self.lines else None
        joins = last is not None and last.topic is told.topic and not last.denied
        if self.under and not head.heading and _is_bare(clause, head.text):
            told = told.under(self.under) if joins else told.headed(self.under)
        elif told.parts[0].heading and not head.alone:
            # "¿Lo disfruta? — Bailaba. Salsa": behind a yes or no, what is left would say something else
            open_ = not any(is_closed(question) for question in fitting)
            self.under = Under(told.parts[0].heading, head.about) if open_ else None
        elif joins and clause.says(_SAYS_HOW_OFTEN):
            told = told.leaning()
        if last and joins:
            self.lines[-1] = last.plus(told)
        else:
            self.lines.append(told)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a clause, and what is left of the clause itself.

    `alone`: it can be read without its questions. `about`: where what it answers was said.
    """

    heading: str
    text: str
    alone: bool
    about: tuple[Evidence, ...]


def _head(
    clause: Clause,
    text: str,
    questions: tuple[Clause, ...],
    fitting: tuple[Clause, ...],
    exchange: Exchange,
    thing: Thing | None,
    *,
    first: bool,
) -> _Head:
    """`fitting`: those of `questions` that it answers. `thing`: what it names of a question half answered."""
    leans = exchange.late or any(needs_heading(question, clause) for question in questions)
    alone = not questions or (stands_alone(clause, text) and not leans)
    heading = "" if alone else heading_for(fitting, text, exchange.before)
    heading, text = affirmed(fitting, clause, heading, text) if heading else ("", text)
    heading = heading or ("" if alone or not _DOSE.match(clause.folded) else _drug_asked(fitting, text))
    if exchange.for_another and _of_yourself(fitting):
        heading, alone = f"Acompañante, {lowered(heading)}" if heading else "Acompañante", False
        text = re.sub(r"^acompañante: ", "", text)
    if thing:
        return _Head(thing.said, without_name(text, thing), True, (thing.question.evidence,))
    if not alone:
        return _Head(heading, text, False, tuple(question.evidence for question in questions))
    text = without_lead(text, clause)
    if (named := _asked_just_before(clause)) and not drugs_named(clause):
        return _Head(named, text, True, ())
    if not questions and first and exchange.about and clause.says(r"^ (y |no |uy |ay )*es[ae]\b"):
        return _Head(exchange.about.text, text, True, (exchange.about.evidence,))
    return _Head(heading, text, True, ())


def _traits(
    clause: Clause, questions: tuple[Clause, ...], exchange: Exchange, *, answers: bool
) -> Iterator[str]:
    if questions or exchange.questions:
        yield "asked"
    if questions or answers:
        yield "first answer"
    if clause.says(DANGER) or any(question.says(DANGER) for question in questions):
        yield "danger"
    if any(find_symptoms(question.reading) for question in exchange.questions):
        yield "asked of illness"


def _is_bare(clause: Clause, text: str) -> bool:
    """ "Seis semanas", "como de pasada": nothing without the question that it goes on answering."""
    return not (stands_alone(clause, text) or drugs_named(clause) or holds_verb(clause.words))


# "Yo diría que dos o tres veces por semana": how often what was just told happens.
_SAYS_HOW_OFTEN = (
    r"^ (yo )?(diria|digamos|sera|seran|pongale|ponle)( que)?( unas| como)? (\d+|una|dos|tres)( o \w+)?"
    r" (vez|veces)( (por|a|al|cada) (la )?\w+)? $"
)


def _takes_no_back(clause: Clause, before: Clause, last: Line) -> bool:
    """ "No. Bueno, se me duermen las dos de noche": a "no" never stands without what changes it."""
    answered = bool(last.parts[-1].heading) and not last.denied and last.turn == clause.turn
    return answered and denies_all(before) and clause.says(r"^ (bueno|pero|aunque|salvo|excepto|a veces) ")


_ASKS_OF_IT = (
    r"^ (y |pero )*((a|de|en|con) )?(que (hora|dosis|momento)s?|cuant[oa]s?|cada cuanto|cuando|como)"
    r" ((lo|la|los|las|se|te) )*((esta[sn]?|viene[sn]?) )?(tom\w+|us\w+|pon\w+|inyect\w+|aplic\w+)"
    r"( ahora| al dia)? $"
)
_NAMES_ALLERGY = re.compile(r"alerg|intoler")
_CONTRAST = re.compile(
    r"((el )?paciente|(y )?((su|el|la) )?(mama|papa|madre|padre|hermano|hermana|hijo|hija|abuel[oa]|ti[oa]))"
    r" (no|si|tampoco|tambien)"
)


def _goes_on(clause: Clause, before: Clause, last: Line) -> bool:
    """Whether it belongs to the line before: "Y los pies", or the dose of the drug just named."""
    named = bool(drugs_named(before)) or goes_on_with_dose(before)
    if named and not last.denied and goes_on_with_dose(clause):
        return True
    return clause.says(r"^ (y|o|ni) ") and not holds_verb(_first_phrase(clause).words)


def _first_phrase(clause: Clause) -> Clause:
    """ "Y amiodarona, que por eso no la mezclo": what stands before the first comma."""
    tokens = clause.reading.tokens
    pauses = (place for place in range(clause.begin, clause.end) if "," in tokens[place].closes)
    return replace(clause, end=next(pauses, clause.end - 1) + 1)


_DOSE = re.compile(
    r" (((la|el|los|las) )?de )?(\d|una?|dos|tres|medi[oa]|diari[oa]|a diario|cada|todos|todas"
    r"|l[oa]s (lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|noches?)) "
)


def _of_yourself(questions: Sequence[Clause]) -> bool:
    return any(question.says(_ASKS_YOURSELF) for question in questions)


_ASKS_YOURSELF = (
    r"^ (y |pero |a ver |oiga |senora )*(tu|usted|vos) (?!(eres|sos|es|l[aeo]s?|que|como|cuando|not\w+|cre\w+"
    r"|v[eis]\w*|sab\w+|piens\w+|sient\w+|d[aio]\w*|tra[ej]\w*|h[ai]\w+) )"
)


def _drug_asked(questions: Sequence[Clause], answer: str) -> str:
    """ "Cuénteme cómo se toma la levotiroxina. — La de 88": a dose never stands without its drug."""
    drugs = {drug.text for question in questions for drug in drugs_named(question)}
    drug = drugs.pop() if len(drugs) == 1 else ""
    return "" if fold(drug) in fold(answer) else drug


def _asked_just_before(clause: Clause) -> str:
    """ "Y la heparina no es alergia, ¿no? Me dejaba moretones": the drug of the patient's own question
    just before."""
    tokens = clause.reading.tokens
    if clause.begin == 0 or "?" not in tokens[clause.begin - 1].closes:
        return ""
    start = clause.begin - 1
    while start > 0 and not set(".?!") & set(tokens[start - 1].closes):
        start -= 1
    asked = tokens[start : clause.begin]
    return next((capital(token.folded) for token in asked if token.folded in drugs_by_name()), "")


def _interjects(clause: Clause, following: Sequence[Clause]) -> bool:
    """ "Ojalá, doctor. No, nunca.": a word or two before the answer."""
    answer = _HESITATES.sub(" ", following[0].folded) if following else ""
    return (
        clause.end - clause.begin <= 2
        and not (LEAD_NO.match(clause.folded) or LEAD_YES.match(clause.folded))
        and bool(LEAD_NO.match(answer) or LEAD_YES.match(answer))
        and not score_topics(clause.folded, TOLD)
        and not re.search(r"\d", clause.folded)
    )


_HESITATES = re.compile(r"^ (pues |bueno |este |eh |ay |mmm )+")


def _about_another(clause: Clause, before: Clause | None) -> Clause | None:
    """The clause that brought somebody else up, while what is said is still about him: "Lo operaron en
    Quito"."""
    people = find_terms(clause.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    if named := clause.own(people):
        # "Mi papá. Cuando nació mi hermano le dio…": who only dates it is not who is meant
        aside = clause.says(
            r"^ (despues (de )?que|cuando|desde que|antes de que|hasta que) (\w+ ){1,2}(mi|su) \w+ le\b"
        )
        return before if before and aside and len(named) == 1 else clause
    return (
        None
        if clause.says(r"\b(yo|me|mi|mis|conmigo|[a-z]+ mi)\b") or in_first_person(clause.words)
        else before
    )


def _topic(clause: Clause, asked_topics: Scores, previous: Topic | None = None) -> Topic:
    """From its own words and the question's; weak words go with what was said just before."""
    own = score_topics(clause.folded, TOLD)
    if names_what_is_taken(clause):
        return Topic.MEDICATION  # though allergies were asked last
    if _of_relatives(clause):
        return Topic.FAMILY
    if drugs_named(clause):
        own = blend((own, 1.0), ({Topic.MEDICATION: 3.0}, 1.0))
    if previous and max(own.values(), default=0.0) < 3:
        return previous
    return strongest(blend((asked_topics, 0.8), (own, 1.0)), Topic.ILLNESS) or Topic.ILLNESS


def _measured(clauses: Sequence[Clause], exchange: Exchange) -> int:
    """How many clauses tell of a value that the clinician asks for while he examines, or because he cannot:
    "¿La presión se la tomó? — En la farmacia. 110 sobre 70" stands for what would be measured now."""
    measures = exchange.examined or exchange.remote
    if not (measures and any(question.says(_ASKS_TO_MEASURE) for question in exchange.questions)):
        return 0
    return max((place for place, clause in enumerate(clauses, 1) if _tells_value(clause)), default=0)


def _tells_value(clause: Clause) -> bool:
    figures = clause.says(r"\d\d") or any((token.value or 0) >= _LEAST_VALUE for token in clause.tokens)
    return figures and not clause.says(r"\b(no|nunca)\b")


_LEAST_VALUE = 10  # a smaller number counts days or times
_ASKS_TO_MEASURE = (
    r"\b(tension|presion|pulso|saturacion|oxigeno)\b.*\b(tom\w+|mid\w+|med\w+|control\w+|sali\w+|cuanto)\b"
    r"|\b(tom\w+|mid\w+|med\w+|controlo) la (tension|presion|saturacion)\b"
    r"|\bcuanto (pes[ao]s?|mid[ei]s?|pesaba)\b|\b(te|se) pes(o|aste)\b|\b(ha|han) pesado\b"
)


def _asks_of(question: Clause) -> Scores:
    """What the question is about: of a drug by its name, or "¿El metotrexato?", as any of medication."""
    scores = score_topics(question.folded, TOLD)
    if not drugs_named(question) or asks_of_allergies(question):
        return scores
    return blend((scores, 1.0), ({Topic.MEDICATION: 3.0}, 1.0))


def _of_relatives(clause: Clause) -> bool:
    """ "A mi hermano le dieron Dalsy": what somebody else takes is no medication of the patient's."""
    if clause.says(r"\b(me|yo|conmigo|alerg\w*)\b"):
        return False
    named = clause.own(find_medications(clause.reading))
    people = find_terms(clause.reading, TermKind.RELATIVE)
    return (
        bool(named)
        and all(m.who for m in named)
        and any(clause.begin <= term.begin < named[0].begin for term in people)
    )
