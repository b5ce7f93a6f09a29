"""Whether an answer is understood without its question."""

import re

from medic_scribe.clinical import find_medications, fold, strip_punctuation
from medic_scribe.writing.extractive.meaning.topics import TOLD, score_topics
from medic_scribe.writing.extractive.patient.questions import NEGATORS
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.verbs import Person, verb_forms

_ANAPHORA = re.compile(
    r"^ (y |pero |bueno |si |no )*(es[aeo]s?|esta si|este no|el otro|la otra|lo mismo|la de|el de"
    r"|los de|lo de|ya no|lo|la|los|las|se la|se"
    r" lo|me la|me lo|todo|igual|tambien|tampoco|solo|una|uno|dos|un|cuando|desde|hace|como|mas"
    r"|menos|a veces|casi|por|con|en|a|del|de"
    r"|\d+)\b"
)


def stands_alone(clause: Clause, text: str) -> bool:
    """Whether the answer is understood without its question."""
    if _ANAPHORA.match(clause.folded) or text.startswith("«"):
        return False
    rest = without_lead(text, clause)
    if rest == text and (LEAD_NO.match(clause.folded) or LEAD_YES.match(clause.folded)):
        return False
    words = rest.split()
    verbs = [
        w
        for w in words
        if any(f.person in (Person.THIRD, Person.THEY) for f in verb_forms(strip_punctuation(w)))
    ]
    names = bool(score_topics(clause.folded, TOLD)) or bool(find_medications(clause.reading))
    return bool(verbs) and (names or len(words) >= 6) and len(words) >= 3


def without_lead(text: str, clause: Clause) -> str:
    """Without "Sí," or "No," where the rest says it again."""
    rest = re.sub(r"^(sí|si|no)[,.] +", "", text, flags=re.IGNORECASE)
    if rest == text or (LEAD_NO.match(clause.folded) and not NEGATORS.search(" " + fold(rest) + " ")):
        return text
    return rest
