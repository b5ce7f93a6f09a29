"""Clinicians' questions: which clauses ask, what they ask about, and whether yes or no answers them."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from medic_scribe.clinical import TermKind, find_medications, find_terms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.person import second_person
from medic_scribe.writing.extractive.verbs import (
    NOUN_FOLLOWS,
    Person,
    Tense,
    is_infinitive,
    participle,
    subjunctive,
    verb_forms,
)
from medic_scribe.writing.extractive.wording import capital, lowered, tidy, worded

_OPEN = re.compile(
    r"\b(que|cual|cuales|como|cuando|cuanto|cuanta|cuantos|cuantas|donde|quien|quienes|por que"
    r"|hasta donde|desde cuando)\b"
)
_ASKING = re.compile(
    r"^ (y |bueno |a ver |ya |entonces |pero |oiga )*(que|cual|cuales|como|cuando|cuanto|cuanta"
    r"|cuantos|cuantas|donde|quien|tiene"
    r"|tienes|tenes|ha|has|hay|siente|nota|duerme|toma|fuma|le|te|se|es|esta|sigue|alguna?|desde"
    r" cuando|hace cuanto"
    r"|perdio|tuvo|lo|la|los|las|alergias|vacunas|con|fiebre|dolor|y|de que|en que|a que|por que)\b"
)
_STATING = re.compile(
    r"\b(le voy|vamos a|voy a|le (doy|pido|receto|mando|dejo|explico)|\d{2,3} sobre|sobre \d|lo"
    r" felicito|tome|evite|es (un|una)|no"
    r" (veo|escucho|oigo|palpo)|tiene (un|una) |hay que)\b"
)
_NEGATIVE = re.compile(r"^ (y |bueno |pero )*(no|tampoco|ni|nunca)\b")
_HEADS = re.compile(
    r"^(?:y |pero |entonces |además |también )*(?:alguna vez |nunca )?(?:usted )?"
    r"(?:(?:ha|has|han) (?:tenido|notado|sentido|presentado|visto)|(?:tiene|tienes|tenés|tuvo"
    r"|tuviste|siente|sientes|sentís"
    r"|nota|notas|presenta|hay|hubo|padece)(?= (?!que\b)))?,? ?(?:de )?"
    r"(?:alg[uú]n[ao]?s? (?:otr[ao] )?|un[ao]? )?",
    re.IGNORECASE,
)


def mark_questions(turns: list[Turn]) -> list[Turn]:
    """Where a recogniser lost the marks: a clinician's last short clause that reads like a question is
    one."""
    marked: list[Turn] = []
    phase = False
    for place, turn in enumerate(turns):
        phase = phase or _states_at_length(turn)
        answered = place + 1 < len(turns) and turns[place + 1].speaker is not Speaker.CLINICIAN
        last = turn.clauses[-1]
        if turn.speaker is not Speaker.CLINICIAN:
            turn = replace(
                turn, clauses=tuple(replace(c, asked=c.asked or _patient_asks(c)) for c in turn.clauses)
            )
        elif (
            answered
            and not _closes_a_statement(turn)
            and _reads_like_a_question(last, turns[place + 1], phase)
        ):
            turn = replace(turn, clauses=(*turn.clauses[:-1], replace(last, asked=True)))
        marked.append(turn)
    return marked


def _closes_a_statement(turn: Turn) -> bool:
    """ "Cuello, sin ganglios. Conjuntivas pálidas.": a few words with a full stop behind statements ask
    nothing."""
    *before, last = turn.clauses
    if last.asked or not last.text.rstrip().endswith(".") or last.says(_INDIRECT.pattern):
        return False
    if last.says(r"^ (le |te |les )?(pido|solicito|mando|doy|receto|indico|dejo|anoto|veo|espero|hago)\b"):
        return True
    stated = [c for c in before if not c.asked and c.end - c.begin > 1]
    return len(stated) > 1 or last.says(r"\b(no|sin|nunca|siempre|solo|positiv[oa]|negativ[oa]|normal|\d+)\b")


_PATIENT_ASKING = re.compile(
    r"^ (doctora? |oiga |y |entonces |pero |ay )*((eso )?que (significa|quiere decir|tengo|hago|es eso)"
    r"|cuando (vengo|vuelvo|tengo|la|lo|regreso)"
    r"|puedo|debo|me (va a|esta dando|tengo que|voy a morir|tienen que|van a)|tengo que|hay que|es"
    r" (malo|grave|peligroso|cancer|normal)"
    r"|eso es (malo|grave)|esta (muy )?(alta|baja|mal)|y si|para (el|la) \w+ $|hasta cuando|cuanto"
    r" tiempo|le pongo|le doy)\b"
)


def _patient_asks(clause: Clause) -> bool:
    """A patient's question that lost its marks."""
    if clause.says(r"^ (?!no ).* no $") and _finite(clause):
        return True  # "La tensión está alta, ¿no?"
    return clause.end - clause.begin <= 12 and bool(_PATIENT_ASKING.match(clause.folded))


