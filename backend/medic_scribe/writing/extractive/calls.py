"""What the clinician says into a telephone in the middle of a consultation: of somebody else."""

from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.clauses import Clause, Turn

_EXCUSES = (
    r"^ (ay |uy |a ver |bueno |si )*(perdon\w*|disculp\w*|permita\w*|permite\w*|espere\w*"
    r"|(deme )?un (momento|momentito|segundo))\b"
)
_CALLED = (
    r"\b(me (llaman?|hablan?|buscan|marcan?|estan llamando)|(el|mi) (movil|celular|telefono|busca|interno)"
    r"|(es|son|llaman|de|del) (el )?(quirofano|urgencias|planta|piso|guardia|laboratorio|la sala)"
    r"|(que )?(contestar|atender)( esto| aqui)?) "
)
# "¿Dónde íbamos?", "Ya está", "Disculpe, Domingo": he turns to the patient again.
_TURNS_BACK = (
    r"^ (listo |ya |bueno |ok )*(ya (esta|estoy)|perdon\w*|disculp\w*|chau|chao|adios|hasta luego"
    r"|seguimos|sigamos|(en que|por donde|donde) (iba|ibamos|estab\w+|quedam\w+)|(le|te) decia)\b"
)
_LONGEST = 9  # clauses of a call


def without_calls(turns: Sequence[Turn]) -> list[Turn]:
    """The turns without what was said to somebody who called, where it is heard how that ended."""
    kept: list[Turn] = []
    for place, turn in enumerate(turns):
        following = next((t for t in turns[place + 1 :] if t.speaker is Speaker.CLINICIAN), None)
        clauses = (
            _without_call(turn.clauses, following) if turn.speaker is Speaker.CLINICIAN else turn.clauses
        )
        if clauses:
            kept.append(replace(turn, clauses=clauses))
    return kept


def _without_call(clauses: tuple[Clause, ...], following: Turn | None) -> tuple[Clause, ...]:
    begin = next((n for n, c in enumerate(clauses) if c.says(_EXCUSES) and c.says(_CALLED)), None)
    if begin is None:
        return clauses
    window = range(begin + 1, min(len(clauses), begin + _LONGEST))
    end = next((n for n in window if clauses[n].says(_TURNS_BACK)), None)
    if end is None:
        ends_later = following is not None and following.clauses[0].says(_TURNS_BACK)
        return clauses[:begin] if ends_later else clauses
    while end < len(clauses) and clauses[end].says(_TURNS_BACK):
        end += 1
    return clauses[:begin] + clauses[end:]
