"""``evaluate``: the program against gold, in the terminal and as one HTML file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from yearbook_kg.cli.console import err, out, track
from yearbook_kg.cli.options import Lang, Language, Names, Tagger, recogniser_of
from yearbook_kg.cli.words import say
from yearbook_kg.errors import ReadError

_MEASURES = ("strict", "linking", "values", "full", "facts")


def evaluate(
    gold: Annotated[Path, typer.Argument(help="folder of gold JSON, one file a page")],
    pages: Annotated[
        Path | None,
        typer.Argument(help="folder of the pages, or of predictions as JSON; default: `corpus` beside GOLD"),
    ] = None,
    *,
    lang: Lang,
    errors: Annotated[bool, typer.Option("--errors", help="list every error with its words")] = False,
    html: Annotated[Path | None, typer.Option(help="write the error browser to this file")] = None,
    floor: Annotated[
        list[str] | None,
        typer.Option(help="MEASURE=F1, e.g. strict=0.93 (strict linking values full facts): below is exit 1"),
    ] = None,
    recogniser: Names = Tagger.rules,
) -> None:
    """Score the program (or ready predictions) against gold. 与标准标注比对评分。"""
    from yearbook_kg.evaluate import calibrate, score_page, total
    from yearbook_kg.evaluate.report import html_report, print_report

    floors = _floors(floor or [])
    source = pages or gold.parent / "corpus"
    wanted = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))}
    if not wanted:
        raise ReadError(str(gold), "holds no gold JSON; name the folder that holds one file a page")
    said, texts = _predictions(source, set(wanted), recogniser, lang)
    missing = sorted(set(wanted) - set(said))
    for stem in missing:
        err.print(escape(say("nopage", lang, stem=stem, source=source)), style="yellow")
        said[stem] = {"mentions": [], "observations": [], "facts": [], "confidence": []}
    scores = [score_page(stem, item, said[stem]) for stem, item in wanted.items()]
    bins = calibrate((item, said[stem]) for stem, item in wanted.items() if "confidence" in said[stem])
    print_report(out, scores, bins, texts=texts, errors=errors)
    if html:
        html.write_text(html_report(scores, bins, texts=texts), "utf-8")
    score = total(scores)
    reached = {
        "strict": score.strict.f1,
        "linking": score.linking,
        "values": score.values.f1,
        "full": score.full.f1,
        "facts": score.facts.f1,
    }
    below = [
        f"{name} {reached[name]:.3f} < {least}" for name, least in floors.items() if reached[name] < least
    ]
    for line in below:
        err.print(say("below", lang, line=line), style="red")
    if below:
        raise typer.Exit(1)


def _floors(words: list[str]) -> dict[str, float]:
    floors = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            floors[name] = float(value)
        except ValueError:
            raise typer.BadParameter(f"{word}: write MEASURE=NUMBER") from None
        if name not in _MEASURES:
            raise typer.BadParameter(f"{name}: the measures are {', '.join(_MEASURES)}")
    return floors


def _predictions(
    source: Path, stems: set[str], recogniser: Tagger, lang: Language
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The predictions for the pages of the gold, and the pages' texts, by stem."""
    from yearbook_kg.evaluate import gold_form
    from yearbook_kg.pipeline import extract_page
    from yearbook_kg.read import read

    if not source.exists():
        raise ReadError(str(source), "no such folder; name the folder of the pages as second argument")
    ready = sorted(source.glob("*.json"))
    if ready:
        return {path.stem: json.loads(path.read_text("utf-8")) for path in ready if path.stem in stems}, {}
    said, texts = {}, {}
    for page in track(read(source), say("scoring", lang)):
        if page.stem in stems:
            said[page.stem] = gold_form(extract_page(page, recogniser=recogniser_of(recogniser)))
            texts[page.stem] = page.text
    return said, texts
