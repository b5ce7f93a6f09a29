"""The embedded note engine."""

from medic_scribe.writing.extractive.engine import ExtractiveNoteEngine

__all__ = ["ExtractiveNoteEngine"]
