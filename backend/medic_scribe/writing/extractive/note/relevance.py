"""What is conversation and not for the note."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from medic_scribe.clinical import (
    TermKind,
    find_measurements,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    strip_punctuation,
)
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.meaning.topics import TOLD, score_topics
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.content import sign_patterns
from medic_scribe.writing.extractive.words.orders import after_call
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.verbs import Tense, verb_forms

_LONGEST_NAME = 3  # words
_FIRST_TURNS = 6  # in which people greet each other and sit down


def is_small_talk(clause: Clause, answering: bool = False) -> bool:
    """Courtesies and chatter. A short answer to a clinical question is never small talk."""
    patterns = _patterns()
    if clause.end - clause.begin <= 10 and patterns["courtesy"].fullmatch(clause.folded):
        return not (answering and patterns["reply"].search(clause.folded))
    if patterns["aside"].search(clause.folded) or directs(clause):
        return True
    if clause.turn < _FIRST_TURNS and patterns["arrival"].search(clause.folded):
        return not is_clinical(clause)
    if answering and clause.end - clause.begin <= 4:
        return False
    if is_clinical(clause):
        return False
    if clause.speaker is Speaker.CLINICIAN and patterns["likening"].search(clause.folded):
        return True
    if patterns["chatter"].search(clause.folded):
        return True
    soothes = patterns["soothing"]
    return bool(soothes.search(clause.folded)) and not _says_more(clause, soothes)


def directs(clause: Clause) -> bool:
    """ "Mamá, siéntese", "Devolveme el bastón, que me voy": what somebody in the room is told to do."""
    told = _ordered(clause)
    ordered = bool(_patterns()["directing"].match(told.folded))  # a patient's "déjeme pensarlo" is none
    return ordered and not (_tells(told) or _counts(clause) or _names_clinical(clause, _NAMED))


_FIGURE = r"\d(?!\S* (minut\w+|segund\w+|veces|pasos))"
_NAMED = tuple(set(TermKind) - {TermKind.BODY_PART, TermKind.RELATIVE, TermKind.OTHER_PERSON})
_WHY = "que"


def _counts(clause: Clause) -> bool:
    """A figure, a time or a side."""
    signs = sign_patterns()
    return clause.says(_FIGURE) or any(signs[name].search(clause.folded) for name in ("time", "side"))


def _ordered(clause: Clause) -> Clause:
    """Without who is called, and without why: "…, que está temblando"."""
    tokens = clause.reading.tokens
    why = (
        place + 1
        for place in range(clause.begin, clause.end - 1)
        if "," in tokens[place].closes and tokens[place + 1].folded == _WHY
    )
    return replace(clause, begin=clause.begin + after_call(clause.tokens), end=next(why, clause.end))


def _tells(clause: Clause) -> bool:
    """Whether it holds a verb that tells what was, or what the speaker does."""
    forms = (form for word in clause.words for form in verb_forms(strip_punctuation(word)))
    return any(form.tense in (Tense.PAST, Tense.IMPERFECT) for form in forms)


def only_meets(question: Clause) -> bool:
    """Whether it asks who is there: "¿hablo con Aurora?"."""
    return bool(_patterns()["meeting"].search(question.folded)) or _only_calls(question)


def _only_calls(question: Clause) -> bool:
    """ "¿Matías Sepúlveda?": a name and nothing else."""
    words = [strip_punctuation(token.text) for token in question.tokens]
    return 1 < len(words) <= _LONGEST_NAME and all(map(_is_name, words)) and not is_clinical(question)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


def echoes(clause: Clause, answers: Sequence[Turn], planning: bool) -> bool:
    """ "Metamizol, anotado": the clinician only takes up a drug that the patient side has just told of.

    After their question, and in the plan, the drug may be agreed upon, unless they are allergic to it.
    """
    named = _drugs(clause)
    told = [c for turn in answers for c in turn.clauses if not c.asked and named & _drugs(c)]
    asks = any(c.asked for turn in answers for c in turn.clauses)
    if not told or ((asks or planning) and not any(c.says(r"\balergi") for c in told)):
        return False
    if named - {name for c in told for name in _drugs(c)}:
        return False
    drug_words = {word for name in named for word in name.split()}
    rest = [word for word in clause.folded.split() if word not in drug_words]
    return bool(_patterns()["acknowledging"].fullmatch(f" {' '.join(rest)} "))


def _drugs(clause: Clause) -> set[str]:
    found = find_medications(clause.reading)
    return {fold(m.drug) for m in clause.own(found)}


def _says_more(clause: Clause, soothes: re.Pattern[str]) -> bool:
    """ "Se le va a oscurecer la orina, no se asuste": the clinician soothes and says something."""
    if clause.speaker is not Speaker.CLINICIAN:
        return False
    phrases = [f" {fold(strip_punctuation(phrase))} " for phrase in re.split(r"[,;:]", clause.text)]
    return any(len(phrase.split()) >= 3 and not soothes.search(phrase) for phrase in phrases)


_CLINICAL = (TermKind.FINDING, TermKind.DIAGNOSIS, TermKind.TEST)


def is_courtesy(text: str) -> bool:
    """Whether a piece of a line is nothing but a word of conversation: "vamos", "pobre"."""
    folded = f" {fold(text)} "
    return bool(_patterns()["courtesy"].fullmatch(folded)) and not _patterns()["reply"].search(folded)


def only_replies(text: str) -> bool:
    """Whether a line is nothing but a yes or a no, without what was asked: "sí", "no, no", "todavía"."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return bool(_patterns()["replying"].fullmatch(f" {words} "))


def only_points(text: str) -> bool:
    """Whether a line points at something or counts it and does not say what: "dos", "ni uno más"."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return bool(_patterns()["pointing"].fullmatch(f" {words} "))


def is_clinical(clause: Clause) -> bool:
    """Whether it names a drug, a symptom, a measurement, or clearly belongs to a topic."""
    if _names_clinical(clause, _CLINICAL if clause.speaker is Speaker.CLINICIAN else ()):
        return True
    return any(score >= 3 for score in score_topics(clause.folded, TOLD).values())


def _names_clinical(clause: Clause, kinds: Sequence[TermKind]) -> bool:
    """Whether it names a drug, a symptom, a measurement, or a term of these kinds."""
    if any(clause.begin < m.end <= clause.end for m in find_measurements(clause.reading)):
        return True
    if clause.own(find_medications(clause.reading)) or clause.own(find_symptoms(clause.reading)):
        return True
    return bool(kinds and clause.own(find_terms(clause.reading, *kinds)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = groups("relevance")
    courtesy = "|".join(raw["courtesy"])
    patterns = {name: re.compile("|".join(group)) for name, group in raw.items()}
    acknowledging = "|".join(raw["acknowledging"])
    pointing = "|".join(raw["pointing"])
    told = rf" (?:(?:{'|'.join(raw['leading'])}) )*(?:{'|'.join(raw['directing'])}) "
    replying = "|".join(raw["replying"])
    return patterns | {
        "directing": re.compile(told),
        "pointing": re.compile(rf" (?:(?:{pointing}) )+"),
        "replying": re.compile(rf" (?:(?:{replying}) )+"),
        "courtesy": re.compile(rf" (?:{courtesy})(?: (?:{courtesy}))* "),
        "acknowledging": re.compile(rf" (?:(?:{acknowledging}) )* ?"),
    }