def _states_at_length(turn: Turn) -> bool:
    """The clinician has begun to examine: from here short remarks are findings, not questions."""
    return turn.speaker is Speaker.CLINICIAN and any(
        c.says(r"\d{2,3}/\d{2,3}|\d{2,3} sobre \d") for c in turn.clauses
    )


_INDIRECT = re.compile(
    r"\b(cuenteme|cuentame|contame|digame|dime|recuerdeme|recuerdame|platiqueme|a ver (el|la|los"
    r"|las) |expliqueme)\b"
)


def _reads_like_a_question(clause: Clause, following: Turn, examined: bool) -> bool:
    if clause.asked or clause.says(_STATING.pattern):
        return clause.asked
    if clause.says(_INDIRECT.pattern):
        return True
    words = clause.end - clause.begin
    bare = (
        not examined
        and words <= 5
        and not _finite(clause)
        and not clause.says(r"\b(gracias|bueno|bien|ya|listo|claro|acuerdo)\b")
    )
    if clause.text.rstrip().endswith((".", "!")):
        return bare
    answers = following.clauses[0].says(
        r"^ (si|no|ni|nunca|nada|aja|mmm|pues|a|la|el|desde|como|un|una|\d+|ya no|ese|esa) ?"
    )
    replied = following.clauses[0].says(r"^ (si|no|ese|esa|eso|ni)\b")
    return (
        bare
        or (words <= 14 and clause.says(_ASKING.pattern))
        or (answers and words <= 6)
        or (replied and not examined and words <= 14)
    )


def _finite(clause: Clause) -> bool:
    return any(_verb(token.text) for token in clause.tokens)


def is_closed(question: Clause) -> bool:
    """Whether yes or no can answer it: asked with a verb or a bare name, and not negatively."""
    return not question.says(_OPEN.pattern) and not question.says(_NEGATIVE.pattern)


def asks_for_one(question: Clause) -> bool:
    """Whether it asks one thing, or lists things of a kind ("fiebre, tos o dolor") after one verb at most."""
    verbs = 0
    folded = [t.folded for t in question.tokens]
    for place, token in enumerate(question.tokens):
        forms = verb_forms(strip_punctuation(token.text))
        finite = [
            f
            for f in forms
            if f.person in (Person.THIRD, Person.SECOND, Person.THEY) and f.tense is not Tense.IMPERATIVE
        ]
        after_article = place and folded[place - 1] in NOUN_FOLLOWS | {"su"}
        if finite and not after_article and f"{folded[place]}" not in _NOT_VERBS:
            verbs += 1
    joined = " o " in question.folded or "," in question.text
    return verbs <= 1 or not joined


_NOT_VERBS = frozenset("nada toma como para entre sobre vista marcha falta ha has han cuenta duda".split())


_WHEN = re.compile(r"\b(desde cuando|hace cuanto)\b")
_WHEN_WORDS = frozenset(
    "y desde cuando hace cuanto tiempo esto eso lo de del la el los las que tiene lleva con le se"
    " siente asi".split()
)


def label(question: Clause) -> str:
    """What it asks about, short enough to stand before an answer: "Más sed de lo normal", "Tabaco".

    Empty where the answer needs no heading ("¿Cómo ha estado?").
    """
    if found := _WHEN.search(question.folded):
        about = asked(question).split()
        rest = [w for w in about if fold(strip_punctuation(w)) not in _WHEN_WORDS]
        when = found.group(1).replace("cuando", "cuándo").replace("cuanto", "cuánto")
        return f"{capital(tidy(' '.join(rest)))}, {when}" if rest else "Desde cuándo"
    for pattern, heading in _labels():
        if heading and pattern.search(question.folded) and not (heading in _OF_MANY and _names_one(question)):
            return heading.strip("-")
    whole = asked(question)  # nothing where it only asks for assent: "¿De acuerdo?"
    return noun_phrase(question) or (f"¿{capital(whole)}?" if whole else "")


