"""Looking a place up by name, code and year.

The tables are read when first asked, and rows become objects when they are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from yearbook_kg.errors import TableError
from yearbook_kg.gazetteer.division import Division
from yearbook_kg.gazetteer.names import stem

_BEGINNING = 1949  # divisions of the Republic and the empire: below the province, the lists say nothing
_PREFECTURES_RENAMED = 1967  # from 1967 to 1971 every 专区 became a 地区
_KEPT = 16_384  # answers; a corpus asks for the same few thousand names again and again
_SUPPLEMENTS = ("changes", "former", "zones", "nature", "foreign")

_COLUMNS = ("code", "name", "level", "parent", "first", "last", "successors", "kind", "source", "also")

Row = tuple[str, ...]


@cache
def _rows() -> tuple[Row, ...]:
    """code, name, level, parent, first, last, successors, kind, source, other names of every row."""
    rows: list[Row] = []
    changes = list(_supplement("changes"))
    ended = {code: row for row in changes for code in row["replaces"].split()}
    for line in _lines("divisions"):
        cells = line.split("\t")
        if not cells[5] and (row := ended.get(cells[0])):
            cells[5:] = [row["first"], row["code"]]
        rows.append((*cells, "division", "GB/T 2260", ""))
    listed = {row[:2] for row in rows}
    for table in _SUPPLEMENTS:
        added = (tuple(row.get(column, "") for column in _COLUMNS) for row in _supplement(table))
        # 上城区 swallowed a neighbour in 2021, under its old name and code
        rows += [row for row in added if not row[0] or row[:2] not in listed]
    return tuple(rows)


def _supplement(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table that is kept by hand, by column."""
    header: list[str] = []
    for number, line in enumerate(_lines(table, header=True)):
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise TableError(f"gazetteer/{table}.tsv", number, f"{len(cells)} cells, not {len(header)}")
        else:
            yield dict(zip(header, cells, strict=True))


