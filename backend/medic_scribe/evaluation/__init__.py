"""Scores a note engine on folders of consultations with reference facts."""

from medic_scribe.evaluation.report import CaseResult, Evaluation
from medic_scribe.evaluation.run import evaluate_folder

__all__ = ["CaseResult", "Evaluation", "evaluate_folder"]
