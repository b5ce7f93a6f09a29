"""What a clinician's clause does, by words, tense and mood: it orders, looks ahead, or tells what is so."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from medic_scribe.clinical import (
    MeasurementKind,
    Term,
    TermKind,
    Token,
    find_measurements,
    find_medications,
    find_terms,
    fold,
    strip_punctuation,
)
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.meaning.topics import STATED, Scores, blend, score_topics
from medic_scribe.writing.extractive.turns.boundaries import has_main_verb
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.addressing import from_you
from medic_scribe.writing.extractive.words.kinds import MONTHS
from medic_scribe.writing.extractive.words.tables import patterns
from medic_scribe.writing.extractive.words.verbs import NOUN_FOLLOWS, Person, Tense, is_infinitive, verb_forms

_CUES = patterns("intent")
CAUSAL, HAS_ONE = _CUES["causal"], _CUES["has_one"]
_CLITICS = frozenset("le te les lo la los las se nos me".split())
# To look, to measure, to judge and to talk: no orders.
_NO_ORDERS = frozenset(
    "ver notar encontrar escuchar oír palpar auscultar apreciar observar sentir mirar revisar examinar medir"
    " pesar tomar decir explicar contar creer preguntar entender saber conocer tener agradecer felicitar"
    " prometer leer dictar jurar perdonar disculpar tocar apretar poder deber haber ser estar"
    " confirmar asegurar diagnosticar descartar sospechar resumir conseguir lograr".split()
)


def admits(clause: Clause) -> bool:
    """ "Lo ingreso", "se queda internada": the patient does not go home."""
    return clause.says(_CUES["admitting"])


def tells_what_may_come(clause: Clause) -> bool:
    """ "Si le da fiebre", "puede dar náuseas"; but "Sí, se descompensó"."""
    opening = clause.tokens[0]
    agrees = opening.folded == "si" and ("í" in opening.text.lower() or "," in opening.closes)
    return clause.says(_CUES["may_come"]) and not agrees


def looks_ahead(clause: Clause) -> bool:
    """ "Si no mejora…", "TSH en 8 semanas", "le haremos láser": nothing that was found."""
    return (
        (
            (clause.says(_CUES["yet_to_come"]) or _begins_with_another_test(clause))
            and not clause.says(_CUES["reported"])
        )
        or _announces(clause)
        or admits(clause)
        or _is_to_be_made(clause)
    )


def _is_to_be_made(clause: Clause) -> bool:
    """ "INR el martes", "Coagulación la víspera", "una resonancia no hace falta": a test without a result."""
    tests = clause.own(find_terms(clause.reading, TermKind.TEST))
    if not tests or clause.says(_CUES["made_already"]):
        return False
    illnesses = clause.own(find_terms(clause.reading, TermKind.DIAGNOSIS))
    judged = any(illness.begin < tests[0].begin for illness in illnesses)
    return clause.says(_CUES["wanted"]) or (clause.says(_CUES["when_made"]) and not judged)


def _announces(clause: Clause) -> bool:
    return any(
        form.tense is Tense.FUTURE and form.person in (Person.FIRST, Person.WE)
        for token in clause.tokens
        for form in verb_forms(strip_punctuation(token.text).lower())
    )


def acts_for_patient(clause: Clause) -> bool:
    """ "Le dejo una crema", "no se lo aconsejo", "la operamos": what the clinician does for the patient."""
    words = [token.text.lower().strip(".,;:") for token in clause.tokens]
    return any(before in _CLITICS and _acts(word) for before, word in pairwise(words))


def _acts(word: str) -> bool:
    forms = verb_forms(word)
    return not any(form.infinitive in _NO_ORDERS for form in forms) and any(
        form.person in (Person.FIRST, Person.WE)
        and form.tense in (Tense.PRESENT, Tense.FUTURE, Tense.CONDITIONAL)
        for form in forms
    )


def proposes(question: Clause) -> bool:
    """ "¿Y si retomamos la terapia?", "¿Le parece bien dejarlo así?": a part of the plan, once agreed to."""
    forms = [form for token in question.tokens for form in verb_forms(strip_punctuation(token.text).lower())]
    ours = any(form.person is Person.WE and form.infinitive not in _NO_ORDERS for form in forms)
    return ours or question.says(r"\b(le|te|les) (parece|gustaria)\b|\bde acuerdo (con|en|si)\b")


def recounts(clause: Clause) -> bool:
    """ "En julio lo llevó la ambulancia", "le ordenaron haloperidol": what has happened is no plan.

    Its first verb says so, unless that only tells which, or why: "la que le dieron, siga con ella".
    """
    before: list[str] = []
    for token in clause.tokens:
        forms = verb_forms(strip_punctuation(token.text).lower()) if len(token.folded) > 2 else ()
        if forms and not NOUN_FOLLOWS.intersection(before[-1:]):
            past = all(f.tense is Tense.PAST and f.person not in (Person.FIRST, Person.WE) for f in forms)
            return past and forms[0].infinitive != "acabar" and not _LED_IN.intersection(before)
        before.append(token.folded)
    return False


_LED_IN = frozenset("que como porque si cuando donde aunque".split())


def names(clause: Clause, kind: TermKind) -> bool:
    return bool(clause.own(find_terms(clause.reading, kind)))


def own_scores(clause: Clause, examined: bool) -> Scores:
    """What the clause's own words say: cues, drugs, diagnoses, values, tests and orders."""
    drugs, blamed = bool(drugs_named(clause)), _blames(clause)
    test, illness, ordered = (
        names(clause, TermKind.TEST),
        names(clause, TermKind.DIAGNOSIS),
        acts_for_patient(clause),
    )
    purpose, listed = clause.says(_CUES["for_illness"]), _lists_tests(clause)
    signs = [
        (Topic.TREATMENT, 3.0, drugs and not (blamed or clause.says(_CUES["causal"]))),
        (Topic.TREATMENT, 3.0, names(clause, TermKind.VACCINE)),
        (Topic.RESULTS, 2.0, not drugs and clause.says(r"\b\d+[.,]\d\b")),
        (Topic.RESULTS, 6.0, not listed and _reports(clause)),
        (Topic.TESTS, 4.0, examined and _is_to_be_made(clause)),
        *((topic, 3.0, True) for topic in _measured(clause)),
    ]
    if examined:
        signs += [
            (Topic.TREATMENT, 3.0, has_dose(clause)),
            (Topic.ASSESSMENT, 3.5, illness and not (ordered or purpose)),
            (Topic.ASSESSMENT, 1.0, clause.says(_CUES["illness"]) and not illness),
            (Topic.ASSESSMENT, 4.0, _calls(clause)),
            (Topic.ASSESSMENT, 4.0, clause.says(_CUES["has_one"]) and (illness or not _shows_sign(clause))),
            (Topic.ASSESSMENT, 4.0, blamed),
            (Topic.TREATMENT, 4.0, purpose and drugs),
            (Topic.TREATMENT, 6.0, _rules_out_drug(clause)),
            (Topic.TREATMENT, 6.0, clause.says(_CUES["procedure"])),
            (Topic.TESTS, 4.0, test and (purpose or clause.says(_CUES["to_find_out"]))),
            (Topic.TESTS, 4.0, test and (ordered or looks_ahead(clause))),
            (Topic.TESTS, 3.0, looks_ahead(clause) and _begins_with_test(clause)),
            (Topic.TREATMENT, 3.0, ordered and not test),
            (Topic.TESTS, 4.0, listed),
            (Topic.TESTS, 6.0, clause.says(_CUES["tests_named"]) and not clause.says(_CUES["came_out"])),
            (Topic.ADVICE, 3.0, _opens_with_infinitive(clause) or clause.says(_CUES["way_of_living"])),
            (Topic.ADVICE, 9.0, clause.says(_CUES["restricting"])),
            (Topic.RESULTS, 3.0, not (ordered or listed) and _begins_with_test(clause)),
            (Topic.RESULTS, -9.0, listed),
            (Topic.ASSESSMENT, 4.0, clause.says(_CUES["raised_by"])),
        ]
    shown = [({topic: weight}, 1.0) for topic, weight, holds in signs if holds]
    return blend((_cues(clause), 1.0), *shown)


