"""Names that are safe as file names and in messages, whatever a page or an archive calls itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Letters of every script, digits and a few signs; a path, a quote, a control or a bidi mark is none of them.
_UNSAFE = re.compile(r"[^\w.\-()\uff08\uff09·]+")
# In the name of a file, blanks and the signs of Chinese titles do no harm either.
_UNSAFE_FILE = re.compile(r"[^\w.\-()\uff08\uff09· 《》、,\uff0c“”+=@#~&%]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
# Controls, separators, bidi marks and lone surrogates: what a terminal or an encoder stumbles over.
_UNSHOWN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]"
)
MAX_BYTES = 120


def safe_name(raw: str, *, file: bool = False, fallback: str = "page") -> str:
    """Return ``raw`` as one harmless name: no separators, quotes, controls; at most about 120 bytes.

    file: for a file only, not for identifiers; then blanks and the signs of titles (《》) stay.

    What is already safe comes back as it is. Whatever had to be changed gets a short hash of the raw name
    behind it, so that two hostile names never fall together.

    >>> safe_name("140320020220004324")
    '140320020220004324'
    >>> safe_name("../../etc/passwd")
    'etc_passwd-3754d6cb'
    """
    plain = (_UNSAFE_FILE if file else _UNSAFE).sub("_", unicodedata.normalize("NFC", raw)).strip("._ ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if raw and plain == raw and len(raw.encode()) <= MAX_BYTES:
        return raw
    digest = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = plain.encode()[: MAX_BYTES - len(digest) - 1].decode("utf-8", "ignore").strip("._ ")
    return f"{short or fallback}-{digest}"


def shown(raw: str) -> str:
    r"""Return ``raw`` fit for a message: controls, bidi marks and lone surrogates as escapes.

    >>> shown("a\nb\u202e")
    'a\\nb\\u202e'
    """
    return _UNSHOWN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), raw)
