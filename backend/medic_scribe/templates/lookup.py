"""Templates: the built-in ones and the clinician's own, as the note engines take them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.errors import BadRequest, NotFound
from medic_scribe.templates.builtin import builtin_template, builtin_templates
from medic_scribe.templates.models import Template
from medic_scribe.writing.contract import SectionSpec, TemplateSpec, Topic


async def find_template(session: AsyncSession, user_id: str, key: str, language: str = "es") -> TemplateSpec:
    """The built-in template of that key, or the user's own of that id. Raises `NotFound`."""
    try:
        return builtin_template(key, language)
    except KeyError:
        own = await session.scalar(select(Template).where(Template.id == key, Template.owner_id == user_id))
        if own is None:
            raise NotFound from None
        return spec_of(own)


async def asked_template(
    session: AsyncSession, user_id: str, key: str | None, language: str = "es", *, field: str = "template"
) -> TemplateSpec:
    """The one that a request names in `field`, or else the first. Raises `BadRequest` where there is none."""
    try:
        return await find_template(session, user_id, key or builtin_templates()[0].key, language)
    except NotFound:
        raise BadRequest(field=field) from None


def spec_of(own: Template) -> TemplateSpec:
    return TemplateSpec(own.id, own.title, tuple(_section(section) for section in own.sections))


def _section(saved: dict[str, Any]) -> SectionSpec:
    topics = tuple(Topic(topic) for topic in saved.get("topics", []))
    return SectionSpec(saved["key"], saved["title"], saved.get("instruction", ""), topics)
