"""The command line: one file for each command.

A command imports what it works with when it runs, so that help is there at once, and so that the worker
processes, which load the program's entry again, carry nothing that they do not need.
"""

import sys


def main() -> None:
    from medic_scribe.cli.main import run

    sys.exit(run(sys.argv[1:]))
