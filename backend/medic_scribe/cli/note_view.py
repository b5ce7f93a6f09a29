"""A finished note as the terminal shows it, and as JSON."""

import json
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from medic_scribe.cli.making import Made
from medic_scribe.cli.terminal import Terminal
from medic_scribe.messages import message
from medic_scribe.notes.files import as_json as note_as_json
from medic_scribe.notes.files import as_markdown
from medic_scribe.notes.models import FindingRow, SectionRow
from medic_scribe.speech.contract import Utterance


def as_shown(terminal: Terminal, made: Made, *, with_transcript: bool) -> RenderableType:
    """With the transcript, its lines are numbered and each statement names those it comes from."""
    parts: list[RenderableType] = []
    if with_transcript:
        parts.append(_heading(terminal.say("note.transcript_title")))
        parts.append(_indented(_utterance(terminal, one) for one in made.utterances))
    for section in made.note.sections:
        parts.append(_heading(section.title))
        parts.append(_indented(_statements(terminal, section, numbered=with_transcript)))
    parts.append(_findings(terminal, made.note.findings))
    if made.note.unfollowed:
        parts.append(Text(terminal.say("note.unfollowed", parts="; ".join(made.note.unfollowed)), "yellow"))
    return Group(*parts)


def as_text(terminal: Terminal, made: Made, *, as_json: bool) -> str:
    """Markdown, or as JSON what the notes folder's file holds, the findings and the transcript."""
    if not as_json:
        return as_markdown(made.note)
    return json.dumps(_document(terminal, made), ensure_ascii=False, indent=2) + "\n"


def _document(terminal: Terminal, made: Made) -> dict[str, object]:
    return json.loads(note_as_json(made.note)) | {
        "seconds": made.seconds,
        "unfollowed": made.note.unfollowed,
        "findings": [
            {
                "kind": row.kind.value,
                "code": row.code,
                "message": _sentence(terminal, row),
                "quote": row.quote,
                "evidence": row.evidence,
                "span": row.span,
            }
            for row in made.note.findings
        ],
        "transcript": [
            {
                "id": one.id,
                "speaker": one.speaker.value,
                "start": one.start,
                "end": one.end,
                "text": one.text,
            }
            for one in made.utterances
        ],
    }


def clock(seconds: float) -> str:
    """`257.4` → `4:17`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _heading(title: str) -> Text:
    return Text(f"\n{title}", "bold cyan")


def _indented(lines: Iterator[Text]) -> Padding:
    return Padding(Group(*lines), (0, 0, 0, 2))


def _utterance(terminal: Terminal, one: Utterance) -> Text:
    speaker = message(f"speaker.{one.speaker.value}", terminal.language)
    return Text.assemble((f"{one.id:>3}  {clock(one.start)}  ", "dim"), (f"{speaker}: ", "bold"), one.text)


def _statements(terminal: Terminal, section: SectionRow, *, numbered: bool) -> Iterator[Text]:
    if not section.statements:
        yield Text(terminal.say("note.empty_section"), "dim")
    for row in section.statements:
        sources = ", ".join(str(number) for number in sorted({item[0] for item in row.evidence}))
        yield Text.assemble("• ", row.text, (f"  [{sources}]" if numbered and sources else "", "dim"))


def _findings(terminal: Terminal, findings: list[FindingRow]) -> RenderableType:
    if not findings:
        return Text(f"\n{terminal.say('note.no_findings')}", "dim")
    lines = (Text.assemble(("▲ ", "yellow"), _sentence(terminal, row)) for row in findings)
    return Group(Text(f"\n{terminal.say('note.findings_title')}", "bold yellow"), _indented(lines))


def _sentence(terminal: Terminal, row: FindingRow) -> str:
    start, end = (clock(at) for at in row.span or (0, 0))
    return message(f"finding.{row.code}", terminal.language, quote=row.quote, start=start, end=end)
