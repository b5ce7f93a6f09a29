"""The gaps between the words of an utterance, and what can be seen of the words around one."""

from collections.abc import Sequence

from medic_scribe.clinical import Token
from medic_scribe.clinical.figure_words import COUNTED
from medic_scribe.clinical.verbs import is_finite
from medic_scribe.writing.extractive.turns.boundaries import (
    BINDING,
    CLITICS,
    DETERMINERS,
    SUBORDINATING,
    has_main_verb,
)

NOTHING = "#"  # stands for the word before the first and behind the last


class Words:
    """The words of an utterance by their places, each with its kind."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.finite = [is_finite(tokens, place) for place in range(len(tokens))]
        self._kinds = [_kind(token, verb) for token, verb in zip(tokens, self.finite, strict=True)]

    def word(self, place: int) -> str:
        return self.tokens[place].folded if 0 <= place < len(self.tokens) else NOTHING

    def kind(self, place: int) -> str:
        return self._kinds[place] if 0 <= place < len(self.tokens) else NOTHING

    def counts(self, place: int) -> bool:
        """Whether a number and what it counts stand on either side of the gap: "25 gotas"."""
        return self.kind(place - 1) == "NUMBER" and self.word(place) in COUNTED

    def has_main_verb(self, begin: int, end: int) -> bool:
        return has_main_verb(self.tokens, begin, end, self.finite)

    def around(self, place: int) -> list[str]:
        """What can be seen of the words on either side of the gap before `place`."""
        word, kind = self.word, self.kind
        earlier, before, after, later = (word(at) for at in range(place - 2, place + 2))
        return [
            "always",
            f"{before} ,",
            f", {after}",
            f", _ {later}",
            f"{earlier} {before} ,",
            f", {after} {later}",
            f"-{before[-3:]} ,",
            f", -{after[-3:]}",
            f", {after[:4]}-",
            *self.kinds_around(place),
            f"{kind(place - 2)} {kind(place - 1)} , {kind(place)} {kind(place + 1)}",
        ]

    def kinds_around(self, place: int) -> list[str]:
        before, after, later = (self.kind(at) for at in range(place - 1, place + 2))
        return [
            f"{before} ,",
            f", {after}",
            f"{before} , {after}",
            f", {after} {later}",
            f"{before} , {after} {later}",
        ]


def _kind(token: Token, verb: bool) -> str:
    """The word's kind where it is one of many, else the word itself."""
    word = token.folded
    for name, words in (("CLITIC", CLITICS), ("ARTICLE", DETERMINERS), ("LINK", SUBORDINATING)):
        if word in words:
            return name
    if word[:1].isdigit():
        return "NUMBER"
    if verb:
        return "VERB"
    return word if word in BINDING else "WORD"
