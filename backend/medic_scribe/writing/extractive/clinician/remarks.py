"""What a clinician says while examining, judging and planning that states nothing: orders to move, asides,
half answers."""

import re
from dataclasses import replace
from itertools import pairwise

from medic_scribe.clinical import TermKind, find_terms, fold, strip_punctuation
from medic_scribe.writing.extractive.meaning.intent import names
from medic_scribe.writing.extractive.meaning.topics import STATED, score_topics
from medic_scribe.writing.extractive.turns.boundaries import has_main_verb
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.content import holds_content
from medic_scribe.writing.extractive.words.orders import after_call, opens_with_order
from medic_scribe.writing.extractive.words.verbs import NOUN_FOLLOWS, Person, Tense, verb_forms

# The speaker thinks better of what was just said: it stands only with this behind it.
TAKES_BACK = (
    r"^ (venga |bueno |ay |a ver )*(no (mejor|perdon|disculp\w+|esper\w+|a ver|todavia no|hasta)"
    r"|no (no )?(cada |son |es |de )?\d+"
    r"|no (a|en|por|de|cada) (\d+|cien|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|medi[oa])"
    r"|perdon|mejor dicho|corrijo|digo|miento|me equivoque)\b"
)
# "Trombólisis no."
BARELY = (
    r"^ (y |pero )?((el|la|los|las) )?(?!(todavia|entonces|tampoco|siempre|ustedes|doctora|senora|seguro"
    r"|tranquil\w)\b)"
    r"\w{6,} (no|tampoco|si) $"
)
# What the clinician says of his own doings while he examines.
_DOING = (
    r"^ (venga |bueno |a ver |ahora |miren? |y |ya |yo |pues )*((se )?(le|lo|la|te|los"
    r"|me) )?(voy (a )?(explor|examin|revis"
    r"|auscult|dict|dici|toc|tom|med|pes)\w+|vamos a \w+r\w*|(examino|exploro|reviso|ausculto|explico"
    r"|dicto|traduzco"
    r"|leo|peso|mido|tomo|digo|sigo)\b|(sube|abre|cierra|saca|respira|dobla|estira|aprieta|empuja|quita"
    r"|sigue|toca|mira"
    r"|levanta|acuesta|sienta|canta|traga|camina|pon|ven)(te|me|la|lo)?\b"
    r"|(toco|miro|levanto|aprieto|doblo|estiro|golpeo|saco)( \w+){0,4} $)"
)
_CONTENT = tuple(kind for kind in TermKind if kind not in (TermKind.RELATIVE, TermKind.OTHER_PERSON))
_HOW_MUCH = (
    r"\d|\b(dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|medi[oa]|mitad|manana|hoy|cero|fuera|nada de"
    r"|hasta"
    r"|despues|primero|antes|mientras|ya no|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
)
_WHEN = r"^ (y |o |pero )?(si|cuando|que|nunca|siempre|sin) "


def without_orders(clause: Clause) -> Clause:
    """ "Súbase a la camilla, la presión 120/80": what is found, without the order before it."""
    tokens = clause.reading.tokens
    ends = (place for place in range(clause.begin, clause.end - 1) if {",", ":"} & set(tokens[place].closes))
    if (end := next(ends, None)) is None:
        return clause
    phrase, rest = replace(clause, end=end + 1), replace(clause, begin=end + 1)
    ordered = opens_with_order(phrase.tokens) and not phrase.says(r"\d|\b(sin|no|ni)\b")
    return without_orders(rest) if ordered and not names_something(phrase) else clause


def only_asks_to_move(clause: Clause) -> bool:
    """ "Suba a la camilla", "Siga mi dedo con los ojos", "Lo examino": no finding."""
    clause = replace(clause, begin=clause.begin + after_call(clause.tokens))
    if not (opens_with_order(clause.tokens) or clause.says(_DOING)):
        return clause.end - clause.begin < 2 and not names(clause, TermKind.FINDING)
    kept = (
        clause.says(r"\d(?!\S* (minutos?|segundos?|veces|pasos))")
        or names(clause, TermKind.FINDING)
        or clause.says(TAKES_BACK)
    )
    return not kept and not any("…" in t.closes or "..." in t.closes for t in clause.tokens[:-1])


