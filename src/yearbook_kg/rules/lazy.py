"""A pattern that is read and compiled when it is first needed, so that importing rules costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


class Lazy:
    """A regular expression, or what gives it where it is built from tables."""

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"

    @cached_property
    def source(self) -> str:
        """The regular expression."""
        return self._source if isinstance(self._source, str) else self._source()

    @cached_property
    def tree(self) -> Any:
        """The pattern as it is parsed, once for its words and for itself."""
        return parser.parse(self.source, self._flags)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        pattern: re.Pattern[str] = compiler.compile(self.tree, self._flags)
        return pattern
