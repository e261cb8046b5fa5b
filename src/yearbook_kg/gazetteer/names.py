"""How the names of divisions are built: level by code, and the stem that is left without the suffix."""

from __future__ import annotations

import re

# The peoples that stand in the names of autonomous divisions, longest first: 达斡尔族 before 族.
_PEOPLES = """
蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
PEOPLES = tuple(sorted(re.findall(r"\S+", _PEOPLES), key=len, reverse=True))
# What ends the name of a division; those of two and more characters by their last one, longest first.
_LONG = {
    "区": (
        *("维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区"),
        *("自治区", "行政区", "行署区", "特别区", "地区", "专区", "林区", "新区"),
    ),
    "州": ("自治州",),
    "县": ("自治县",),
    "旗": ("自治旗",),
}
_SHORT = frozenset("省市县区旗盟州府道厅")


def level_of(code: str) -> str:
    """省, 市 or 县 by the zeros at the end of a GB/T 2260 code.

    >>> level_of("360000"), level_of("360800"), level_of("360830")
    ('省', '市', '县')
    """
    if code.endswith("0000"):
        return "省"
    return "市" if code.endswith("00") else "县"


def stem(name: str) -> str:
    """The short name: without suffix and peoples; the name itself where nothing could be left out.

    >>> [stem(n) for n in ("吉安市", "恭城瑶族自治县", "内蒙古自治区", "费县", "黔东南苗族侗族自治州")]
    ['吉安', '恭城', '内蒙古', '费县', '黔东南']
    >>> stem("吉安地区"), stem("东乡族自治县"), stem("长江")
    ('吉安', '东乡', '长江')
    """
    last = name[-1:]
    if last not in _SHORT:
        return name
    suffix = next((s for s in _LONG.get(last, ()) if name.endswith(s)), last)
    base = name[: -len(suffix)]
    if suffix in ("自治州", "自治县", "自治旗"):
        base = _without_peoples(base)
    return base if len(base) >= 2 else name


def _without_peoples(base: str) -> str:
    """Cut the peoples off the end, but never the whole name (东乡族自治县 is 东乡)."""
    while True:
        ends = (end for p in PEOPLES for end in (f"{p}族", p if len(p) > 1 else "\0", "各族"))
        cut = next(
            (base[: -len(end)] for end in ends if base.endswith(end) and len(base) - len(end) >= 2), None
        )
        if cut is None:
            return base[:-1] if base.endswith("族") and len(base) == 3 else base
        base = cut
