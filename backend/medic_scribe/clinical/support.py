"""Whether the words a line of a note points at support what it says: numbers, drugs, polarity, side and
person.

It compares facts, not phrasings, so it holds for any note engine. What it cannot judge it leaves alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medic_scribe.clinical.assertion import Assertion, Symptom, find_symptoms
from medic_scribe.clinical.medications import Change, Medication, find_medications
from medic_scribe.clinical.reading import Reading, read
from medic_scribe.clinical.terms import TermKind, find_terms
from medic_scribe.clinical.text import fold

LEAST_SHARED = 0.5  # of a line's content words, by their stem
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_SPELLED: dict[str, str] = {
    word: figure
    for word, _, figure in (
        pair.partition("=")
        for pair in (
            "cero=0 un=1 una=1 uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10"
            " once=11 "
            "doce=12 medio=0,5 media=0,5 par=2"
        ).split()
    )
}
_SIDES = {"derech": "derecha", "izquierd": "izquierda", "bilateral": "bilateral"}
_BOTH = re.compile(r"\b(ambos|ambas|los dos|las dos|dos lados|cada lado|bilateral\w*)\b")
# Changes of a treatment that exclude each other.
_WAYS = {
    Change.START: "on",
    Change.RESUME: "on",
    Change.STOP: "off",
    Change.NOT_TAKING: "off",
    Change.RAISE: "up",
    Change.LOWER: "down",
    Change.KEEP: "same",
}
_NO = re.compile(r"^(no|nunca|nada|tampoco|jamas|ninguna?|ninguno|para nada)\b")
_YES = re.compile(r"^(si|claro|correcto|exacto|asi es)\b")
_UNJUDGED = (Assertion.CONDITIONAL, Assertion.ASKED, Assertion.UNCERTAIN)
_PERSON = re.compile(r"\b(segun|acompanante|familia\w*|paciente)\b")
# Words that notes are made of and nobody says.
_NOTE_WORDS = frozenset(
    "paciente refiere niega acompanante segun motivo edad alergias alergia conocidas medicacion"
    " tabaco alcohol sueno vacunas"
    " operaciones enfermedades antecedentes familiares trabajo alimentacion iniciar solicitar"
    " indicar mantener anadir suspender"
    " aumentar reducir derivar acudir revision recomendar avisar considero sospecha datos"
    " intensidad desde hasta durante cada haber"
    " haberse ambiente doloroso temperatura frecuencia cardiaca respiratoria saturacion tension"
    " arterial evitar continuar reiniciar".split()
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """`code` names what is not supported, `quote` the words concerned."""

    code: str
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of a note, and the heard words it points at, in the order they were said."""

    line: Reading
    heard: tuple[Reading, ...]

    @property
    def heard_text(self) -> str:
        return " ".join(f"{reading.text} {reading.heard}" for reading in self.heard)


def doubts(text: str, heard: Sequence[str]) -> list[Doubt]:
    """What the line `text` says without support in the `heard` stretches; one doubt of each kind at most."""
    claim = Claim(read(text), tuple(read(words) for words in heard))
    checks: tuple[Callable[[Claim], Doubt | None], ...] = (
        _drug,
        _dose,
        _change,
        _number,
        _polarity,
        _person,
        _side,
        _words,
        _unit,
    )
    found = [doubt for check in checks if (doubt := check(claim))]
    known = {doubt.code for doubt in found}
    return [d for d in found if not (d.code == "number_not_heard" and "dose_not_heard" in known)]


def _number(claim: Claim) -> Doubt | None:
    doses = {m.dose for reading in claim.heard for m in find_medications(reading) if m.dose}  # "la de cien"
    heard = _figures(claim.heard_text) | {_plain(dose) for dose in doses}
    for figure in (*_FIGURE.findall(claim.line.heard), *_spelled_out(claim.line)):
        if _plain(figure) not in heard:
            return Doubt("number_not_heard", figure)
    return None


def _spelled_out(line: Reading) -> list[str]:
    """Small numbers that the line has in words: "dos comprimidos". "Un" counts nothing, "mil" is a way to
    speak of a dose."""
    words = line.heard.split()
    return [
        f"{token.value:g}"
        for token in line.tokens
        if token.value is not None and 2 <= token.value < 100 and not _FIGURE.search(words[token.first])
    ]


def _figures(text: str) -> set[str]:
    spelled = {
        _SPELLED[word]
        for word in fold(text).split()
        if word.strip(".,;:") in _SPELLED
        for word in [word.strip(".,;:")]
    }
    return {_plain(figure) for figure in _FIGURE.findall(text)} | {_plain(s) for s in spelled}


def _plain(figure: str) -> str:
    return figure.replace(",", ".").removesuffix(".0").removesuffix(".")


