"""Works: a short form of the volume tied to the volume."""

from __future__ import annotations

import re

from yearbook_kg.resolve.link import Link

_ISSUE = re.compile(r"[\s（(]*(?:1[89]\d\d|20\d\d).*$|[（(].*[)）]$")


def link_work(words: str, volume: str | None) -> Link | None:
    """《临洮年鉴》 on a page of 《临洮年鉴2007》 is that volume; other titles keep their words.

    >>> link_work("《临洮年鉴》", "临洮年鉴2007").name
    '临洮年鉴2007'
    >>> link_work("《临洮县志》", "临洮年鉴2007") is None
    True
    """
    name = words.removeprefix("《").removesuffix("》")
    if volume is None or name == volume or _ISSUE.sub("", volume) != name:
        return None
    return Link(volume, 0.95, f"{name} without its year is the volume of this page, 《{volume}》")
