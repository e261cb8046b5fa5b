"""The scores and the errors for people: tables in the terminal, one HTML file to browse."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from rich.console import Console
from rich.markup import escape as plain
from rich.table import Table

from yearbook_kg.evaluate.calibration import Bin
from yearbook_kg.evaluate.score import Finding, PageScore, Rates, Score, total

_VERDICTS = {"missed": "red", "extra": "yellow", "wrong": "magenta"}
# How many characters on either side show where an error stands.
_AROUND = 18


def print_report(
    console: Console,
    pages: Sequence[PageScore],
    bins: Sequence[Bin],
    *,
    texts: dict[str, str],
    errors: bool = False,
) -> None:
    """Print the measures per page and in all, per type and predicate, the calibration, on request all errors.

    texts: the text of each page by its name, to show the words around an error.
    """
    score = total(pages)
    console.print(_pages_table(pages, score))
    console.print(_rates_table("Mentions by type", "type", score.types))
    console.print(_rates_table("Facts by predicate", "predicate", score.predicates))
    console.print(_calibration_table(bins))
    if not errors:
        return
    for page in pages:
        console.rule(page.page)
        for finding in page.findings:
            colour = _VERDICTS[finding.verdict]
            before, words, after = _context(texts.get(page.page, ""), finding)
            where = f"{plain(before)}[bold {colour}]{plain(words)}[/]{plain(after)}"
            label = f"{finding.part} {finding.verdict}"
            console.print(f"[{colour}]{label:20}[/] {where}  [dim]{plain(finding.detail)}[/]")


def html_report(pages: Sequence[PageScore], bins: Sequence[Bin], *, texts: dict[str, str]) -> str:
    """Return the error browser: one self-contained HTML page, the measures and every error in its words."""
    score = total(pages)
    rows = "".join(
        f"<tr><td><a href='#{escape(p.page)}'>{escape(p.page)}</a></td>{_cells(p.score)}</tr>" for p in pages
    )
    calibration = "".join(
        f"<tr><td>≥ {b.low}</td><td>{b.given}</td><td>{b.right}</td><td>{b.share:.3f}</td></tr>" for b in bins
    )
    kinds = "".join(_rates_row(name, rates) for name, rates in (score.types | score.predicates).items())
    details = "".join(_page_details(page, texts.get(page.page, "")) for page in pages)
    template = files(__package__).joinpath("report.html").read_text("utf-8")
    for name, value in {
        "TOTAL": _cells(score),
        "PAGES": rows,
        "KINDS": kinds,
        "CALIBRATION": calibration,
        "DETAILS": details,
    }.items():
        template = template.replace(f"<!-- {name} -->", value)
    return template


_COLUMNS = ("strict", "lenient", "linking", "values", "full", "facts")


def _measures(score: Score) -> tuple[float, ...]:
    return (
        score.strict.f1,
        score.lenient.f1,
        score.linking,
        score.values.f1,
        score.full.f1,
        score.facts.f1,
    )


def _pages_table(pages: Sequence[PageScore], score: Score) -> Table:
    table = Table(title="F1 per page (linking: accuracy)", title_justify="left")
    table.add_column("page")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    for page in pages:
        table.add_row(plain(page.page), *(f"{value:.3f}" for value in _measures(page.score)))
    table.add_section()
    table.add_row("all", *(f"{value:.3f}" for value in _measures(score)), style="bold")
    return table


def _rates_table(title: str, label: str, rates: dict[str, Rates]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in (label, "gold", "given", "right", "P", "R", "F1"):
        table.add_column(column, justify="left" if column == label else "right")
    for name, r in rates.items():
        figures = (r.gold, r.predicted, r.hits, f"{r.precision:.2f}", f"{r.recall:.2f}", f"{r.f1:.3f}")
        table.add_row(name, *map(str, figures))
    return table


def _calibration_table(bins: Sequence[Bin]) -> Table:
    table = Table(title="Calibration: facts by confidence", title_justify="left")
    for column in ("confidence", "given", "right", "share"):
        table.add_column(column, justify="right")
    for one in bins:
        table.add_row(f"≥ {one.low}", str(one.given), str(one.right), f"{one.share:.3f}")
    return table


def _context(text: str, finding: Finding) -> tuple[str, str, str]:
    """The words of an error with what stands around them; a fact has no place of its own."""
    if finding.start < 0 or not text:
        return "", finding.text, ""
    before = text[max(0, finding.start - _AROUND) : finding.start]
    after = text[finding.end : finding.end + _AROUND]
    return before.replace("\n", "⏎"), text[finding.start : finding.end], after.replace("\n", "⏎")


def _cells(score: Score) -> str:
    return "".join(f"<td>{value:.3f}</td>" for value in _measures(score))


def _rates_row(name: str, r: Rates) -> str:
    return (
        f"<tr><td>{escape(name)}</td><td>{r.gold}</td><td>{r.predicted}</td>"
        f"<td>{r.precision:.2f}</td><td>{r.recall:.2f}</td><td>{r.f1:.3f}</td></tr>"
    )


def _page_details(page: PageScore, text: str) -> str:
    items = []
    for finding in page.findings:
        before, words, after = map(escape, _context(text, finding))
        items.append(
            f"<li class='{finding.verdict}'><b>{finding.part} {finding.verdict}</b> "
            f"{before}<mark>{words}</mark>{after} <small>{escape(finding.detail)}</small></li>"
        )
    return f"<h2 id='{escape(page.page)}'>{escape(page.page)}</h2><ul>{''.join(items)}</ul>"