# Headings for whatever is told of a kind: where the question named one thing, the answer is about that
# thing only.
_OF_MANY = ("Antecedentes familiares", "Enfermedades", "Operaciones", "Medicación", "Vacunas", "Alimentación")


def _names_one(question: Clause) -> bool:
    kinds = (TermKind.DIAGNOSIS, TermKind.SYMPTOM, TermKind.VACCINE)
    named = [t for t in find_terms(question.reading, *kinds) if question.begin <= t.begin < question.end]
    return bool(
        named or any(question.begin <= m.begin < question.end for m in find_medications(question.reading))
    )


_TAG = re.compile(
    r"(?:,\s*¿?|\s¿|^¿)\s*(?:verdad|no es (?:así|cierto|verdad)|cierto|correcto|me equivoco|no"
    r"|s[ií]|eh|ya|de acuerdo)\s*\?\s*$",
    re.IGNORECASE,
)


def confirms(question: Clause) -> str:
    """What a question with a tag states: "Tiene 32 años, ¿verdad?" → "Tiene 32 años"; else empty."""
    if not _TAG.search(question.text):
        return ""
    stated = _TAG.sub("", question.text)
    return " ".join(from_you(worded(stated).split())) if len(stated.split()) > 1 else ""


def negated(clause: str) -> str:
    """ "En el otro embarazo tuvo azúcar" → "En el otro embarazo no tuvo azúcar"."""
    words = clause.split()
    verb = next((i for i in range(len(words)) if _verb_stands(words, i)), 0)
    while verb and fold(words[verb - 1]) in _CLITICS:
        verb -= 1
    return " ".join([*words[:verb], "no", *words[verb:]]) if verb else f"No {lowered(clause)}"


def _verb_stands(words: list[str], place: int) -> bool:
    """Whether the word is the verb: not a noun behind its article, as in "en la casa hay"."""
    before = fold(words[place - 1]) if place else ""
    if before in ("el", "un", "una", "su", "sus", "del", "al", "de", "en", "con", "por", "mucha", "mucho"):
        return False
    if before in ("la", "los", "las") and place > 1:
        return False
    return _verb(words[place]) or fold(words[place]) in ("ha", "han")


def as_complement(clause: str) -> str:
    """What "niega" can govern: "perdió el conocimiento" → "haber perdido el conocimiento".

    "se le hinchan las piernas" → "que se le hinchen las piernas". Empty where no verb stands at the start.
    """
    words = clause.split()
    place = 0
    while place < len(words) - 1 and fold(words[place]) in _CLITICS:
        place += 1
    clitics = [fold(word) for word in words[:place]]
    bare, rest = strip_punctuation(words[place]), words[place + 1 :]
    reflexive = "se" if clitics == ["se"] else ""
    others = bool(clitics) and not reflexive
    if fold(bare) in ("ha", "han") and rest and not others:
        return " ".join([f"haber{reflexive}", *rest])
    for form in verb_forms(bare):
        if form.person not in (Person.THIRD, Person.THEY) or form.tense is Tense.IMPERATIVE:
            continue
        if form.tense is Tense.PAST and not others and form.person is Person.THIRD:
            return " ".join([f"haber{reflexive} {participle(form.infinitive)}", *rest])
        if form.tense is Tense.PRESENT and not others and form.person is Person.THIRD:
            return " ".join([form.infinitive + reflexive, *rest])
        if form.tense is Tense.PRESENT and others and (wished := subjunctive(form.infinitive, form.person)):
            return " ".join(["que", *clitics, wished, *rest])
    return ""


_CLITICS = frozenset("se le les lo la los las".split())


def asked(question: Clause) -> str:
    """The question in the third person, without what leads up to it."""
    text = worded(_after_lead(_TAG.sub("", question.text)))
    return " ".join(from_you(text.split()))


