"""How and when something was measured, and what was said of the value."""

from collections.abc import Sequence

from medic_scribe.clinical.durations import MONTHS, DurationKind, find_durations
from medic_scribe.clinical.expressions import Match
from medic_scribe.clinical.phrases import Phrases
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.text import Token

QUALIFIERS = {
    "alta": "alta",
    "alto": "alto",
    "altas": "altas",
    "altos": "altos",
    "elevada": "elevada",
    "elevado": "elevado",
    "baja": "baja",
    "bajo": "bajo",
    "bajas": "bajas",
    "bajos": "bajos",
    "normal": "normal",
    "normales": "normales",
    "positivo": "positivo",
    "positiva": "positiva",
    "positivos": "positivos",
    "negativo": "negativo",
    "negativa": "negativa",
    "negativos": "negativos",
    "regular": "regular",
    "irregular": "irregular",
    "aumentada": "aumentada",
    "aumentado": "aumentado",
    "disminuida": "disminuida",
    "disminuido": "disminuido",
    "reactivo": "reactivo",
    "limite": "en el límite",
    "elevadas": "elevadas",
    "elevados": "elevados",
    "alterada": "alterada",
    "alterado": "alterado",
    "alteradas": "alteradas",
    "perfecta": "normal",
    "perfecto": "normal",
}
CONTEXTS = (
    (
        "acostado",
        Phrases(
            (
                "acostado",
                "acostada",
                "acuestese",
                "acuestate",
                "acostate",
                "decubito",
                "en decubito",
                "acostadito",
            )
        ),
    ),
    (
        "de pie",
        Phrases(
            (
                "de pie",
                "parado",
                "parada",
                "parate",
                "parese",
                "pongase de pie",
                "bipedestacion",
                "ponte de pie",
                "levantese",
            )
        ),
    ),
    ("sentado", Phrases(("sentado", "sentada", "sientese", "sientate", "sentate"))),
    ("brazo derecho", Phrases(("brazo derecho",))),
    ("brazo izquierdo", Phrases(("brazo izquierdo",))),
    ("en ayunas", Phrases(("en ayunas", "ayunas"))),
    ("posprandial", Phrases(("posprandial", "postprandial", "despues de comer", "despues de comida"))),
    ("al aire ambiente", Phrases(("aire ambiente", "al ambiente", "sin oxigeno"))),
    ("con oxígeno", Phrases(("con oxigeno", "con canula", "con mascarilla"))),
    ("en casa", Phrases(("en casa", "en mi casa", "en la casa"))),
)
# Which of several readings a figure is: "una saturación mínima de 79".
EXTREMES = {
    "minima": "mínima",
    "maxima": "máxima",
    "media": "media",
    "promedio": "promedio",
    "basal": "basal",
}
POSTURES = ("acostado", "de pie", "sentado")
EARLIER = Phrases(
    (
        "la vez pasada",
        "la ultima vez",
        "la consulta pasada",
        "la vez anterior",
        "antes",
        "anterior",
        "previo",
        "previa",
        "pesaba",
        "pesabas",
        "el control pasado",
        "la visita pasada",
        "el mes pasado",
        "habia salido",
        "la anterior",
        "el anterior",
    )
)


def qualifier_after(tokens: Sequence[Token], end: int) -> str:
    """ "128, que está bajo", "88 por minuto, regular", "en 1.1, está bien"."""
    for place in range(end, min(end + 5, len(tokens))):
        if any(mark in ".;?!" for mark in tokens[place - 1].closes) or tokens[place].value is not None:
            return ""
        word = tokens[place].folded
        if word in QUALIFIERS and not word.startswith(("positiv", "negativ")):
            negated = any(token.folded == "no" for token in tokens[end:place])
            return f"no {QUALIFIERS[word]}" if negated else QUALIFIERS[word]
        if word == "bien" and tokens[place - 1].folded in {"esta", "muy"}:
            return "normal"
        if word in {"el", "la", "los", "las", "y"}:
            return ""
    return ""


def context_of(reading: Reading, label: Match, place: int, end: int) -> tuple[str, bool]:
    tokens = reading.tokens
    begin = _sentence_begin(tokens, label.begin)
    stop = _clause_end(tokens, end)
    posture = _last_posture(tokens, place) if label.concept == "TA" else ""
    said = [posture] if posture else []
    said += [EXTREMES[t.folded] for t in tokens[label.end : place] if t.folded in EXTREMES]
    for name, phrases in CONTEXTS:
        near = [p for p in range(label.begin, stop) if phrases.length_at(tokens, p)]
        if near and name not in said and not (name in POSTURES and posture):
            said.append(name)
    dates = [d for d in find_durations(reading) if d.kind is DurationKind.AGO and begin <= d.begin < stop]
    dates = [d for d in dates if d.end <= place or (d.begin >= end and not tokens[end - 1].closes)]
    nearest = [
        d for d in dates if not any(tokens[p].value is not None for p in range(min(d.end, place), place))
    ]
    earlier = any(EARLIER.length_at(tokens, p) for p in range(_clause_begin(tokens, label.begin), stop))
    month = next((d.text for d in nearest), "") or _month_of(tokens, begin, place)
    if month:
        said.append(month)
    return ", ".join(said), bool(month) or earlier


def _month_of(tokens: Sequence[Token], begin: int, end: int) -> str:
    """ "la espirometría de marzo mostraba…"."""
    for place in range(begin + 1, end):
        if any(token.folded in {"hoy", "ahora", "ahorita", "actual"} for token in tokens[place:end]):
            continue
        if tokens[place].folded in MONTHS and tokens[place - 1].folded in {"de", "del"}:
            return f"de {tokens[place].folded}"
    return ""


def _last_posture(tokens: Sequence[Token], place: int) -> str:
    for earlier in range(place - 1, -1, -1):
        for name, phrases in CONTEXTS:
            length = phrases.length_at(tokens, earlier) if name in POSTURES else 0
            if length and not _on_scales(tokens, earlier + length):
                return name
    return ""


def _on_scales(tokens: Sequence[Token], place: int) -> bool:
    """ "Párese en la balanza" says nothing of how the pressure was taken afterwards."""
    return any(token.folded in {"balanza", "bascula", "pesa"} for token in tokens[place : place + 3])


def _sentence_begin(tokens: Sequence[Token], place: int) -> int:
    while place > 0 and not any(mark in ".;?!" for mark in tokens[place - 1].closes):
        place -= 1
    return place


def _clause_begin(tokens: Sequence[Token], place: int) -> int:
    while place > 0 and not tokens[place - 1].closes and tokens[place - 1].value is None:
        place -= 1
    return place


def _clause_end(tokens: Sequence[Token], end: int) -> int:
    place = end
    while place < min(end + 6, len(tokens)) and not any(mark in ".;?!" for mark in tokens[place - 1].closes):
        if tokens[place].value is not None or (tokens[place].folded in {"la", "el", "y"} and place > end):
            break
        place += 1
    return place


def is_posture(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(
        phrases.length_at(tokens, p)
        for p in range(begin, end)
        for name, phrases in CONTEXTS
        if name in POSTURES
    )
