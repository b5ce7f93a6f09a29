"""Doses and measurements of a clause in clinical form: "la presión, 142 sobre 88" → "TA 142/88 mmHg".

Only a stretch that says nothing else is put in its clinical form: where words in it would be lost (a verb,
a number), it stays as it was said, and only the unit is added where the drug has no other.
"""

import re
from dataclasses import dataclass

from medic_scribe.clinical import (
    Change,
    Measurement,
    Medication,
    TermKind,
    Token,
    find_measurements,
    find_medications,
    find_terms,
    fold,
    strip_punctuation,
)
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.verbs import verb_forms

_SHORT = frozenset(("TA", "FC", "FR", "SatO₂", "temperatura", "peso", "talla", "IMC"))
# Words that turn the sense round: "todos los días, no cuando se acuerde".
_TURNING = frozenset(
    "no ni nunca sin tampoco si solo salvo excepto menos hasta pero igual se lo la le me".split()
)
_POSITIVE = (Change.NONE, Change.START, Change.KEEP, Change.RESUME)


@dataclass(frozen=True, slots=True)
class _Stretch:
    begin: int
    end: int
    text: str


def with_quantities(clause: Clause) -> str:
    """The clause's words with its doses and measurements in clinical form."""
    words: list[str] = []
    place = clause.begin
    for stretch in sorted(_stretches(clause), key=lambda s: s.begin):
        if stretch.begin < place:
            continue
        words += [token.text for token in clause.reading.tokens[place : stretch.begin]]
        words.append(stretch.text + clause.reading.tokens[stretch.end - 1].closes)
        place = stretch.end
    words += [token.text for token in clause.reading.tokens[place : clause.end]]
    return " ".join(words)


def _stretches(clause: Clause) -> list[_Stretch]:
    drugs = [_of_drug(clause, m) for m in find_medications(clause.reading) if _inside(clause, m.begin, m.end)]
    figures = [
        _of_figure(clause, m) for m in find_measurements(clause.reading) if clause.begin < m.end <= clause.end
    ]
    return [stretch for stretch in (*drugs, *figures) if stretch]


def _inside(clause: Clause, begin: int, end: int) -> bool:
    return clause.begin <= begin < end <= clause.end


def _of_drug(clause: Clause, drug: Medication) -> _Stretch | None:
    if drug.is_class or not drug.dose or not drug.certain:
        return None
    tokens = clause.reading.tokens[drug.begin : drug.end]
    said = " ".join(token.text for token in tokens)
    rendered = drug.render()
    if not drug.negated and drug.change in _POSITIVE and _keeps(tokens, rendered):
        return _Stretch(drug.begin, drug.end, rendered)
    if drug.unit and not re.search(
        rf"{re.escape(drug.dose)} ?(?:mg|mcg|µg|g|ml|ui|u|%|mili|micro|gramo|unidad|gota)",
        said,
        re.IGNORECASE,
    ):
        with_unit = re.sub(
            rf"(?:\bde )?(?<![\d.,/]){re.escape(drug.dose)}(?![\d.,/]*\d)",
            f"{drug.dose} {drug.unit}",
            said,
            count=1,
        )
        return _Stretch(drug.begin, drug.end, with_unit.rstrip(".,;:?!"))
    return None


def _of_figure(clause: Clause, figure: Measurement) -> _Stretch | None:
    """A vital sign; its name may stand in the sentence before ("Te tomo la presión. 142 sobre 78.")."""
    if figure.asked or figure.conditional:
        return None
    if figure.label not in _SHORT:
        return _of_result(clause, figure) if figure.begin >= clause.begin else None
    if any(
        token.folded in ("no", "sin", "ni")
        for token in clause.reading.tokens[max(clause.begin, figure.begin - 2) : figure.begin]
    ):
        return None  # "no tiene fiebre, 36.5"
    begin = max(figure.begin, clause.begin)
    if figure.label == "talla" and _of_a_part(clause, figure):
        return None
    rendered = figure.render()
    note = re.search(r" \(([^)]*)\)$", rendered)
    tokens = clause.reading.tokens
    around = (*tokens[clause.begin : begin], *tokens[figure.end : clause.end])
    said = {token.folded[:-1] for token in around}  # "sentada" says what "sentado" does
    if note and figure.begin >= clause.begin and said & {word[:-1] for word in fold(note.group(1)).split()}:
        rendered = rendered[: note.start()]
    return (
        _Stretch(begin, figure.end, rendered)
        if _same_figures(clause.reading.tokens[begin : figure.end], rendered)
        else None
    )


