"""The workflow engine's journal of each job, which it would keep for ever."""

from datetime import timedelta

from dbos import DBOS

from medic_scribe.database.base import now

ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

KEPT_FOR = timedelta(days=7)  # for who looks into what went wrong; nothing reads it again
AT_ONCE = 500


async def forget_ended(kept_for: timedelta = KEPT_FOR) -> None:
    """The oldest of what ended before; never what still runs or waits."""
    ended = await DBOS.list_workflows_async(
        status=list(ENDED),
        completed_before=(now() - kept_for).isoformat(),
        limit=AT_ONCE,
        load_input=False,
        load_output=False,
    )
    if ended:
        await DBOS.delete_workflows_async([workflow.workflow_id for workflow in ended])
