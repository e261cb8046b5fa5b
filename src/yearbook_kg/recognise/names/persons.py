"""Persons: a family name, one or two characters more, and words around them that go with a person only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from yearbook_kg import tables
from yearbook_kg.model import Mention
from yearbook_kg.prose import Span
from yearbook_kg.recognise.names.lexicon import listed, words
from yearbook_kg.recognise.names.scan import Scan
from yearbook_kg.rules import Rule

# A post, with a colon or a bracket behind it, stands before a name or a list of names.
_POST = re.compile(r"Jj*(?:[:_]{0,2}|\([^()]{1,12}\))(?=[A-Z])")
# A list goes on behind a name: 、 or a bracket with sex, term or post.
_NEXT = re.compile(r"(?:\([^()\n]{1,24}\))?[、,和 ]{1,2}|(?:\([^()\n]{1,24}\))")
_COURTESY = Rule(
    r"(?:字|号|原名|又名|曾名|乳名|学名|别名|本名|别号|笔名|法名|谱名|艺名|化名|亦名|一名)(?!称号|码)([㐀-鿿]{2,3})(?=[,。;、)])"
)
# 胡 伟, 桂　芸: a given name of one character apart.
_SPACED = re.compile("[ ]{1,3}[㐀-鿿]")
# Where a sentence about a person may begin, and what comes right before one.
_POSTS_TAKEN = (
    "现任|历任|曾任|当选|主持|出席|兼任|调任|接任|继任|担任|代理|署理|升任|改任|留任|出任|任|实授|接充|到会|获|荣获|被授予|被评为|"
    "作报告|致辞|讲话|主任|合力|捐资|捐银|率部|率领|带领"
)
# 接受白玉琢辞去, 方克俭主编的
_ACTS = re.compile(
    r"(?:夫妇|父子|兄弟|姐妹|母子|师徒|一家|烈士|三人|二人|两人|四人)|等[0-9一二三四五六七八九十]+[余多]?人|等被告人|等相继|\(\s*(?:约|\?)?1[0-9]{3}|"
    r"\((?:女|男|兼|代|挂职|[满回藏蒙壮苗彝]族|民国|[0-9]{4}[.年—-])|"
    rf"(?:再次|不再|连续|同时|后|又|曾|尝|均|皆|各|亦|也|旋|先后|相继|兼)?(?:{_POSTS_TAKEN})|"
    r"等(?:人|率|领导|组织|发动|先后|相继|参加|出席|当选)|率领|领导|起义军|"
    r",(?:原名|又名|本名|曾名|[男女][,。]|[㐀-鿿]{2,7}人[,。;])|辞去|殉国|殉难|殉职|牺牲|就义|病逝|病故|去世|逝世|遇害|被捕|被害|阵亡|战死|创办|创建|创立|捐建|独资|倡建|倡修|纂修|主修|主纂|(?:主编|编著|编撰|撰写|所撰|所著|所作|编写|执笔|著)(?:的[㐀-鿿]{0,6})?《|"
    r"(?:副?教授|先生|女士|同志|院士|研究员|高级工程师|总?工程师|博士|老师|将军|大师|医师|馆员)(?![们节])|"
    r"(?:刻|摹|书|题|画|撰)[,。]|捐(?:银|资|款|田|地|洋|谷|粮|献)|系[㐀-鿿]{0,8}(?:人|之子|长子|次子|后裔)|"
    r"[ ]*(?:于)?(?:民国|[0-9]{4}年)|[ ]+(?:字|[男女],|[㐀-鿿]{1,5}人[,。;])|,?(?:字|号)[㐀-鿿]{2}"
)
RULES = (_COURTESY,)
# 1985年|刘德厚
_DATED = re.compile("[Tt][UFMSPQZKI]")
_FOLLOWER_SIZES = (4, 3, 2, 1)
# Family names that are function words far more often.
_FUNCTION = frozenset("于和时成经任应向那支全都通连相公国广从与由为")
_TO_POST = re.compile("[UF](?:[A-Za-z]|、){0,30}?J")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Single, rare and compound family names; a rare one is more often a common word (于, 方, 任)."""
    rows = [(row["class"], row["words"].split()) for row in tables.load("names_surnames")]
    single, rare, compound = (
        frozenset(word for cls, names in rows if cls == wanted for word in names)
        for wanted in ("single", "rare", "compound")
    )
    return single, rare, compound


@cache
def family_initials() -> frozenset[str]:
    """The characters that a family name begins with."""
    single, _, compound = _surnames()
    return single | {name[0] for name in compound}


@cache
def _introduced() -> re.Pattern[str]:
    """What may be a name with an opening in front: its first character behind the last one of an opening."""
    initials = "".join(sorted(family_initials()))
    ends = "".join(sorted({word[-1] for word in _opening_words()} | set(_SIGNS)))
    return re.compile(f"[{initials}](?<=[ {ends}].)")


