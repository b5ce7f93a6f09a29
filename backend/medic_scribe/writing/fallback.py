"""Where the engine that was chosen cannot write, another one does, and says so."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from medic_scribe.errors import NoteServiceFailed
from medic_scribe.writing.contract import Draft, NoteEngine, NoteRequest, Section
from medic_scribe.writing.usage import FALLBACKS


@dataclass(frozen=True)
class WithFallback:
    """Implements `NoteEngine`. The draft names who wrote it and why: `notice.<reason>`.

    The failure stays with this one note: the next is asked of the `chosen` engine again.
    """

    chosen: NoteEngine
    embedded: NoteEngine

    @property
    def name(self) -> str:
        return self.chosen.name

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        try:
            return self.chosen.write(request, on_section)
        except NoteServiceFailed as failure:
            reason = str(failure.params["reason"])
        FALLBACKS.labels(self.chosen.name, reason).inc()
        draft = self.embedded.write(request, on_section)
        return replace(draft, engine=self.embedded.name, notice=reason)
