"""`python -m medic_scribe.cli` is `medic-scribe`."""

from medic_scribe.cli.main import main

main()
