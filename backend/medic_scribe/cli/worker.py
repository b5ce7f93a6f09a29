"""`medic-scribe worker`: works on recordings and listens on no port. As many as you like, on any machine."""

import asyncio
import signal

import typer

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import Settings, Work, load_settings

# Seconds that the steps in the work have to finish, once it is told to stop. With all else that makes less
# than the thirty seconds after which most supervisors kill.
FINISH_WITHIN = 20.0


def add_worker(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("worker", help=say("worker.help"))
    def worker() -> None:
        from medic_scribe.edge.log import set_up_log

        settings = load_settings()
        set_up_log(settings.log_level)
        asyncio.run(_work(settings, terminal))


async def _work(settings: Settings, terminal: Terminal) -> None:
    """Until SIGTERM or Ctrl+C. The second one ends it at once, which costs no more than the step it is in."""
    from medic_scribe.wiring import running

    stopping = asyncio.Event()
    async with running(settings, work=Work.ALWAYS, finish_within=FINISH_WITHIN):
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, _stop, stopping)
        terminal.err.print(terminal.say("worker.ready"))
        await stopping.wait()
        terminal.err.print(terminal.say("worker.stopping", seconds=round(FINISH_WITHIN)))


def _stop(stopping: asyncio.Event) -> None:
    stopping.set()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)
        signal.signal(number, signal.SIG_DFL)