def says_nothing_alone(clause: Clause) -> bool:
    """ "No necesariamente", "Antes no": an answer whose question is not in the note."""
    return clause.end - clause.begin <= 3 and clause.says(
        r"^ (y |pero |pues )*(no|si|claro|tampoco|todavia no|aun no|antes no|ahora no|hoy no|despues|luego"
        r"|depende)( \w+mente| tanto| creo| se| mucho)? $"
    )


def is_lone_word(text: str) -> bool:
    """ "Parecido", "Rayas": one word that neither names nor finds anything."""
    word = fold(strip_punctuation(text))
    return " " not in word and not holds_content(word) and not score_topics(f" {word} ", STATED)


def only_announces(clause: Clause) -> bool:
    """ "Los laboratorios.": the name of a test, and nothing that was found."""
    tests = clause.own(find_terms(clause.reading, TermKind.TEST))
    named = {place for test in tests for place in range(test.begin, test.end)}
    rest = {
        clause.reading.tokens[place].folded for place in range(clause.begin, clause.end) if place not in named
    }
    return (bool(tests) or bool(rest & _TESTS)) and rest <= _TESTS | _AROUND_TESTS


_TESTS = frozenset("laboratorio laboratorios analisis analitica examenes estudios resultados".split())
_AROUND_TESTS = frozenset("el la los las sus y de ahora entonces".split())


def says_something(clause: Clause) -> bool:
    """While planning, an order, a condition, a time or a clinical word makes a clause a part of the plan."""
    if clause.says(BARELY):
        return True
    return clause.end - clause.begin >= 4 and (
        clause.says(_HOW_MUCH)
        or clause.says(_WHEN)
        or opens_with_order(clause.tokens)
        or names_something(clause)
    )


def names_something(clause: Clause) -> bool:
    return bool(clause.own(find_terms(clause.reading, *_CONTENT)))


def only_places(clause: Clause) -> bool:
    """ "Pie en alto, con dos almohadas": a part of the body, and nothing said to be the matter with it."""
    kinds = {term.kind for term in clause.own(find_terms(clause.reading, *_CONTENT))}
    verb = has_main_verb(clause.reading.tokens, clause.begin, clause.end)
    return kinds == {TermKind.BODY_PART} and not verb


def is_remark(clause: Clause) -> bool:
    """ "Ni me diga", "Yo la sujeto", "Vamos muy bien": said to someone, and nothing clinical in it."""
    if clause.says(TAKES_BACK) or clause.says(_HOW_MUCH) or clause.says(r"^ (y )?(sin|nunca) "):
        return False
    if names_something(clause):
        return False
    if clause.says(r"^ (si|seguro|claro) ") or _speaks_of_us(clause):
        return True
    phrases = [fold(phrase) for phrase in re.split(r"[,;:…]|\.\.\.", clause.text)]
    return all(
        re.search(r"\b(me|te|le|les|nos|se|lo|yo|usted|que)\b", p) for p in phrases if " " in p.strip()
    )


def _speaks_of_us(clause: Clause) -> bool:
    """ "Veamos los papeles", "No digo nada", "Que lo devuelva": what somebody does or shall do."""
    words = ["", *(strip_punctuation(token.text).lower() for token in clause.tokens)]
    return any(
        before not in NOUN_FOLLOWS
        and (forms := verb_forms(word))
        and all(
            form.person in (Person.FIRST, Person.WE) or form.tense in (Tense.SUBJUNCTIVE, Tense.IMPERATIVE)
            for form in forms
        )
        for before, word in pairwise(words)
    )
