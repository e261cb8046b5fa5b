"""Names that are safe as file names and as local names, whatever the page or the archive calls itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Letters of every script, digits and three signs; a path, a quote, a control or a bidi mark is none of them.
_UNSAFE = re.compile(r"[^\w.\-()()]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
MAX_BYTES = 120


def safe_name(raw: str, fallback: str = "page") -> str:
    """Return ``raw`` as one harmless file name: no separators, quotes, controls, leading dots; at most 120 bytes.

    What is already safe comes back as it is. Whatever had to be changed gets a short hash of the raw name
    behind it, so that two hostile names never fall together.

    >>> safe_name("140320020220004324")
    '140320020220004324'
    >>> safe_name("../../etc/passwd").startswith("etc_passwd-")
    True
    """
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", raw)).strip("._ ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if plain == raw and len(raw.encode()) <= MAX_BYTES:
        return raw
    digest = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = plain.encode("utf-8", "replace")[:MAX_BYTES].decode("utf-8", "ignore").strip("._ ")
    return f"{short or fallback}-{digest}"
