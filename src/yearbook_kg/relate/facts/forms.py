"""The patterns of the rules: regular expressions in which every name is one sign, compiled when first used.

The signs are private-use characters; a pattern lets a rule write them as ``<O>``.

    <O> Organization  <P> Place  <N> Person  <W> Work  <E> Event  <H> Honour  <F> Facility
    <T> time  <Q> quantity  <R> a reference (该局, 本县)  <B> a bracketed stretch  <A> any of <O> <P> <N> <R>
    <I> <J> the first and the last character of the head of a post, in a text ``posts.marked``
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from yearbook_kg.rules import Lazy

_BASE = 0xE000
_SIGN = re.compile(r"<([A-Z])>")


def sign(letter: str) -> str:
    """The private-use character of a letter: ``sign("O")`` stands for an organisation."""
    return chr(_BASE + ord(letter))


def signed(source: str) -> str:
    """The source with the signs that ``<O>`` and the others stand for.

    >>> signed("<O>的") == sign("O") + "的"
    True
    """
    return _SIGN.sub(lambda match: sign(match[1]), source.replace("<A>", "[<O><P><N><R>]"))


class _Search(Protocol):
    def __call__(self, text: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...


class _Finditer(Protocol):
    def __call__(self, text: str, pos: int = ..., endpos: int = ..., /) -> Iterator[re.Match[str]]: ...


_METHODS = ("search", "match", "fullmatch", "finditer", "sub")


class Form(Lazy):
    """A rule's pattern.

    The methods are those of ``re.Pattern``: the first use of any sets them all, so that a search costs no
    more than one of ``re``.
    """

    search: _Search
    match: _Search
    fullmatch: _Search
    finditer: _Finditer
    sub: Callable[[str, str], str]

    @cached_property
    def source(self) -> str:
        """The regular expression, with the signs in it."""
        return signed(self._source if isinstance(self._source, str) else self._source())

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        for method in _METHODS:
            setattr(self, method, getattr(self.pattern, method))
        return getattr(self.pattern, name)


def pattern(source: str | Callable[[], str]) -> Form:
    """A rule's pattern, with ``<O>`` for an organisation and so on.

    source: the regular expression, or what makes it, where words of a table are part of it: tables are read
    when they are first needed.

    >>> bool(pattern("<A>印发<W>").search(sign("O") + "印发" + sign("W")))
    True
    """
    return Form(source)


_Told = TypeVar("_Told", contravariant=True)
_Said = TypeVar("_Said", covariant=True)


class Reader(Generic[_Told, _Said]):
    """A rule: what reads a clause, and the forms without one of which it has nothing to say about it.

    All that such a form needs (``sieve``) must begin in the clause, or be the sign that ends it.
    """

    __slots__ = ("forms", "read")

    def __init__(self, read: Callable[[_Told], _Said], *forms: Form) -> None:
        self.read = read
        self.forms = forms
