"""A thing that is named first and spoken of in the next sentence: "El alopurinol. Ahora no, que…" is one
remark."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import TermKind, find_medications, find_terms, fold
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.turns.boundaries import is_finite
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.orders import opens_with_order
from medic_scribe.writing.extractive.words.wording import lowered

_NAME = re.compile(
    r" (y |pues )?((?!la \w+o )(el|la|los|las) [a-z]+ (de (la |el |los |las )?[a-z]+ )?"
    r"|se llaman? ([a-z]+ ){1,2})"
)
_OF_IT = re.compile(
    r" (y |pero )?(ahora|hoy|todavia|aun|solo|si|no|por ahora|mejor|tampoco|nunca|cuando|como|se (la|lo"
    r"|hace|usa|pone"
    r"|da)|salio|salieron|sale|salen|muestra|mostro"
    r"|(con|en|a|para) (\w+ ){1,5}(no )?(se )?l[oa]s? \w+o|(la|lo|las|los) \w+(o|amos|emos|imos)|\d)\b"
)


# "Cilostazol. Con ese corazón lo tiene contraindicado."
_IT = r"^ (\S+ ){0,8}l[oa] (tiene|tienes|tenes|necesita|tolera|toma|tomas|para|paras|puede|va|deja|dejas)\b"
_DOSED = re.compile(r" (hoy|ahora|desde (hoy|manana)) (\d|medi[oa]|una?)\b")


# "Lo tiene contraindicado", "con ese riñón no", "no se la doy": the drug just named is not given.
_REJECTS = (
    r"\b(contraindicad[oa]|descartad[oa]|prohibid[oa]|ni hablar|imposible|ni pensarlo|de ninguna manera"
    r"|olvid[ae](lo|la|te|se)|es[ae] no|dej(o|amos) fuera)\b"
    r"|\b(no|tampoco) $|^ (pero |ah |y |pues )*no (que|porque|con) "
    r"|\bno (se )?(l[aeo]s? |te )?(l[ao]s? )?(puede|puedo|podemos|conviene|va|sirve|doy|dar|damos|pongo"
    r"|ponemos|voy|vamos|quiero|recomiendo|toca|debe|cubre|tolera)\b"
)
_CONSIDERS = (
    r"^ (y |pues |bueno |yo )*(pense|pensaba|estuve pensando|estaba pensando|habia pensado|podria|iba a"
    r"|queria|quise|(lo suyo |le )?(seria|daria|pondria)|le hubiera)\b"
)
# "Tramadol. Se me cae. Mejor paracetamol": another is given instead.
_INSTEAD = r"^ (no |pues |ya )*(mejor|entonces) "
_JOINT = 3  # words that may be left out between what is found and what is done
_VERDICT = 3  # sentences in which what was considered is rejected


def with_rejections(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, a drug that is only thought of and the sentence that rejects it as one."""
    joined: list[Clause] = []
    for clause in clauses:
        place = _considered(joined, clause)
        if place is None:
            joined.append(clause)
        else:
            joined[place:] = [replace(joined[place], end=clause.end, asked=False)]
    return joined


def rejects(clause: Clause) -> bool:
    return clause.says(_REJECTS) or len({fold(drug.text) for drug in drugs_named(clause)}) > 1


def _considered(before: Sequence[Clause], clause: Clause) -> int | None:
    """Where the drug was named that the clause rejects, and of which nothing else was said."""
    if clause.asked or not (clause.says(_INSTEAD) if drugs_named(clause) else rejects(clause)):
        return None
    for place in range(len(before) - 1, max(-1, len(before) - 1 - _VERDICT), -1):
        following = [*before[place + 1 :], clause]
        answered = before[place].asked and place < len(before) - 1
        if answered or following[0].begin - before[place].end > _JOINT:
            return None
        if drugs_named(before[place]):
            return place if _only_thinks_of(before[place]) else None
    return None


def _only_thinks_of(clause: Clause) -> bool:
    return len(drugs_named(clause)) == 1 and (
        _is_drug(clause) or _only_names(replace(clause, asked=False)) or clause.says(_CONSIDERS)
    )


def with_names(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, a bare name and what is said of it as one."""
    joined: list[Clause] = []
    for clause in clauses:
        before = joined[-1] if joined else None
        if before and not clause.asked and _is_named_by(before, clause):
            joined[-1] = replace(before, end=clause.end)
        else:
            joined.append(clause)
    return joined


def _is_named_by(before: Clause, clause: Clause) -> bool:
    if _only_names(before) and _OF_IT.match(clause.folded):
        return True
    of_it = _DOSED.match(clause.folded) or clause.says(_IT)
    return _is_drug(before) and bool(of_it) and not drugs_named(clause)


def _is_drug(clause: Clause) -> bool:
    """ "Colchicina.": a drug's name and nothing else."""
    named = clause.own(find_medications(clause.reading))
    return len(named) == 1 and named[0].begin == clause.begin and named[0].end == clause.end


def _only_names(clause: Clause) -> bool:
    if clause.asked or not _NAME.fullmatch(clause.folded) or opens_with_order(clause.tokens):
        return False
    if clause.own(find_terms(clause.reading, TermKind.DIAGNOSIS)):
        return False
    start = clause.begin + (2 if clause.says(r"^ (y |pues )?se llama") else 0)
    return not any(is_finite(clause.reading.tokens, place) for place in range(start, clause.end))


def colon_behind_name(text: str) -> str:
    """ "Alopurinol. Ahora no" → "Alopurinol: ahora no"."""
    named, *said = re.split(r"(?<=\w)(?:\.{3}|[.…?]) ", text, maxsplit=1)
    return f"{named}: {lowered(said[0])}" if said else text
