"""Predictions against gold: the measures of the guideline, every error with its words, and the calibration.

>>> page = {"mentions": [], "observations": [], "facts": [["甲县", "locatedIn", "乙市"]]}
>>> total([score_page("p", page, page)]).facts.f1
1.0
"""

from __future__ import annotations

from yearbook_kg.evaluate.calibration import Bin, calibrate
from yearbook_kg.evaluate.form import gold_form
from yearbook_kg.evaluate.score import PageScore, Rates, Score, score_page, total

__all__ = ["Bin", "PageScore", "Rates", "Score", "calibrate", "gold_form", "score_page", "total"]