def noun_phrase(question: Clause) -> str:
    """ "¿Ha tenido fiebre o tos?" → "fiebre o tos"; empty where the question is not about a thing by its
    name."""
    if question.says(_OPEN.pattern):
        return ""
    text = asked(question)
    rest = tidy(_HEADS.sub("", text, count=1))
    words = rest.split()
    if not words or len(words) > 14:
        return ""
    first = fold(strip_punctuation(words[0]))
    if (
        first in ("se", "le", "me", "lo", "la", "te", "les", "no", "ya", "a", "al")
        and len(words) > 1
        and (_verb(words[1]) or fold(words[1]) in ("ha", "han", "has"))
    ):
        return ""
    if any(_verb(word) for word in words[:2]) or any(_verb(w) and fold(w) not in _NOT_VERBS for w in words):
        return ""
    return rest


def items(phrase: str) -> list[str]:
    """ "fiebre, vómitos o dolor abdominal" → its three parts, in the form that "niega" governs."""
    parts = [p.strip() for p in re.split(r",\s*(?:o |y |ni )?|\s+(?:o|ni|u|e)\s+", phrase) if p.strip()]
    bare = [re.sub(r"^(?:alg[uú]n[ao]?s? |un[ao]? |ni |con |el |la |los |las )", "", p) for p in parts]
    return [as_complement(p) or p if _CLITIC_VERB.match(fold(p)) else p for p in bare]


_CLITIC_VERB = re.compile(r"^(se|le|les|lo|la|ha|han) (le |les )?\w+")


def _verb(word: str) -> bool:
    bare = strip_punctuation(word)
    if fold(bare) in _NOT_VERBS or fold(bare) in _NOUN_LIKE:
        return False
    return any(
        f.tense is not Tense.IMPERATIVE and f.person is not Person.FIRST
        for f in verb_forms(bare)
        if _strict(bare, f.infinitive)
    )


def _strict(bare: str, infinitive: str) -> bool:
    return bool(infinitive) and len(bare) > 2


_NOUN_LIKE = frozenset(
    "baja alta vacuna mancha queja marca gota traba cicatriz molestias molestia pruebas prueba"
    " dudas sueno dieta marea ayuda consulta medida sed para dentro".split()
)


def from_you(words: list[str]) -> list[str]:
    """ "te arde cuando hacés pis" → "le arde cuando hace pis"; "a usted le sirve" → "le sirve"."""
    turned: list[str] = []
    for place, word in enumerate(words):
        form = second_person(words, place)
        bare = strip_punctuation(word)
        low = bare.lower()
        if form:
            turned.append(word.replace(bare, form.third))
        elif low in ("usted", "vos", "tú", "ti", "ustedes"):
            if (turned and fold(turned[-1]) in ("a", "en", "para")) or (
                turned and fold(turned[-1]) == "y" and place + 1 == len(words)
            ):
                turned.pop()
            elif turned and fold(turned[-1]) in ("con", "de", "por"):
                turned.append(word.replace(bare, "paciente"))
        elif low.endswith(("arte", "erte", "irte")) and is_infinitive(bare[:-2]):
            turned.append(word.replace(bare, bare[:-2] + "se"))
        elif low == "te" and fold(" ".join(words[place + 1 : place + 2])) in ("lo", "la", "los", "las"):
            turned.append(word.replace(bare, "se"))
        elif low == "te" and _to_yourself(words, place):
            turned.append(word.replace(bare, "Se" if bare[0].isupper() else "se"))
        elif low in _SWAPS:
            turned.append(word.replace(bare, _SWAPS[low]))
        else:
            turned.append(word)
    return turned


def _to_yourself(words: list[str], place: int) -> bool:
    """ "te golpeaste", "te has hecho": what "you" do to yourself; but "te duele"."""
    following = fold(strip_punctuation(words[place + 1])) if place + 1 < len(words) else ""
    return following in ("has", "habias", "hayas", "estas", "vas") or bool(
        following and second_person(words, place + 1)
    )


_SWAPS = {"te": "le", "tu": "su", "tus": "sus", "contigo": "con el paciente"}


def _after_lead(text: str) -> str:
    """What stands between the marks, where only a word or two lead up to it."""
    lead, mark, rest = text.partition("¿")
    return rest if mark and len(lead.split()) <= 2 else text.replace("¿", "")


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("medic_scribe.writing.extractive").joinpath("labels.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in rows)
