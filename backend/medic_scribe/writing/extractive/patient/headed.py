"""An answer with what stands before it, so that it is understood without its question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medic_scribe.clinical import find_medications, fold, read
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.meaning.whose import Somebody, names_somebody
from medic_scribe.writing.extractive.patient.affirmations import affirmed
from medic_scribe.writing.extractive.patient.exchange import Exchange
from medic_scribe.writing.extractive.patient.headings import heading_for, needs_heading
from medic_scribe.writing.extractive.patient.standing import stands_alone, without_lead
from medic_scribe.writing.extractive.patient.things import Thing, without_name
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.wording import capital, lowered


@dataclass(frozen=True, slots=True)
class Headed:
    """What stands before a clause, and what is left of the clause itself.

    `alone`: it can be read without its questions. `about`: where what it answers was said.
    """

    heading: str
    text: str
    alone: bool
    about: tuple[Evidence, ...]


def headed(
    clause: Clause,
    text: str,
    questions: tuple[Clause, ...],
    fitting: tuple[Clause, ...],
    exchange: Exchange,
    thing: Thing | None,
    *,
    first: bool,
) -> Headed:
    """`fitting`: those of `questions` that it answers. `thing`: what it names of a question half answered."""
    leans = exchange.late or any(needs_heading(question, clause) for question in questions)
    alone = not questions or (stands_alone(clause, text) and not leans)
    heading = "" if alone else heading_for(fitting, text, exchange.before)
    heading, text = affirmed(fitting, clause, heading, text) if heading else ("", text)
    heading = heading or ("" if alone or not _DOSE.match(clause.folded) else _drug_asked(fitting, text))
    if exchange.of_companion(fitting):
        heading, alone = f"Acompañante, {lowered(heading)}" if heading else "Acompañante", False
        text = re.sub(r"^acompañante: ", "", text)
    if thing:
        return Headed(thing.said, without_name(text, thing), True, (thing.question.evidence,))
    if not alone:
        return Headed(heading, text, False, tuple(question.evidence for question in questions))
    text = without_lead(text, clause)
    if (named := _asked_just_before(clause)) and not drugs_named(clause):
        return Headed(named, text, True, ())
    if not questions and first and exchange.about and clause.says(r"^ (y |no |uy |ay )*es[ae]\b"):
        return Headed(exchange.about.text, text, True, (exchange.about.evidence,))
    return Headed(heading, text, True, ())


_DOSE = re.compile(
    r" (((la|el|los|las) )?de )?(\d|una?|dos|tres|medi[oa]|diari[oa]|a diario|cada|todos|todas"
    r"|l[oa]s (lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|noches?)) "
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


def of_drug_before(
    head: Headed, topic: Topic, fitting: Sequence[Clause], exchange: Exchange
) -> tuple[Headed, Topic]:
    """ "(¿Cómo vas con la sertralina?) ¿A qué hora la tomas? — A las siete": of the drug named before."""
    drug, before = exchange.drug, exchange.before
    asks = len(fitting) == 1 and fitting[0].says(_ASKS_OF_IT) and not drugs_named(fitting[0])
    of_another = topic not in (Topic.ILLNESS, Topic.MEDICATION) or bool(find_medications(read(head.text)))
    if not (drug and asks) or of_another:
        return head, topic
    answered = drug.evidence.utterance_id == fitting[0].evidence.utterance_id - 1
    if not (answered or (before and drug.evidence in (named.evidence for named in drugs_named(before)))):
        return head, topic  # something else was asked since
    return Headed(drug.text, head.text, True, (drug.evidence, fitting[0].evidence)), Topic.MEDICATION


_ASKS_OF_IT = (
    r"^ (y |pero )*((a|de|en|con) )?(que (hora|dosis|momento)s?|cuant[oa]s?|cada cuanto|cuando|como)"
    r" ((lo|la|los|las|se|te) )*((esta[sn]?|viene[sn]?) )?(tom\w+|us\w+|pon\w+|inyect\w+|aplic\w+)"
    r"( ahora| al dia)? $"
)


def of_allergies(head: Headed) -> Headed:
    """The same, which says that it is an allergy."""
    said = head.heading or re.search(r"alerg|intoler", fold(head.text))
    return head if said else replace(head, heading="Alergias")


def of_somebody(head: Headed, somebody: Somebody) -> Headed:
    """ "¿De qué murió su hermano? — Cáncer de pulmón": the same, which says of whom."""
    if names_somebody(f"{head.heading} {head.text}", somebody):
        return head
    return Headed(somebody.headed(head.heading), head.text, False, head.about or (somebody.evidence,))