def _cues(clause: Clause) -> Scores:
    """What the words tell, as they were said and as they are said of the patient: "lo dejás" → "lo deja"."""
    said, of_patient = score_topics(clause.folded, STATED), score_topics(_of_patient(clause.text), STATED)
    return {topic: max(said.get(topic, 0.0), of_patient.get(topic, 0.0)) for topic in (*said, *of_patient)}


@lru_cache(maxsize=2_048)  # asked for the phases and again for the topics, and with every draft
def _of_patient(text: str) -> str:
    turned = from_you([strip_punctuation(word) for word in text.split()])
    return f" {fold(' '.join(turned))} "


def _calls(clause: Clause) -> bool:
    """ "Es una ciática", "tiene artrosis"; not "es una faena"."""
    illnesses = clause.own(find_terms(clause.reading, TermKind.DIAGNOSIS))
    before = (clause.reading.tokens[max(clause.begin, term.begin - 2) : term.begin] for term in illnesses)
    if any(_CALLS.search(" ".join(token.folded for token in tokens)) for tokens in before):
        return True
    found = clause.says(_CUES["illness"]) or names(clause, TermKind.FINDING)
    return found and clause.says(r"\b(es (un|una)|esto es)\b")


def _shows_sign(clause: Clause) -> bool:
    return score_topics(clause.folded, STATED).get(Topic.EXAMINATION, 0.0) >= _SIGN


