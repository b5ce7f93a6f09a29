"""A note engine for tests: the first section quotes what was said, word for word."""

from collections.abc import Callable

from medic_scribe.writing.contract import Draft, Evidence, NoteRequest, Section, Statement


class FakeNoteEngine:
    name = "fake"

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        quotes = tuple(
            Statement(said.text, (Evidence(said.id, 0, len(said.text.split())),))
            for said in request.utterances
            if said.text.strip()
        )
        sections = tuple(
            Section(spec.key, spec.title, quotes if place == 0 else ())
            for place, spec in enumerate(request.template.sections)
        )
        for section in sections:
            if on_section:
                on_section(section)
        return Draft(sections, unfollowed=(request.instruction,) if request.instruction else ())
