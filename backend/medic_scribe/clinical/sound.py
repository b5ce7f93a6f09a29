"""How Spanish words sound, to compare what a recogniser wrote with what was said."""

import re
from functools import lru_cache

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^a-z]", ""),
        (r"ph", "f"),
        (r"th", "t"),
        (r"^ps", "s"),
        (r"sch|sh", "s"),
        (r"ch", "C"),
        (r"h", ""),
        (r"ll", "y"),
        (r"[sxc]?c(?=[ei])|z|s+|x", "s"),
        (r"qu(?=[ei])|[cq]|kk", "k"),
        (r"g(?=[ei])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"[vw]", "b"),
        (r"y(?![aeiou])|(?<=[^aeiou])y", "i"),
        (r"m(?=[bp])|n(?=[bpf])|mn", "n"),
        (r"(.)\1", r"\1"),
    )
)


@lru_cache(maxsize=50_000)
def sound(folded: str) -> str:
    """The word as it sounds in most of the Spanish-speaking world: "salvutamol" → "salbutamol".

    b/v, c/cc/s/x/z, g/j, ll/y, qu/k, a silent h and doubled letters are one. `folded` has no accents.
    """
    for pattern, replacement in _RULES:
        folded = pattern.sub(replacement, folded)
    return folded
