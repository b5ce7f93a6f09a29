"""What is found, replaced and put back."""

from collections.abc import Collection, Iterable, Iterator

from medic_scribe.writing.redaction.numbers import find_numbers
from medic_scribe.writing.redaction.people import People
from medic_scribe.writing.redaction.vault import PLACEHOLDER, Kind, Span, Vault

BLANK = "\0"


class Redaction:
    """For the texts of one note: a name that one of them gives away is masked in all of them.

    Words of `keep`, such as the clinician's vocabulary, stay.
    """

    def __init__(self, texts: Iterable[str], keep: Collection[str] = ()) -> None:
        self._vault = Vault()
        self._people = People(keep)
        for text in texts:
            self._people.learn(_blanked(text, list(_fixed(text))))

    def mask(self, text: str) -> str:
        spans = list(_fixed(text))
        spans += self._people.find(_blanked(text, spans))
        masked, place = "", 0
        for span in sorted(spans, key=lambda span: span.begin):
            masked += text[place : span.begin] + self._vault.put(span.kind, text[span.begin : span.end])
            place = span.end
        return masked + text[place:]

    def restore(self, text: str) -> str:
        return self._vault.restore(text)

    def knows_all(self, text: str) -> bool:
        """Whether there is no placeholder in it that was never given out."""
        return self._vault.knows_all(text)


class Untouched:
    """Where nothing shall be masked."""

    def mask(self, text: str) -> str:
        return text

    def restore(self, text: str) -> str:
        return text

    def knows_all(self, text: str) -> bool:  # noqa: ARG002
        return True


def _fixed(text: str) -> Iterator[Span]:
    """What has a form of its own: first what looks like a placeholder, then numbers and addresses."""
    literals = [Span(found.start(), found.end(), Kind.LITERAL) for found in PLACEHOLDER.finditer(text)]
    yield from literals
    yield from find_numbers(_blanked(text, literals))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, without what was found already."""
    for span in spans:
        text = text[: span.begin] + BLANK * (span.end - span.begin) + text[span.end :]
    return text
