"""Draws docs/images/note.svg: what `medic-scribe note` shows for the acted consultation, from a real run."""

import asyncio
import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from medic_scribe.cli.making import make_note
from medic_scribe.cli.note_view import as_shown
from medic_scribe.cli.progress import showing
from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import load_settings

HERE = Path(__file__).parent
CONSULTATION = HERE / "consultation.opus"
PICTURE = HERE.parent / "docs" / "images" / "note.svg"
COMMAND = "medic-scribe note consulta.opus"


def main() -> None:
    paper = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, highlight=False)
    terminal = Terminal(out=paper)
    with tempfile.TemporaryDirectory() as folder, showing(terminal) as steps:
        settings = load_settings(var_folder=folder)
        made = asyncio.run(make_note(settings, CONSULTATION, "soap", "", steps))
    paper.print(f"[bold green]$[/] {COMMAND}")
    paper.print(as_shown(terminal, made, with_transcript=False))
    drawn = paper.export_svg(title="Medic Scribe")
    # Without the fonts that it would load from elsewhere: the reader's own monospaced one will do.
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()
