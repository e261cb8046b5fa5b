"""Our measures equal those of the reference scorer, count for count."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yearbook_kg.evaluate import score_page, total

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold"


def pages() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))}


def damaged(gold: dict[str, Any], seed: int) -> dict[str, Any]:
    """A prediction with every kind of error: missing, extra, moved, mistyped, misread."""
    chance = random.Random(seed)
    page = copy.deepcopy(gold)
    for name in ("mentions", "observations", "facts"):
        page[name] = [item for item in page[name] if chance.random() > 0.1]
    for mention in page["mentions"]:
        if chance.random() < 0.1:
            mention["end"] += 1
        if chance.random() < 0.1:
            mention["type"] = "Place"
        if chance.random() < 0.1:
            mention["entity"] = "别的"
    for figure in page["observations"]:
        figure["indicator"] = "".join(figure["indicator"][0])
        for key, wrong in (("kind", "share"), ("value", "7.0"), ("year", None), ("subject", None)):
            if chance.random() < 0.1:
                figure[key] = wrong
        if figure["unit"] == "CNY":
            figure["unit"] = "元"
    for fact in page["facts"]:
        if chance.random() < 0.1:
            fact[2] = "错"
    page["facts"].append(["《甲》", "issuedBy", "乙"])
    page["mentions"].append(dict(page["mentions"][0]))
    return page


def test_perfect_prediction_has_no_findings() -> None:
    for stem, gold in pages().items():
        said = copy.deepcopy(gold)
        for figure in said["observations"]:
            figure["indicator"] = "".join(figure["indicator"][0])
        result = score_page(stem, gold, said)
        assert result.findings == ()
        assert result.score.full.f1 == 1.0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_measures_equal_those_of_the_reference_scorer(tmp_path: Path, seed: int) -> None:
    scores = []
    for number, (stem, gold) in enumerate(pages().items()):
        said = damaged(gold, seed * 100 + number)
        (tmp_path / f"{stem}.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        scores.append(score_page(stem, gold, said))
    score = total(scores)
    script = HERE / "reference_scorer.py"
    run = subprocess.run(
        [sys.executable, str(script), str(GOLD), str(tmp_path)], capture_output=True, text=True, check=True
    )
    expected = run.stdout.splitlines()[-1]
    assert f"F{score.strict.f1:.3f} lenient F{score.lenient.f1:.3f} link {score.linking:.3f}" in expected
    assert f"R{score.values.recall:.2f} F{score.values.f1:.3f} full F{score.full.f1:.3f}" in expected
    assert expected.endswith(
        f"facts P{score.facts.precision:.2f} R{score.facts.recall:.2f} F{score.facts.f1:.3f}"
    )
    assert 0.5 < score.strict.f1 < 0.95
