"""Numbers in words ↔ figures."""
