"""What a note engine takes and yields: a template and a transcript in, statements with evidence out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from medic_scribe.speech.contract import Utterance


class Topic(StrEnum):
    """What a statement is about. A template's section says which topics it holds."""

    REASON = "reason"  # why the patient comes
    IDENTITY = "identity"  # age, sex, pregnancy, who accompanies
    ILLNESS = "illness"  # the present symptoms, affirmed and denied
    HISTORY = "history"  # past illnesses, operations, admissions, vaccines, obstetric history
    MEDICATION = "medication"  # what the patient takes, stopped or never started
    ALLERGIES = "allergies"
    HABITS = "habits"  # tobacco, alcohol, drugs, diet, exercise
    FAMILY = "family"
    SOCIAL = "social"  # home, work, school
    PREFERENCES = "preferences"  # what the patient wants or refuses
    VITALS = "vitals"
    EXAMINATION = "examination"
    RESULTS = "results"
    ASSESSMENT = "assessment"
    TREATMENT = "treatment"  # drugs started, stopped, changed or kept
    TESTS = "tests"  # tests and procedures ordered
    REFERRALS = "referrals"
    ADVICE = "advice"
    WARNING_SIGNS = "warning_signs"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A template's section. With no `topics`, a note engine infers them from title and instruction."""

    key: str
    title: str
    instruction: str = ""
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    key: str
    title: str
    sections: tuple[SectionSpec, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that support a statement: `text.split()[first:last]` of one utterance (`last` excluded)."""

    utterance_id: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a note. Without evidence it cannot be constructed."""

    text: str
    evidence: tuple[Evidence, ...]
    topic: Topic | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a statement needs evidence")


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`unfollowed` are the parts of the clinician's instruction that the engine could not follow,
    verbatim.

    `findings` are what the engine itself could not stand behind and left out. Where another engine had to
    write in its place, `engine` names that one and `notice` says why: a sentence of messages/*.toml.
    """

    sections: tuple[Section, ...]
    unfollowed: tuple[str, ...] = ()
    findings: "tuple[Finding, ...]" = ()
    engine: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """`instruction` is the clinician's own wish for this note (`prompt_instruction` in the API)."""

    utterances: Sequence[Utterance]
    template: TemplateSpec
    instruction: str = ""
    language: str = "es"
    vocabulary: Sequence[str] = ()


class FindingKind(StrEnum):
    UNSUPPORTED = "unsupported"  # in the note, not in the transcript
    OMITTED = "omitted"  # in the transcript, not in the note


@dataclass(frozen=True, slots=True)
class Finding:
    """What the safety check found. `code` names a sentence in messages/*.toml, `quote` goes into it.

    `statement` is the place of the statement concerned: (section key, index). `span` is a stretch of
    audio in seconds where there is no utterance to point at.
    """

    kind: FindingKind
    code: str
    quote: str = ""
    evidence: tuple[Evidence, ...] = ()
    statement: tuple[str, int] | None = None
    span: tuple[float, float] | None = None


class NoteEngine(Protocol):
    """Implementations are synchronous and CPU- or network-bound: call them off the event loop."""

    @property
    def name(self) -> str: ...

    def write(self, request: NoteRequest, on_section: Callable[[Section], None] | None = None) -> Draft:
        """Write the note; `on_section` is called with each section as soon as it is ready, in order.

        A section may come again: the later one stands. Raises `EngineUnavailable`.
        """
        ...
