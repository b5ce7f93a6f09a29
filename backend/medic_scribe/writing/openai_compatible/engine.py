"""A note by a language model: asked section by section, believed only with its evidence.

A transcript that does not fit is read in stretches and their statements are joined; where an answer was too
long, its stretch is halved. Nothing is ever left out unseen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from medic_scribe.clinical.text import fold
from medic_scribe.writing.contract import (
    Draft,
    Finding,
    FindingKind,
    NoteRequest,
    Section,
    SectionSpec,
    Statement,
    TemplateSpec,
)
from medic_scribe.writing.openai_compatible.answer import (
    Answer,
    Claim,
    Fault,
    finished_sections,
    read_answer,
)
from medic_scribe.writing.openai_compatible.failures import ContextTooSmall, Reason, failed
from medic_scribe.writing.openai_compatible.passages import (
    Passage,
    evidence_of,
    halves,
    passages_of,
    stretches,
    tokens,
)
from medic_scribe.writing.openai_compatible.prompt import Task, line_of
from medic_scribe.writing.openai_compatible.service import Service
from medic_scribe.writing.redaction import Redaction, Untouched

SOMETHING_SAID = 10  # words
LEAST_ROOM = 256  # tokens for the transcript: with less, a model cannot write a note

OnSection = Callable[[Section], None]
Shape = Callable[[str, TemplateSpec], TemplateSpec]


def _as_it_is(wish: str, template: TemplateSpec) -> TemplateSpec:  # noqa: ARG001
    return template


@dataclass(frozen=True)
class OpenAINoteEngine:
    """Implements `NoteEngine`. `redact` masks who is spoken of before a word leaves this machine.

    `shape` gives the sections that the clinician's wish asks for.
    """

    service: Service
    redact: bool = True
    shape: Shape = _as_it_is

    @property
    def name(self) -> str:
        return f"openai {self.service.model}"[:64]

    def write(self, request: NoteRequest, on_section: OnSection | None = None) -> Draft:
        """Raises `NoteServiceFailed`, after the retries."""
        template = self.shape(request.instruction, request.template)
        passages = passages_of(request.utterances)
        writing = _Writing(self.service, request, template, passages, self.redact, on_section)
        return writing.draft()


@dataclass
class _Note:
    """Claims by section, joined from several answers; `dropped` have nothing to stand on."""

    keys: Sequence[str]
    claims: dict[str, dict[str, Claim]] = field(default_factory=dict[str, dict[str, Claim]])
    unfollowed: list[str] = field(default_factory=list[str])
    dropped: dict[str, None] = field(default_factory=dict[str, None])

    def joined_with(self, sections: dict[str, tuple[Claim, ...]]) -> dict[str, dict[str, Claim]]:
        """The claims with those of another stretch; the same words are one claim with all their evidence."""
        joined = {key: dict(self.claims.get(key, {})) for key in self.keys}
        for key, claims in sections.items():
            for claim in (claim for claim in claims if claim.ids):
                words = fold(claim.text)
                before = joined[key].get(words, Claim(claim.text, ()))
                joined[key][words] = Claim(before.text, tuple(sorted({*before.ids, *claim.ids})))
        return joined

    def add(self, answer: Answer) -> None:
        self.claims = self.joined_with(answer.sections)
        self.unfollowed += answer.unfollowed
        for claims in answer.sections.values():
            self.dropped |= {claim.text: None for claim in claims if not claim.ids}


class _Writing:
    """One note in the making."""

    def __init__(
        self,
        service: Service,
        request: NoteRequest,
        template: TemplateSpec,
        passages: Sequence[Passage],
        redact: bool,
        on_section: OnSection | None,
    ) -> None:
        texts = [passage.text for passage in passages]
        self._redaction = (
            Redaction((*texts, request.instruction), request.vocabulary) if redact else Untouched()
        )
        self._masked = [self._redaction.mask(text) for text in texts]
        self._service, self._request, self._template, self._passages = service, request, template, passages
        self._task = Task(self._hidden(template), self._redaction.mask(request.instruction), request.language)
        self._on_section = on_section
        self._shown: dict[str, Section] = {}
        self._note = _Note([section.key for section in template.sections])

    def draft(self) -> Draft:
        pending = self._planned() if self._passages else []
        done = 0
        while pending:
            stretch = pending.pop(0)
            try:
                answer = self._answer(stretch, done + 1, done + 1 + len(pending))
            except ContextTooSmall:
                smaller = halves(stretch)
                if smaller is None:
                    raise failed(Reason.TOO_LONG) from None
                pending[:0] = smaller
                continue
            self._note.add(answer)
            done += 1
        sections = self._sections(self._note.claims)
        if self._says_nothing(sections):
            raise failed(Reason.UNUSABLE)
        for section in sections:
            self._show(section)
        return Draft(sections, self._unfollowed(), tuple(self._dropped()))

    def _says_nothing(self, sections: Sequence[Section]) -> bool:
        """A whole note without a line, of a consultation with something in it, is no note."""
        written = any(section.statements for section in sections) or self._note.dropped
        words = sum(len(passage.text.split()) for passage in self._passages)
        return not written and len(sections) > 1 and words >= SOMETHING_SAID

    def _planned(self) -> list[Sequence[Passage]]:
        """The stretches that fit beside rules and answer."""
        rules = sum(tokens(str(message.get("content"))) for message in self._task.messages([], [], 9, 9))
        room = self._service.context - self._service.answer_room - rules
        if room < LEAST_ROOM:
            raise failed(Reason.TOO_LONG)
        language = self._request.language
        sizes = [tokens(line_of(one, self._masked[one.id], language)) for one in self._passages]
        return stretches(self._passages, sizes, room)

    def _answer(self, stretch: Sequence[Passage], number: int, total: int) -> Answer:
        """What the model makes of the stretch; where that is faulty, one more turn."""
        messages = self._task.messages(stretch, self._masked, number, total)
        shown: set[str] = set()
        hear = partial(self._hear, stretch, shown) if self._on_section else None
        text = self._service.ask(messages, self._task.schema(), hear)
        answer = self._read(text, stretch)
        if answer.faults:
            messages += self._task.repair(text, answer.faults, stretch)
            try:
                again = self._read(self._service.ask(messages, self._task.schema()), stretch)
            except ContextTooSmall:
                if answer.unusable:
                    raise
                again = answer
            answer = answer if again.unusable else again
        if answer.unusable:
            raise failed(Reason.UNUSABLE)
        return answer

    def _read(self, text: str, stretch: Sequence[Passage]) -> Answer:
        answer = read_answer(text, self._note.keys, _ids(stretch))
        sections = {key: self._honest(claims) for key, claims in answer.sections.items()}
        if sections == answer.sections:
            return answer
        faults = tuple(sorted({*answer.faults, Fault.UNKNOWN_PLACEHOLDER}))
        return Answer(sections, answer.unfollowed, faults)

    def _honest(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """A claim with a name that was never masked has nothing to stand on."""
        return tuple(
            claim if self._redaction.knows_all(claim.text) else Claim(claim.text, ()) for claim in claims
        )

    def _hear(self, stretch: Sequence[Passage], shown: set[str], text: str) -> None:
        """Show each section as soon as the next is begun."""
        finished = finished_sections(text, self._note.keys, _ids(stretch))
        new = {key: self._honest(claims) for key, claims in finished.items() if key not in shown}
        shown |= set(new)
        for section in self._sections(self._note.joined_with(new)):
            if section.key in new:
                self._show(section)

    def _show(self, section: Section) -> None:
        if self._on_section and self._shown.get(section.key) != section:
            self._shown[section.key] = section
            self._on_section(section)

    def _sections(self, claims: dict[str, dict[str, Claim]]) -> tuple[Section, ...]:
        return tuple(
            Section(spec.key, spec.title, tuple(self._statements(spec, claims.get(spec.key, {}).values())))
            for spec in self._template.sections
        )

    def _statements(self, spec: SectionSpec, claims: Iterable[Claim]) -> Iterable[Statement]:
        topic = spec.topics[0] if len(spec.topics) == 1 else None
        for claim in claims:
            evidence = evidence_of([self._passages[number] for number in claim.ids])
            yield Statement(self._redaction.restore(claim.text), evidence, topic)

    def _dropped(self) -> Iterable[Finding]:
        for text in self._note.dropped:
            yield Finding(FindingKind.UNSUPPORTED, "evidence_missing", self._redaction.restore(text))

    def _unfollowed(self) -> tuple[str, ...]:
        """Only what the clinician did ask for, word for word."""
        asked = fold(self._request.instruction)
        parts = dict.fromkeys(self._redaction.restore(part).strip() for part in self._note.unfollowed)
        return tuple(part for part in parts if part and fold(part) in asked)

    def _hidden(self, template: TemplateSpec) -> TemplateSpec:
        """The template as it may leave this machine."""
        mask = self._redaction.mask
        sections = tuple(
            SectionSpec(one.key, mask(one.title), mask(one.instruction), one.topics)
            for one in template.sections
        )
        return TemplateSpec(template.key, mask(template.title), sections)


def _ids(stretch: Sequence[Passage]) -> range:
    return range(stretch[0].id, stretch[-1].id + 1)
