from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearbook_kg.errors import ReadError
from yearbook_kg.read.decode import decode

TEXT = "【概况】 2012年\uff0c市总工会走访慰问劳模733人次,发放慰问金82.26万元。\n" * 4
TRADITIONAL = "民國二十五年,縣政府設合作指導員辦事處於城關鎮,先後輔導建立信用合作社。" * 4


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.replace("\n", "\r\n").encode("gbk"), "gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    text, found, warnings = decode(data, "page.txt")
    assert (text, found) == (TEXT, encoding)
    assert bool(warnings) == (encoding != "utf-8")


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5"), "page.txt")[:2] == (TRADITIONAL, "big5")


def test_two_words_in_gb18030_that_would_pass_as_utf_8() -> None:
    assert decode("农业".encode("gb18030"), "page.txt").text == "农业"
    assert decode("Müller, Zoë".encode(), "page.txt").text == "Müller, Zoë"
    assert decode("ü".encode(), "page.txt").encoding == "utf-8"


def test_line_ends_become_one() -> None:
    assert decode("甲\r\n乙\r丙\n丁".encode(), "page.txt").text == "甲\n乙\n丙\n丁"


@given(st.text(min_size=1))
def test_offsets_are_those_of_python_s_own_reading(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        decoded = decode(data, "page.txt")
    except ReadError:
        return
    if decoded.encoding == "utf-8":
        assert len(decoded.text) == len(data.decode("utf-8-sig").replace("\r\n", "\n"))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_read_error(data: bytes) -> None:
    with suppress(ReadError):
        decode(data, "page.txt").text.encode()


def test_a_file_cut_off_inside_a_character() -> None:
    decoded = decode(TEXT.encode()[:-3], "page.txt")
    assert decoded.text == TEXT[:-2]
    assert decoded.warnings == ("the file ends inside a character: it was cut off",)


def test_damaged_utf_8() -> None:
    data = TEXT.encode()
    decoded = decode(data[:9] + b"\xff" + data[9:], "page.txt")
    assert decoded.warnings == ("the text is damaged UTF-8", "1 bytes or characters could not be read")


def test_controls_are_replaced_one_to_one() -> None:
    decoded = decode((TEXT + "\x00\x1f\f").encode(), "page.txt")
    assert decoded.text == TEXT + "\ufffd\ufffd "
    assert decoded.warnings == ("2 control characters were replaced",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \r\n\x00\n", "the file is empty"),
        ("\u3000\u3000\n".encode(), "the file is empty"),
        (b"%PDF-1.4 ...", "this is a PDF file"),
        (b"\x89PNG\r\n", "this is a PNG image"),
        (bytes(range(1, 32)) * 9, "this is binary data"),
        (bytes(range(256)) * 9, "in no known encoding"),
        (codecs.BOM_UTF8 + b"\xff" * 50, "is marked as UTF-8 but is not"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        decode(data, "page.txt")
    assert caught.value.origin == "page.txt"
