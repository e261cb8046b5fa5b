"""Sessions of congresses and committees by number: 市政协三届四次会议, 县委十届五次全会, 十六次会议."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook_kg.model import Mention
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

_NUMBER = "[一二三四五六七八九十0-9]{1,4}"
_MEETING = (
    "(?:全体委员|全体常委|全体|常委会|常委|常务委员会|主席团|主席|主任|委员会全体|委员|代表|职工代表|执委|执委会|扩大|全委|理事会|党代表)?(?:扩大)?"
    "(?:会议|大会|全会|全委会|常委会议|常委会|党代会|人代会|职代会|教代会|工代会|妇代会|团代会|代表会议|代表大会|例会)"
)
# 三届四次会议, 第六届委员会第二次会议, 第三次妇代会
_SESSION = Rule(
    f"(?:第?{_NUMBER}届)(?:人大常委会|人大|人民代表大会常务委员会|人民代表大会|委员会|政协|县委|市委|理事会|职工代表大会)?(?:第?{_NUMBER}次){_MEETING}"
    f"|第{_NUMBER}次(?:党|团|工|妇|人)代[表]?(?:大会|会)"
    f"|第{_NUMBER}[次届](?:党员|团员|社员|会员|妇女|工会会员|工会|职工|农民|贫下中农|各界人民|学生|归侨|少先队|文学艺术工作者|残疾人)?代表(?:大会|会议)"
)
# 十六次会议: behind a session of the page that has been named in full.
_AGAIN = Rule(
    f"(?:(?<=[,。;、(\n ])|^)(?:第?{_NUMBER}届)?第?{_NUMBER}次{_MEETING}"
    "(?=[听审通同决讨学研传协于上由、,。还补任表选专就对])"
)
RULES = (_SESSION, _AGAIN)
_BODY = re.compile("(?:[PQGD][pqgd]*){0,2}(?:[SYMX][smyx]*){0,5}$")
_ABLE = re.compile(
    "人大|人民代表大会|政协|委员会|县委|市委|区委|省委|旗委|州委|党委|工会|妇联|团委|协会|联合会|工商联|常委会|理事会|代表"
)


def find_sessions(scan: Scan) -> Iterator[Mention]:
    """Yield sessions with the body whose they are, and further ones by number alone."""
    codes, text = scan.codes, scan.text
    seen = False
    for match in scan.matches(_SESSION):
        start, end = match.span()
        cut = codes[end : end + 1].islower() and codes[end - 1].islower() and codes[end] != "s"
        if codes[start] in ".Ww" or cut:
            continue
        body = _BODY.search(codes, max(0, start - 24), start)
        if body is not None and body.start() < start:
            able = _ABLE.search(text, body.start(), start) is not None
            start = body.start() if able or codes[body.start()] in "PD" else start
        seen = True
        yield _mention(scan, start, end, 0.94)
    if seen or re.search("常委会|常务委员会|政协|全委会", text):
        for match in scan.matches(_AGAIN):
            if codes[match.start()] not in ".WwTt":
                yield _mention(scan, *match.span(), 0.86)


def _mention(scan: Scan, start: int, end: int, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Event", "numbered-session", confidence)
