"""`python -m medic_scribe.cli` is `medic-scribe`."""

from medic_scribe.cli import main

if __name__ == "__main__":
    main()
