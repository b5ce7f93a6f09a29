"""A clinician's own templates. The built-in ones cannot be changed, only duplicated."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import User
from medic_scribe.errors import NotAllowed, NotFound
from medic_scribe.templates.builtin import builtin_templates
from medic_scribe.templates.models import Template
from medic_scribe.writing.contract import SectionSpec


async def own_templates(session: AsyncSession, owner_id: str) -> Sequence[Template]:
    found = await session.scalars(
        select(Template).where(Template.owner_id == owner_id).order_by(Template.created_at, Template.id)
    )
    return found.all()


async def create_template(
    session: AsyncSession, owner_id: str, title: str, sections: Sequence[SectionSpec]
) -> Template:
    template = Template(id=str(uuid.uuid4()), owner_id=owner_id, title=title, sections=_stored(sections))
    session.add(template)
    await session.flush()
    return template


async def change_template(
    session: AsyncSession, owner_id: str, key: str, title: str, sections: Sequence[SectionSpec]
) -> Template:
    """Raises `NotAllowed` for a built-in one, `NotFound` for somebody else's."""
    template = await _changeable(session, owner_id, key)
    template.title, template.sections = title, _stored(sections)
    template.version += 1
    return template


async def delete_template(session: AsyncSession, owner_id: str, key: str) -> None:
    """Notes that were written by it stay. Raises as `change_template`."""
    await session.delete(await _changeable(session, owner_id, key))
    await session.execute(
        update(User).where(User.id == owner_id, User.default_template == key).values(default_template=None)
    )


async def _changeable(session: AsyncSession, owner_id: str, key: str) -> Template:
    if any(template.key == key for template in builtin_templates()):
        raise NotAllowed
    found = await session.scalar(select(Template).where(Template.owner_id == owner_id, Template.id == key))
    if found is None:
        raise NotFound
    return found


def _stored(sections: Sequence[SectionSpec]) -> list[dict[str, Any]]:
    return [asdict(section) | {"topics": [topic.value for topic in section.topics]} for section in sections]