@cache
def _opening_characters() -> tuple[frozenset[str], int]:
    """The characters of the openings of two characters and more, and how long these are at most."""
    words = [word for word in _opening_words() if len(word) > 1]
    return frozenset(char for word in words for char in word), max(map(len, words))


_SIGNS = "\n,。;:、("


@cache
def _opening_words() -> tuple[str, ...]:
    verbs = (*listed("names_persons", "appoint"), *listed("names_persons", "profession"))
    return (*verbs, "由", "与", "和", "的", "在", "其后", "后由", "以", "任")


@cache
def _opening() -> re.Pattern[str]:
    """The words that come right before a name that is judged by what follows it."""
    # 市委|任命 is no 委任
    words = (f"委(?<![省市县区州旗镇乡党常地工]委){w[1:]}" if w[0] == "委" else w for w in _opening_words())
    return re.compile("|".join(words))


@cache
def _followers() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """The words that may stand right behind a person's name, and how long they are by first character."""
    bounding = {word for word, letter in words("names_words").items() if letter in "VJFB"}
    found = frozenset(bounding) | set(words("names_common")) | set(listed("names_persons", "follow"))
    sizes: dict[str, set[int]] = {}
    for word in found:
        sizes.setdefault(word[0], set()).add(len(word))
    return found, {first: tuple(s for s in _FOLLOWER_SIZES if s in known) for first, known in sizes.items()}


def name_end(text: str, start: int) -> int | None:
    """Where a person's name ends that begins at ``start``; None where none begins.

    The name must end where another word begins; of two such ends, before the longer word, else the later.

    >>> name_end("周国强调任县一中校长", 0), name_end("胡 伟;", 0), name_end("与县政府", 0)
    (3, 3, None)
    """
    first = text[start : start + 1]
    if first not in family_initials():
        return None
    single, _, compound = _surnames()
    family = start + (2 if text[start : start + 2] in compound else 1)
    if family - start == 1 and first not in single:
        return None
    spaced = _SPACED.match(text, family) if text.startswith(" ", family) else None
    if spaced is not None:
        return spaced.end() if _follower(text, spaced.end()) else None
    best, longest = None, 0
    for size in (2, 1):
        follower = _follower(text, family + size) if _given(text[family : family + size], size) else 0
        if follower > longest:
            best, longest = family + size, follower
    return best


# 公诉科, 河西桥: what names something else.
_NO_NAME = frozenset("局所室站厂队部县库矿馆股庭校镇们办会乡桥渠寺庙塔村厅署")
# 李明|为县长: these end no name.
_NO_END = frozenset("为任被获的在等与由是将从向及又并至")


def _given(piece: str, size: int) -> bool:
    """May the piece be a given name of so many characters?"""
    if len(piece) < size or piece[-1] in _NO_NAME or (size == 2 and piece[-1] in _NO_END):
        return False
    return "㐀" <= piece[0] <= "鿿" and "㐀" <= piece[-1] <= "鿿"


def _follower(text: str, end: int) -> int:
    """How long the word is that follows: 卢崧|重修 is better cut than 卢崧重|修; 0 where none is known."""
    following = text[end : end + 1]
    if not following or not ("㐀" <= following <= "鿿"):
        return 9
    followers, sizes = _followers()
    known = sizes.get(following, ()) if end + 4 <= len(text) else _FOLLOWER_SIZES
    for size in known:
        if text[end : end + size] in followers:
            return size
    return 0


def find_persons(scan: Scan) -> Iterator[Mention]:
    """Yield the persons whom their surroundings make sure; lists behind a post are followed to their end."""
    codes, text = scan.codes, scan.text
    for match in _POST.finditer(codes):
        yield from _behind_post(scan, match.end())
        link = _LINK.match(text, match.end())
        if link is not None and _OFFICE.search(text, max(0, match.start()), match.end()):
            yield from _behind_post(scan, link.end(), fallback=False)
    for match in scan.matches(_COURTESY):
        if (
            codes[match.start()].isupper()
            and not _is_word(codes, match.start(1))
            and match[1][-1] not in _NO_NAME
        ):
            yield _mention(scan, match.start(1), match.end(1), "courtesy-name", 0.9)
    reached = 0
    for begin, before in _openings(text):
        if begin < reached or codes[begin] in ".TWN":
            continue  # a list is judged once, from its first name
        names = names_from(text, begin)
        reached = names[-1][1] if len(names) > 1 else reached
        yield from _acting(scan, names, before)
    for match in _DATED.finditer(codes):
        yield from _acting(scan, names_from(text, match.end() - 1), ",")


