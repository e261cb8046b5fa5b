"""The patterns of the rules: regular expressions in which every name is one sign, compiled when first used.

The signs are private-use characters; a pattern lets a rule write them as ``<O>``.

    <O> Organization  <P> Place  <N> Person  <W> Work  <E> Event  <H> Honour  <F> Facility
    <T> time  <Q> quantity  <R> a reference (该局, 本县)  <B> a bracketed stretch  <A> any of <O> <P> <N> <R>
    <I> <J> the first and the last character of the head of a post, in a text ``posts.marked``
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

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


class Form:
    """A rule's pattern; read and compiled when it is first used, so that importing the rules costs nothing.

    The methods are those of ``re.Pattern``: they stand in slots that the first use of any fills, so that
    a search costs no more than one of ``re``.
    """

    __slots__ = ("_source", *_METHODS)

    search: _Search
    match: _Search
    fullmatch: _Search
    finditer: _Finditer
    sub: Callable[[str, str], str]

    def __init__(self, source: str | Callable[[], str]) -> None:
        self._source = source

    @property
    def source(self) -> str:
        """The regular expression, with the signs in it."""
        return signed(self._source if isinstance(self._source, str) else self._source())

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


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

    All that such a form needs (``literals``) must begin in the clause, or be the sign that ends it.
    """

    __slots__ = ("forms", "read")

    def __init__(self, read: Callable[[_Told], _Said], *forms: Form) -> None:
        self.read = read
        self.forms = forms
