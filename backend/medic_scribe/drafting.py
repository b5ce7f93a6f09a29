"""How the sections of a note reach whoever waits for it while the rest is still being written."""

import asyncio
from collections.abc import Callable

from medic_scribe.jobs import consultation_of, job_of, tell
from medic_scribe.notes.drafts import save_section
from medic_scribe.workbench import Parts
from medic_scribe.writing.contract import Section


def showing_sections(parts: Parts, job_id: str) -> Callable[[Section], None] | None:
    """For the note engine to call with each section, from its thread; it returns when that is saved.

    None where the engine is in another process, out of which no call leads back.
    """
    if not parts.note_engine.here:
        return None
    loop = asyncio.get_running_loop()

    def show(section: Section) -> None:
        asyncio.run_coroutine_threadsafe(_show(parts, job_id, section), loop).result()

    return show


async def _show(parts: Parts, job_id: str, section: Section) -> None:
    """The event holds the section's key and no word of it. Raises `NotFound` where all was deleted."""
    async with parts.database.writing() as session:
        job = await job_of(session, job_id)
        consultation = await consultation_of(session, job)
        await save_section(session, job, section)
        await tell(session, consultation, "section", key=section.key)
