"""Medic Scribe: a consultation's audio becomes a structured note with evidence.

Start reading at `pipeline.py`.
"""