_SIGN = 3.0  # what a part of the body or a sign weighs among the cues of the examination


def _blames(clause: Clause) -> bool:
    """ "La tos es del ramipril", "los mareos vienen de la tensión": what a complaint comes from."""
    terms = clause.own(find_terms(clause.reading, TermKind.SYMPTOM, TermKind.DIAGNOSIS, TermKind.FINDING))
    after = (clause.reading.tokens[term.end : clause.end] for term in terms)
    return any(_COMES_FROM.match(" ".join(token.folded for token in tokens)) for tokens in after)


_COMES_FROM = re.compile(
    r"((le|te) )?(es|son|vienen?) (((casi )?seguro|seguramente|sobre todo|mas bien|en parte) )?"
    r"(por (tant[oa]s? )?(?!l[ao]s? (noche|manana|tarde|dia))|del (?!lado)|de (la|los|las) )|se deben? al? "
)


_CALLS = re.compile(r"\b(es|son|tienes?|tenes)( un| una| el| la)?$")


def _rules_out_drug(clause: Clause) -> bool:
    """ "Amoxicilina no, que es alérgica": begins with a drug and a no."""
    named = [m for m in clause.own(find_medications(clause.reading)) if m.begin <= clause.begin + 1]
    after = named[0].begin + len(named[0].heard.split()) if named else clause.end
    following = clause.reading.tokens[after : clause.end]
    return bool(following) and following[0].folded in ("no", "tampoco", "fuera", "jamas")


def has_dose(clause: Clause) -> bool:
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
    r"((del?|que) (la |el )?(\w+ )?\w+ )?(no )?"
    r"(muestra|mostro|marca|informa|indica|revela|describe|salio|sale) "
    r"|((del?|para|en|contra) (el |la )?\w+ )?(esta |de |en )*(negativ|positiv|normal|alt[oa]\b|baj[oa]\b)"
)


