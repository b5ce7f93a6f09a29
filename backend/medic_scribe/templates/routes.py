"""Templates: the built-in ones, and the clinician's own to make, change, duplicate and delete."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from medic_scribe.accounts.models import User
from medic_scribe.accounts.service import profile_of
from medic_scribe.edge.dependencies import Caller, CallersLanguage, Reading, Writing
from medic_scribe.edge.responses import problems
from medic_scribe.templates import service
from medic_scribe.templates.builtin import builtin_templates
from medic_scribe.templates.lookup import find_template, spec_of
from medic_scribe.templates.schemas import NewTemplate, TemplateList, TemplateSection, TemplateView
from medic_scribe.writing.contract import TemplateSpec

router = APIRouter(prefix="/v1/templates", tags=["templates"], responses=problems(401, 422))

TemplateKey = Annotated[
    str, Path(pattern="^[A-Za-z0-9-]{1,64}$", description="A built-in template's key, or an own one's.")
]


@router.get("")
async def list_templates(caller: Caller, language: CallersLanguage, session: Reading) -> TemplateList:
    """The built-in ones first."""
    user = await session.get(User, caller.subject)
    own = [spec_of(template) for template in await service.own_templates(session, caller.subject)]
    return TemplateList(items=[_view(spec, user) for spec in (*builtin_templates(language), *own)])


@router.post("", status_code=201)
async def create_template(caller: Caller, session: Writing, new: NewTemplate) -> TemplateView:
    user = await profile_of(session, caller)
    template = await service.create_template(session, user.id, new.title, new.specs())
    return _view(spec_of(template), user)


@router.get("/{key}", responses=problems(404))
async def read_template(
    caller: Caller, language: CallersLanguage, session: Reading, key: TemplateKey
) -> TemplateView:
    user = await session.get(User, caller.subject)
    return _view(await find_template(session, caller.subject, key, language), user)


@router.put("/{key}", responses=problems(403, 404))
async def change_template(
    caller: Caller, session: Writing, key: TemplateKey, new: NewTemplate
) -> TemplateView:
    user = await profile_of(session, caller)
    template = await service.change_template(session, user.id, key, new.title, new.specs())
    return _view(spec_of(template), user)


@router.post("/{key}/duplicate", status_code=201, responses=problems(404))
async def duplicate_template(
    caller: Caller, language: CallersLanguage, session: Writing, key: TemplateKey
) -> TemplateView:
    """A copy of one's own, to change."""
    user = await profile_of(session, caller)
    spec = await find_template(session, user.id, key, language)
    template = await service.create_template(session, user.id, spec.title, spec.sections)
    return _view(spec_of(template), user)


@router.delete("/{key}", status_code=204, responses=problems(403, 404))
async def delete_template(caller: Caller, session: Writing, key: TemplateKey) -> Response:
    await service.delete_template(session, caller.subject, key)
    return Response(status_code=204)


def _view(spec: TemplateSpec, user: User | None) -> TemplateView:
    built_in = [template.key for template in builtin_templates()]
    return TemplateView(
        key=spec.key,
        title=spec.title,
        sections=[TemplateSection.model_validate(section) for section in spec.sections],
        built_in=spec.key in built_in,
        is_default=spec.key == ((user and user.default_template) or built_in[0]),
    )
