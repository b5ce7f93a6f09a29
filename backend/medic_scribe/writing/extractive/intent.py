"""What a clinician's clause does, by words, tense and mood: it orders, looks ahead, or tells what is so."""

import re
from itertools import pairwise

from medic_scribe.clinical import (
    MeasurementKind,
    Term,
    TermKind,
    find_measurements,
    find_medications,
    find_terms,
)
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause
from medic_scribe.writing.extractive.subjects import drugs_named
from medic_scribe.writing.extractive.topics import STATED, Scores, blend, score_topics
from medic_scribe.writing.extractive.verbs import Person, Tense, verb_forms

# A condition, an order or a wish is no finding and no result.
_YET_TO_COME = (
    r"^ (y |o |pero |\w+ )?si (le|se|te|no|hay|tiene|tienes|tenes|nota|notas|aparece|vuelve|sale"
    r"|empeora|esta|hace|le|la|lo)\b"
    r"|\bsi (\w+ ){0,2}\w+(ara|iera|iese)n?\b"
    r"|\b(le|te|les) (repito|pido|solicito|mando)\b|^ (repetimos|pedimos|pido|repita|solicito)\b"
    r"|\b(lo|la) quiero (por|en|a|entre|menos|debajo)\b"
    r"|\bpreferente\b|\besta (misma )?semana\b|\b(antes de|dentro de|en) \d+ (dias|semanas|meses)\b"
    r"|\bnada (en|por) (la )?boca\b"
    r"|^ \w+( de \w+)? primero $"
)
CAUSAL = (
    r"\b(puede|podria|pueden|podrian) (danar|arruinar|sangrar|producir|causar|empeorar|subir)\b"
    r"|\bpor eso (las|los|el|la)\b"
)
# How illnesses end that no list of terms holds.
_ILLNESS = r"\b(?!sintoma)\w{4,}(itis|osis|emia|patia|algia|oma|penia|iasis|plejia|paresia|megalia)\b"
_REPORTED = (
    r"\b(salio|salieron|mostro|muestra|subio|bajo|aumento|perdio|gano|ha \w+[aei]d[oa]|hace \d+|duro|dio)\b"
)
_CLITICS = frozenset("le te les lo la los las se nos me".split())
# To look, to measure and to talk: no orders.
_NO_ORDERS = frozenset(
    "ver notar encontrar escuchar oír palpar auscultar apreciar observar sentir mirar revisar examinar medir"
    " pesar tomar decir explicar contar creer preguntar entender saber conocer tener agradecer felicitar"
    " prometer leer dictar jurar perdonar disculpar tocar apretar poder deber haber ser estar".split()
)


def looks_ahead(clause: Clause) -> bool:
    """ "Si no mejora…", "TSH en 8 semanas": nothing that was found."""
    return clause.says(_YET_TO_COME) and not clause.says(_REPORTED)


def _orders(clause: Clause) -> bool:
    """ "Le dejo una crema", "no se lo aconsejo", "la operamos": what the clinician does for the patient."""
    words = [token.text.lower().strip(".,;:") for token in clause.tokens]
    return any(before in _CLITICS and _acts(word) for before, word in pairwise(words))


def _acts(word: str) -> bool:
    return any(
        form.person in (Person.FIRST, Person.WE)
        and form.tense in (Tense.PRESENT, Tense.FUTURE)
        and form.infinitive not in _NO_ORDERS
        for form in verb_forms(word)
    )


def names(clause: Clause, kind: TermKind) -> bool:
    return bool(clause.own(find_terms(clause.reading, kind)))


def own_scores(clause: Clause, examined: bool) -> Scores:
    """What the clause's own words say: cues, drugs, diagnoses, values, tests and orders."""
    drugs = bool(drugs_named(clause))
    test, ordered = names(clause, TermKind.TEST), _orders(clause)
    signs = [
        (Topic.TREATMENT, 3.0, drugs and not clause.says(CAUSAL)),
        (Topic.TREATMENT, 3.0, names(clause, TermKind.VACCINE)),
        (Topic.RESULTS, 2.0, not drugs and clause.says(r"\b\d+[.,]\d\b")),
        (Topic.RESULTS, 6.0, _reports(clause)),
        *((topic, 3.0, True) for topic in _measured(clause)),
    ]
    if examined:
        signs += [
            (Topic.TREATMENT, 3.0, _has_dose(clause)),
            (Topic.ASSESSMENT, 3.5, names(clause, TermKind.DIAGNOSIS)),
            (Topic.ASSESSMENT, 1.0, clause.says(_ILLNESS) and not names(clause, TermKind.DIAGNOSIS)),
            (Topic.TESTS, 4.0, test and (ordered or looks_ahead(clause))),
            (Topic.TESTS, 3.0, looks_ahead(clause) and _begins_with_test(clause)),
            (Topic.TREATMENT, 3.0, ordered and not test),
            (Topic.RESULTS, 3.0, not ordered and _begins_with_test(clause)),
        ]
    shown = [({topic: weight}, 1.0) for topic, weight, holds in signs if holds]
    return blend((score_topics(clause.folded, STATED), 1.0), *shown)


def _has_dose(clause: Clause) -> bool:
    return any(m.dose for m in clause.own(find_medications(clause.reading)))


_MEASURED = {MeasurementKind.VITAL: Topic.VITALS, MeasurementKind.RESULT: Topic.RESULTS}


def _measured(clause: Clause) -> set[Topic]:
    """The kinds of values that the clause states."""
    return {
        _MEASURED[m.kind]
        for m in find_measurements(clause.reading)
        if clause.begin <= m.begin < m.end <= clause.end
        and m.kind in _MEASURED
        and not (m.asked or m.conditional)
    }


_SHOWS = re.compile(
    r"(muestra|mostro|informa|revela|salio|sale) "
    r"|(esta |de |en )*(negativ|positiv|normal|alt[oa]\b|baj[oa]\b)"
)


def _reports(clause: Clause) -> bool:
    """ "Ferritina, seis", "La angiotomografía muestra un trombo", "El electro: ritmo sinusal"."""
    test = _first_test(clause, 3)
    if not test or looks_ahead(clause) or clause.says(r"^ (y )?(le |te )?(repe|rep[ie]t|ped|pid|hac|mand)"):
        return False
    after = clause.reading.tokens[test.end : clause.end]
    colon = ":" in clause.reading.tokens[test.end - 1].closes
    return (colon and len(after) > 1) or bool(_SHOWS.match(" ".join(token.folded for token in after)))


def _begins_with_test(clause: Clause) -> bool:
    """ "Biopsia, gastritis crónica": a test's name and what came out."""
    led = re.match(r"(con|sin|para|por|si|en|y|pero|no)$", clause.tokens[0].folded)
    return _first_test(clause, 4) is not None and not led and len(clause.tokens) > 2


def _first_test(clause: Clause, within: int) -> Term | None:
    tests = find_terms(clause.reading, TermKind.TEST)
    return next((t for t in tests if clause.begin <= t.begin < clause.begin + within), None)