def _openings(text: str) -> Iterator[tuple[int, str]]:
    """Where a name may begin, by its first character, and the word or sign in front of it."""
    if text[:1] in family_initials():
        yield 0, ""
    opening, free = "", 0  # the last word that opens a name, and where it ends
    for name in _introduced().finditer(text):
        begin = name.start()
        last = text[begin - 1]
        if last in _SIGNS:
            yield begin, last.strip()
        elif last == " ":
            at = begin - 1
            while at > 0 and text[at] == " ":
                at -= 1
            if text[at] in _SIGNS or text[at] == " ":  # nothing but blanks is in front
                yield begin, text[at].strip()
        else:
            if begin > free:
                opening, free = _opening_before(text, begin, free)
            if opening and begin == free:
                yield begin, opening


def _opening_before(text: str, end: int, free: int) -> tuple[str, int]:
    """The opening that ends there or runs over it, and its end; ("", end) for none.

    free: where the opening before this one ends, or any place that none runs over.
    """
    inner, longest = _opening_characters()
    start = end - 1
    while start > free and text[start - 1] in inner and text[start] in inner:
        start -= 1
    for match in _opening().finditer(text, start, end + longest):
        if match.start() >= end:
            break
        if match.end() >= end:
            return match.group(), match.end()
    return "", end


def names_from(text: str, start: int, *, most: int = 60) -> list[Span]:
    """The names of a list that begins at ``start``, as spans."""
    names: list[Span] = []
    while (end := name_end(text, start)) is not None and len(names) < most:
        names.append((start, end))
        if text[end : end + 1] != "、":
            break
        start = end + 1
    return names


def _acting(scan: Scan, names: list[Span], before: str) -> Iterator[Mention]:
    """Names with words around that only go with persons: 樊仲甫、卞学川等6人, 任命秦立民为."""
    if not names or _is_word(scan.codes, names[0][0]):
        return
    sure = _verdict(scan, names[-1], before)
    for begin, end in names if sure else ():
        yield _mention(scan, begin, end, "person-act", sure)


def _is_word(codes: str, start: int) -> bool:
    """Does a word of two characters or more begin there, which is no name (陆续, 初中, 文书)?"""
    if codes[start + 1 : start + 2] == "J":
        return True  # 县长|任|组长
    return codes[start] in "VBMSHAJ" and codes[start + 1 : start + 2].islower()


def _verdict(scan: Scan, last: Span, before: str) -> float:
    """How sure the words around make it that the names are persons; 0.0 for not at all."""
    text, codes = scan.text, scan.codes
    start, end = last
    relation = words("names_persons").get(before)
    _, rare_names, compound = _surnames()
    rare = text[start] in rare_names and text[start : start + 2] not in compound
    if rare and text[end - 1] in "科班组山河江湖路街社区":
        return 0.0
    if relation == "appoint" and re.match("[为的任等]", text[end : end + 1]):
        return 0.95
    if text[end : end + 1] in ("为", "任") and _TO_POST.match(codes, end) and text[start] not in _FUNCTION:
        return 0.9
    closed = text[end : end + 1] in tuple(",。;、)")
    if relation == "profession" and not rare and (end - start == 3 or (closed and codes[end - 1] == "U")):
        return 0.88
    if before != "任" and _ACTS.match(text, end):
        return 0.7 if rare or end - start == 2 or before in ("和", "以", "的", "在") else 0.9
    return 0.0


# Who holds one of these is named in two characters and the family name, where nothing known follows.
# 校长有, 厂长先后由, 书记为: what leads over from an office to names.
_LINK = re.compile("(?:先后|依次|分别|相继)?(?:有|为|是|由)")
_OFFICE = re.compile(
    "(?:长|书记|主任|主席|经理|专员|县令|知县|知事|知府|知州|总督|巡抚|司令|政委|校监|主教|牧师)$"
)


def _unfollowed(scan: Scan, start: int) -> int | None:
    """The end of the name right behind an office, before a word that no table has: 县长胡景瑗|筹款."""
    single, rare, compound = _surnames()
    text = scan.text
    if not _OFFICE.search(text, max(0, start - 4), start) or text[start] in rare or text[start] not in single:
        return None
    end = start + (4 if text[start : start + 2] in compound else 3)
    plain = re.fullmatch("[UQqZEeIK]{3,4}", scan.codes[start:end]) is not None
    return end if plain and text[end - 1] not in _NO_NAME and text[end - 1] not in _NO_END else None


def _behind_post(scan: Scan, start: int, *, fallback: bool = True) -> Iterator[Mention]:
    """The names that follow a post: 副局长:黄秋明、尹春华(女)."""
    text, codes = scan.text, scan.codes
    first = True
    while start < len(text) and codes[start] not in ".TNW":
        end = name_end(text, start) or (_unfollowed(scan, start) if first and fallback else None)
        if end is None or _is_word(codes, start) or any(code in "PYSGpysg" for code in codes[start:end]):
            return
        yield _mention(scan, start, end, "post-before" if first else "post-list", 0.92)
        following = _NEXT.match(text, end)
        if following is None:
            return
        start, first = following.end(), False


def _mention(scan: Scan, start: int, end: int, rule: str, confidence: float) -> Mention:
    return Mention(start, end, scan.text[start:end], "Person", rule, confidence)