def _drug(claim: Claim) -> Doubt | None:
    heard = {m.drug for reading in claim.heard for m in find_medications(reading)}
    said = fold(claim.heard_text)
    for drug in _drugs(claim.line):
        parts = [drug.drug, *drug.drug.split("/")]
        if not any(part in heard or fold(part) in said for part in parts) and fold(drug.heard) not in said:
            return Doubt("drug_not_heard", drug.drug)
    return None


def _dose(claim: Claim) -> Doubt | None:
    for drug in _drugs(claim.line):
        heard = [
            m.dose
            for reading in claim.heard
            for m in find_medications(reading)
            if m.drug == drug.drug and m.dose
        ]
        if drug.dose and heard and _plain(drug.dose) not in {_plain(dose) for dose in heard}:
            return Doubt("dose_not_heard", f"{drug.drug} {drug.dose}")
    return None


def _change(claim: Claim) -> Doubt | None:
    """What is started, stopped, raised, lowered or kept, where the words say the contrary."""
    for drug in _drugs(claim.line):
        heard = [m for reading in claim.heard for m in find_medications(reading) if m.drug == drug.drug]
        told = {_WAYS[m.change] for m in heard if m.change in _WAYS}
        if told and _WAYS.get(drug.change, "") not in told | {""}:
            return Doubt("change_differs", drug.drug)
    return None


def _drugs(reading: Reading) -> list[Medication]:
    return [m for m in find_medications(reading) if not m.is_class]


def _unit(claim: Claim) -> Doubt | None:
    missing = next((m for m in _drugs(claim.line) if m.dose and m.unit_missing), None)
    return Doubt("dose_without_unit", f"{missing.drug} {missing.dose}") if missing else None


def _polarity(claim: Claim) -> Doubt | None:
    answered_no = any(_NO.match(fold(reading.text).lstrip(" ¿¡")) for reading in claim.heard[1:])
    heading = _heading_length(claim.line)
    for symptom in find_symptoms(claim.line):
        if symptom.begin < heading or symptom.assertion in _UNJUDGED or _beside(claim):
            continue
        if symptom.denied and answered_no:
            continue
        heard = [s for reading in claim.heard for s in find_symptoms(reading) if s.concept == symptom.concept]
        judged = [denied for s in heard if (denied := _denied(s, claim)) is not None]
        if judged and all(denied is not symptom.denied for denied in judged):
            return Doubt("polarity_differs", symptom.words)
    return None


def _heading_length(line: Reading) -> int:
    """How many tokens of the line are a heading: "Alergias: …"."""
    return next(
        (place + 1 for place, token in enumerate(line.tokens[:12]) if token.closes.startswith((":", "?:"))), 0
    )


def _beside(claim: Claim) -> bool:
    """Question and answer side by side say for themselves what was meant."""
    return ":" in claim.line.heard and "?" in claim.line.heard


def _denied(symptom: Symptom, claim: Claim) -> bool | None:
    """Whether it was denied; what was asked is judged by the answer; None where that is not clear."""
    if symptom.assertion is Assertion.CONDITIONAL:
        return None
    if symptom.assertion is not Assertion.ASKED:
        return symptom.denied
    answer = fold(claim.heard[-1].text).lstrip(" ¿¡")
    if len(claim.heard) < 2:
        return None
    return True if _NO.match(answer) else False if _YES.match(answer) else None


def _person(claim: Claim) -> Doubt | None:
    named = {term.concept for term in find_terms(claim.line, TermKind.RELATIVE, TermKind.OTHER_PERSON)}
    if named or _PERSON.search(fold(claim.line.heard)):
        return None
    for symptom in find_symptoms(claim.line):
        heard = [s for reading in claim.heard for s in find_symptoms(reading) if s.concept == symptom.concept]
        if heard and not symptom.who and all(s.who for s in heard):
            return Doubt("person_differs", f"{symptom.words} ({heard[0].who})")
    return None


def _side(claim: Claim) -> Doubt | None:
    line, heard = fold(claim.line.heard), fold(claim.heard_text)
    for stem, side in _SIDES.items():
        if stem in line and stem not in heard and not (side == "bilateral" and _BOTH.search(heard)):
            return Doubt("side_not_heard", side)
    return None


def _words(claim: Claim) -> Doubt | None:
    """Whether most of the line's content words, or the clinical names of them, were heard."""
    heard = {_stem(word) for word in _content(claim.heard_text)}
    concepts = {s.concept for reading in claim.heard for s in find_symptoms(reading)}
    same = {
        _stem(word) for s in find_symptoms(claim.line) if s.concept in concepts for word in _content(s.words)
    }
    words = [word for word in _content(claim.line.heard) if word not in _NOTE_WORDS]
    known = [word for word in words if _stem(word) in heard | same]
    if len(words) >= 2 and len(known) < LEAST_SHARED * len(words):
        return Doubt("not_heard", claim.line.heard)
    return None


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-zñ]+", fold(text)) if len(word) > 4]


def _stem(word: str) -> str:
    return word[:5]
