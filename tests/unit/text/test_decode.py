"""Bytes become text in the encoding they are in, or a sentence says why not."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.text.decode import MAX_BYTES, decode
from tests.unit.text.nasty import pieces

SENTENCE = "Der Präsident sagte: “Wir sind bereit” – 😀."


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(mark: bytes, codec: str, name: str) -> None:
    decoded = decode(mark + SENTENCE.encode(codec))

    assert (decoded.text, decoded.encoding) == (SENTENCE, name)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("“We’re ready” – he said…", "cp1252"),
        ("Le président a déclaré", "cp1252"),
        ("Министр иностранных дел прибыл в столицу с визитом", "cp1251"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr", "cp1250"),
        ("外交部长星期三抵达首都进行为期两天的访问", "gb18030"),
    ],
)
def test_old_encodings_are_told_by_what_their_bytes_look_like(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_a_file_cut_off_inside_a_character_is_still_utf8() -> None:
    decoded = decode("“Größe” – žluť – 北朝鮮".encode()[:-1])

    assert decoded.text == "“Größe” – žluť – 北朝\ufffd"


def test_lone_surrogates_of_utf16_come_through_for_normalise_to_replace() -> None:
    assert decode(codecs.BOM_UTF16_LE + "a\ud83d b".encode("utf-16-le", "surrogatepass")).text == "a\ud83d b"


def test_utf16_whose_mark_looks_like_the_one_of_utf32_is_told_by_its_length() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "\x00A long enough line of text".encode("utf-16-le"))

    assert (decoded.text, decoded.encoding) == ("\x00A long enough line of text", "utf-16")


def test_damaged_utf8_with_a_mark_is_still_utf8() -> None:
    assert decode(codecs.BOM_UTF8 + "“Größe” – žluť".encode() + b"\xff").text == "\ufeff“Größe” – žluť\ufffd"


def test_latin_text_in_bare_utf16_is_read() -> None:
    assert decode("plain words".encode("utf-16-be")).text == "plain words"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "holds a byte order mark and no text"),
        (b"%PDF-1.7 something", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x00\x01\x02\x03", "no text"),
        (bytes(range(256)) * 4, "no text"),
        (b"\xff\xfea", "no text"),
        (b"abc\x00\xe9\xe8", "no text"),
        (b"x" * (MAX_BYTES + 1), "more than 50 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        decode(data)

    assert str(refused.value).endswith(".")


def test_bytes_that_fit_no_encoding_are_refused() -> None:
    with pytest.raises(UserError, match="no text"):
        decode(b"\xff\xff\xff\x81\xff\xfe\xfd\x80 \xff" * 3)


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    text = "A long enough line of an article with one\x00 zero in it"

    assert decode(text.encode()).text == text


@given(st.binary(max_size=300) | pieces().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything_but_a_sentence(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UserError:
        return

    assert decoded.text