def _of_a_part(clause: Clause, figure: Measurement) -> bool:
    """ "La pantorrilla mide 40 cm": no height."""
    parts = find_terms(clause.reading, TermKind.BODY_PART, TermKind.FINDING)
    return any(clause.begin <= part.begin < figure.end and part.begin >= figure.begin - 3 for part in parts)


def _of_result(clause: Clause, figure: Measurement) -> _Stretch:
    """As it was said, without the pause between name and value: "Ferritina, sesenta" → "Ferritina 60"."""
    words: list[str] = []
    for token in clause.reading.tokens[figure.begin : figure.end]:
        figures = token.value is not None or token.folded[:1].isdigit()
        if figures and words:
            words[-1] = words[-1].rstrip(",")
        spelled = token.value is not None and token.folded.isalpha() and token.folded not in _ARTICLES
        words.append(f"{token.value:g}" if spelled else token.text)
    return _Stretch(figure.begin, figure.end, strip_punctuation(" ".join(words)))


_ARTICLES = frozenset(("un", "una"))  # "potasio un pelo alto"


def _keeps(tokens: tuple[Token, ...], rendered: str) -> bool:
    """Whether the clinical form holds the stretch's numbers that were not taken back, and no verb is lost."""
    said = " ".join(token.folded for token in tokens)
    takes_back = re.search(r"\b(perdon|disculpe|mejor dicho|no para|para no)\b", said)
    if not takes_back and not (_same_figures(tokens, rendered) and _same_counts(tokens, rendered)):
        return False
    kept = fold(rendered).split()
    if any(token.folded in _TURNING and token.folded not in kept for token in tokens) and not takes_back:
        return False
    lost = [token for token in tokens if token.folded not in fold(rendered)]
    return bool(takes_back) or not any(
        _is_verb_to_keep(token.text) or _tells(token, rendered) for token in lost
    )


# What a clinical form says in other words: units, routes and how often.
_SAID_OTHERWISE = frozenset(
    "miligramo miligramos microgramo microgramos gramo gramos mililitro mililitros unidad unidades kilo "
    "kilos boca bebible inyectada inyectado inyectar intramuscular subcutanea piel vena nalga gluteo "
    "lengua debajo para desde hace doctor doctora mire este usted".split()
)


def _tells(token: Token, rendered: str) -> bool:
    """Whether a word that the clinical form leaves out tells something: "casi", "prolongada", "jarabe"."""
    if token.folded in ("otro", "otra"):
        return " y 1 " not in rendered
    if token.value is not None or not token.folded.isalpha():
        return False
    return len(token.folded) > 3 and token.folded not in _SAID_OTHERWISE


def _same_figures(tokens: tuple[Token, ...], rendered: str) -> bool:
    said = re.findall(r"\d+", " ".join(token.text for token in tokens))
    return all(figure in re.findall(r"\d+", rendered) for figure in said)


_PARTS = frozenset("medio media cuarto cuartos mitad tercio entera entero doble".split())


def _same_counts(tokens: tuple[Token, ...], rendered: str) -> bool:
    """The same of what is counted in words: "un cuarto de tableta", "a las nueve"."""
    kept = frozenset(re.findall(r"\w+", fold(rendered)))
    counted = (token for token in tokens if token.folded.isalpha())
    return all(
        token.folded in kept or (token.value is not None and f"{token.value:g}" in kept)
        for token in counted
        if token.value is not None or token.folded in _PARTS
    )


def _is_verb_to_keep(word: str) -> bool:
    """Whether it is a verb, and none of those that a clinical form does without: "toma", "pesa"."""
    bare = strip_punctuation(word)
    return len(bare) > 3 and bool(verb_forms(bare)) and fold(bare) not in _SPARED


_SPARED = frozenset("toma pesa mide para respira tiene".split())
