"""The finished note as files: `<consultation id>.md` to read, `.json` for programs.

Written anew whenever the note changes; the database stays the truth.
"""

import json
from collections.abc import AsyncIterator

from medic_scribe.files.contract import FileStore
from medic_scribe.notes.models import NoteVersion, SectionRow


async def write_note_files(store: FileStore, version: NoteVersion) -> None:
    for_programs, to_read = note_keys(version.consultation_id)
    await store.put(for_programs, _once(as_json(version)))
    await store.put(to_read, _once(as_markdown(version)))


async def delete_note_files(store: FileStore, consultation_id: str) -> None:
    for key in note_keys(consultation_id):
        await store.delete(key)


def note_keys(consultation_id: str) -> tuple[str, str]:
    """Of the file for programs and of the one to read."""
    return f"{consultation_id}.json", f"{consultation_id}.md"


def as_markdown(version: NoteVersion) -> str:
    """Sections with something in them, a line for each statement."""
    return "\n\n".join(_section(section) for section in version.sections if section.statements) + "\n"


def as_text(version: NoteVersion) -> str:
    """To be pasted where there is no formatting."""
    filled = (section for section in version.sections if section.statements)
    parts = (
        "\n".join([section.title.upper(), *(row.text for row in section.statements)]) for section in filled
    )
    return "\n\n".join(parts) + "\n"


def as_json(version: NoteVersion) -> str:
    return json.dumps(
        {
            "consultation_id": version.consultation_id,
            "version": version.number,
            "template": version.template,
            "engine": version.engine,
            "signed_at": version.signed_at.isoformat() if version.signed_at else None,
            "sections": [
                {
                    "key": section.key,
                    "title": section.title,
                    "statements": [
                        {"text": row.text, "topic": row.topic, "evidence": row.evidence}
                        for row in section.statements
                    ],
                }
                for section in version.sections
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _section(section: SectionRow) -> str:
    return "\n".join([f"## {section.title}", "", *(f"- {row.text}" for row in section.statements)])


async def _once(text: str) -> AsyncIterator[bytes]:
    yield text.encode()
