"""Measures Medic Scribe on this machine; nothing here is part of the tests. Start at `__main__.py`."""
