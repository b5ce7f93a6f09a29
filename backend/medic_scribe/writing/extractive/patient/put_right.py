"""What a speaker puts right of his own words: "Tres días. No, dos"."""

from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.patient.denials import denies_all
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.kinds import values
from medic_scribe.writing.extractive.words.taken_back import takes_back
from medic_scribe.writing.extractive.words.verbs import holds_verb


def put_right(clauses: Sequence[Clause]) -> list[Clause]:
    """A sentence that takes back the short one before is read in one with it: "Tres días. No, dos".

    Where it only takes back ("No, a ver, que me lío"), both go.
    """
    kept: list[Clause] = []
    for clause in clauses:
        if _is_not_his(clause):
            if kept and clause.says(_ONLY_NOT_HIS) and drugs_named(kept[-1]):
                kept.pop()
        elif kept and _is_after_all(clause) and denies_all(kept[-1]) and not denies_all(clause):
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


def _is_after_all(clause: Clause) -> bool:
    remembered = clause.says(r"^ (ah|ay|uy) (?!y )") and not holds_verb(clause.text.split())
    return clause.says(_AFTER_ALL) or (remembered and bool(drugs_named(clause)))


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