def _reports(clause: Clause) -> bool:
    """ "Ferritina, seis", "La angiotomografía muestra un trombo", "El electro: ritmo sinusal"."""
    test = _first_term(clause, TermKind.TEST, 3)
    if not test:
        return clause.says(_CUES["tested_for"]) and names(clause, TermKind.DIAGNOSIS)
    if looks_ahead(clause) or clause.says(r"^ (y )?(le |te )?(repe|rep[ie]t|ped|pid|hac|mand)"):
        return False
    after = clause.reading.tokens[test.end : clause.end]
    colon = ":" in clause.reading.tokens[test.end - 1].closes
    shows = bool(_SHOWS.match(" ".join(token.folded for token in after)))
    return (colon and len(after) > 1) or shows or _reads_dated(after)


def _reads_dated(after: Sequence[Token]) -> bool:
    """ "(La colonoscopia) de marzo, dos pólipos": when or where it was made, and what it showed."""
    pause = next((place for place, token in enumerate(after[:-1], 1) if {",", ":"} & set(token.closes)), 0)
    return bool(_MADE.fullmatch(" ".join(token.folded for token in after[:pause])))


_MADE = re.compile(
    rf"(del? |de la )({'|'.join(MONTHS)}"
    r"|ayer|hoy|(19|20)\d\d|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|alta|ingreso|ambulancia|urgencias|hospital|(semana|mes|ano) pasad[oa])"
    r"|de hace \w+ \w+"
    r"|(de hoy )?(que |este |esta )?((me|te|le|se|lo|la) )*"
    r"(trajo|trae|trajiste|trajeron|hizo|hice|hicieron|mand\w+)( yo)?( (el|en|hace)( \w+){1,5})?( dice)?"
)


def reads_out(clause: Clause) -> bool:
    """Whether the clause begins with a test and tells what came out of it."""
    return _reports(clause) and _first_term(clause, TermKind.TEST, 2) is not None


def _begins_with_test(clause: Clause) -> bool:
    """ "Biopsia, gastritis crónica": a test's name and what came out."""
    led = re.match(r"(con|sin|para|por|si|en|y|pero|no)$", clause.tokens[0].folded)
    return _first_term(clause, TermKind.TEST, 4) is not None and not led and len(clause.tokens) > 2


def _begins_with_another_test(clause: Clause) -> bool:
    """ "Y una analítica con hierro", "otra placa": what has been made is called by "la"."""
    test = _first_term(clause, TermKind.TEST, 4)
    before = clause.reading.tokens[clause.begin : test.begin] if test else ()
    return bool(re.fullmatch(_ANOTHER, " ".join(token.folded for token in before)))


_ANOTHER = r"((y|tambien|ademas|luego|despues) )*(un|una|otro|otra)"


def _lists_tests(clause: Clause) -> bool:
    """ "Laboratorio: hemograma, sodio y creatinina": several tests and nothing that came out of them."""
    tests = clause.own(find_terms(clause.reading, TermKind.TEST))
    verb = has_main_verb(clause.reading.tokens, clause.begin, clause.end)
    if len(tests) < 2 or verb or not _begins_with_test(clause):
        return False
    places = enumerate(clause.tokens, clause.begin)
    rest = [token.folded for place, token in places if not any(t.begin <= place < t.end for t in tests)]
    return not re.search(_CUES["came_out"], " ".join(rest))


def _opens_with_infinitive(clause: Clause) -> bool:
    """ "Caminar media hora", "no agacharse": what the patient is to do."""
    words = [token for token in clause.tokens if token.folded not in ("y", "o", "pero", "no", "ni")]
    return len(words) > 1 and is_infinitive(strip_punctuation(words[0].text).lower())


def _first_term(clause: Clause, kind: TermKind, within: int) -> Term | None:
    terms = find_terms(clause.reading, kind)
    return next((t for t in terms if clause.begin <= t.begin < clause.begin + within), None)
