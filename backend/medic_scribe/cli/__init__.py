"""The command line: one file for each command."""

from medic_scribe.cli.main import main, run

__all__ = ["main", "run"]