def _lines(table: str, *, header: bool = False) -> list[str]:
    text = files(__package__).joinpath(f"{table}.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return lines if header else lines[1:]


def _division(row: Row) -> Division:
    code, name, level, parent, first, last, successors, kind, source, _ = row
    return Division(
        name,
        code,
        level,
        parent,
        int(first) if first else None,
        int(last) if last else None,
        tuple(successors.split(",")) if successors else (),
        kind or "division",
        source,
    )


@cache
def _place(index: int) -> Division:
    """The place of a row; each is made once, so there are never more than rows."""
    return _division(_rows()[index])


def divisions() -> Iterator[Division]:
    """Every place of every table, in the order of the tables."""
    return map(_division, _rows())


@cache
def _by_name() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, row in enumerate(_rows()):
        found.setdefault(row[1], []).append(index)
        for other in row[9].split():
            found.setdefault(other, []).append(index)
    return found


@cache
def _by_stem() -> dict[str, list[int]]:
    rows = _rows()
    found: dict[str, list[int]] = {}
    for name, indexes in _by_name().items():
        if (short := stem(name)) != name:
            own = [i for i in indexes if rows[i][1] == name and rows[i][7] in ("division", "former")]
            if own:
                found.setdefault(short, []).extend(own)
    return found


@cache
def _by_code() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, row in enumerate(_rows()):
        if row[0]:
            found.setdefault(row[0], []).append(index)
    return found


def find(name: str, year: int | None = None) -> tuple[Division, ...]:
    """The places that bear ``name`` in full or as their short name, best first.

    With a ``year``, only what the name meant in that year; where it meant nothing then, the rows nearest to
    it (the lists begin in 1980, so an older text is presumed to mean what they begin with). Full names stand
    before short ones, then higher levels before lower ones, younger before older.

    >>> [d.code for d in find("永新县", 2012)], [d.name for d in find("吉安", 2012)]
    (['360830'], ['吉安市', '吉安县'])
    >>> [d.name for d in find("吴江", 1987)], find("nowhere")
    (['吴江县'], ())
    """
    found = _meanings(name)
    return found if year is None or len(found) < 2 else _in_year(name, year)


@lru_cache(maxsize=_KEPT)
def _meanings(name: str) -> tuple[Division, ...]:
    named, stemmed = _by_name().get(name, ()), _by_stem().get(name, ())
    if not named and not stemmed:
        return ()
    full = [_place(i) for i in named]
    short = [_place(i) for i in stemmed]
    ranked = _ranked(full + [d for d in short if d not in full])
    return tuple(sorted(ranked, key=lambda d: d not in full))


@lru_cache(maxsize=_KEPT)
def _in_year(name: str, year: int) -> tuple[Division, ...]:
    return tuple(_nearest(_meanings(name), year))


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for table in (_by_name(), _by_stem()):
        for name, indexes in table.items():
            sizes = found.setdefault(name[:2], set())
            sizes.add(len(name))
            if any(_rows()[i][1].endswith("自治州") for i in indexes):
                sizes.add(len(name) + 1)
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def lengths(words: str) -> tuple[int, ...]:
    """The lengths, longest first, at which a name at the head of ``words`` may end.

    Told by the first two characters. At any other length no place bears that name, in full, in short, or in
    short with 州 behind it (临夏州).

    >>> 3 in lengths("永新县人民政府"), lengths("农业局")
    (True, ())
    """
    return _lengths().get(words[:2], ())


def _ranked(found: list[Division]) -> list[Division]:
    """Higher levels before lower ones, younger before older."""
    return sorted(found, key=lambda d: (_RANK.get(d.level, 3), d.last is not None, -(d.first or 0), d.code))


def _nearest(found: Sequence[Division], year: int) -> list[Division]:
    """Of several meanings, those of ``year``, else those nearest to it; in their order."""
    distance = min(_distance(d, year) for d in found)
    return [d for d in found if _distance(d, year) == distance]


_RANK = {"省": 0, "市": 1, "县": 2}


def _distance(division: Division, year: int) -> int:
    """Years between ``year`` and the nearest year in which the name held."""
    if division.first is not None and year < division.first:
        return division.first - year
    if division.last is not None and year > division.last:
        return year - division.last
    return 0


@lru_cache(maxsize=_KEPT)
def by_code(code: str, year: int | None = None) -> Division | None:
    """The division that bears the code in ``year`` (without a year, the youngest), or None.

    >>> by_code("420600", 2005).name, by_code("420600", 2015).name, by_code("420600").name, by_code("999999")
    ('襄樊市', '襄阳市', '襄阳市', None)
    """
    found = _ranked([_place(i) for i in _by_code().get(code, ())])
    ranked = _nearest(found, year) if found and year is not None else found
    # in the year of a change the new name leads
    return max(ranked, key=lambda d: d.first or 0) if ranked else None


def parent(division: Division, year: int | None = None) -> Division | None:
    """The division immediately above, as of ``year``; None for a province, a country, a river.

    Before 1949 only the province is known.

    >>> [parent(find("永新县", y)[0], y).name for y in (1935, 1985, 2012)]
    ['江西省', '吉安地区', '吉安市']
    """
    if not division.parent:
        return None
    if not division.parent.isdecimal():
        return by_name(division.parent, year)
    if year is not None and year < _BEGINNING:
        return by_code(division.parent[:2] + "0000", year)
    above = by_code(division.parent, year)
    if (
        above is not None
        and year is not None
        and not above.valid_in(year)
        and not division.parent.endswith("0000")
    ):
        return by_code(division.parent[:2] + "0000", year)
    if above is not None and year is not None and year < _PREFECTURES_RENAMED and above.name.endswith("地区"):
        older = by_name(above.name.removesuffix("地区") + "专区")
        return older or above
    return above


def by_name(name: str, year: int | None = None) -> Division | None:
    """The best place under exactly this full name, or None.

    >>> by_name("张家口专区").parent, by_name("张家口")
    ('河北省', None)
    """
    return next((d for d in find(name, year) if not is_short(name)), None)


@lru_cache(maxsize=_KEPT)
def ancestors(division: Division, year: int | None = None) -> tuple[Division, ...]:
    """Every division above, nearest first.

    >>> [d.name for d in ancestors(find("永新县", 2012)[0], 2012)]
    ['吉安市', '江西省']
    """
    found: list[Division] = []
    above = parent(division, year)
    while above is not None and above not in found:
        found.append(above)
        above = parent(above, year)
    return tuple(found)


@cache
def _ordinary() -> frozenset[str]:
    """Names that are words first (郊区, 东北): a matcher would find them where no place is meant."""
    return frozenset(line.split("\t")[0] for line in _lines("ordinary"))


@cache
def names(kind: str | None = None) -> tuple[str, ...]:
    """Every full name, then every short one that is no full name, for a matcher; see ``is_short``.

    kind: only the names of one kind of ``Division.kind``. Names that are ordinary words (郊区) are left out.

    >>> "万安县" in names(), "万安" in names(), "郊区" in names(), "长江" in names("nature")
    (True, True, False, True)
    """
    rows = _rows()
    found = dict.fromkeys(
        name
        for table in (_by_name(), _by_stem())
        for name, indexes in table.items()
        if name not in _ordinary() and any(kind in (None, rows[i][7]) for i in indexes)
    )
    return tuple(found)


@cache
def _bounded() -> frozenset[str]:
    """Full names of divisions and zones, against which a name of one character less is short."""
    rows = _rows()
    kinds = ("division", "former", "zone")
    return frozenset(n for n, indexes in _by_name().items() if any(rows[i][7] in kinds for i in indexes))


def is_short(name: str) -> bool:
    """Whether the name is a division's without its suffix (万安, not 万安县), whatever else bears it (霍山).

    >>> is_short("万安"), is_short("万安县"), is_short("长江"), is_short("霍山")
    (True, False, False, True)
    """
    return name in _by_stem() and name not in _bounded()


@cache
def _province_letters() -> dict[str, str]:
    rows = (line.split("\t") for line in _lines("letters"))
    return {row[0]: row[1] for row in rows}


def province_of_letter(letter: str) -> str | None:
    """The province that a one-character short form stands for, or None.

    >>> province_of_letter("鄂"), province_of_letter("沪"), province_of_letter("人")
    ('湖北省', '上海市', None)
    """
    return _province_letters().get(letter)


@lru_cache(maxsize=_KEPT)
def short_form(name: str) -> str:
    """The name without its suffix: 吉安市 is 吉安, 恭城瑶族自治县 is 恭城.

    >>> short_form("广西壮族自治区"), short_form("费县")
    ('广西', '费县')
    """
    return stem(name)
