"""`make test-extra`: what is too large to be fetched for every test run. Else nothing is here."""

import os

collect_ignore_glob = [] if "MODEL_PYTHON" in os.environ else ["test_*.py"]
