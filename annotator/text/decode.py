"""Bytes of a file to its text, or a sentence that says why they are none.

Byte order marks decide first, then UTF-8, then what the bytes look like.
"""

import codecs
import re
from dataclasses import dataclass

from annotator.errors import UserError

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
# UTF-32 before UTF-16: its little-endian mark begins with the one of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Above this share of control characters a decoded text is a binary file that decodes by accident.
CONTROL_SHARE = 0.05
# What Western European news has above ASCII. Polish and Czech in Windows-1250 use bytes outside of it, Turkish too.
WESTERN = frozenset(
    "€‚„…‘’“”•–—™ £§©«®°·»½¿¡ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüœŒ\xa0".encode("cp1252")
)
# Cyrillic, Greek and Asian encodings have far more bytes above ASCII.
WESTERN_SHARE = 0.2
# The encodings that articles come in; others only fit by chance.
GUESSES = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("koi8_r", "koi8_u", "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949", "tis_620"),
]
# So many well-formed characters for each damaged one make damaged UTF-8 likelier than any other encoding.
GOOD_PER_BAD = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte order mark; `encoding` names a Python codec ("utf-8-sig" had a mark)."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes.

    Lone surrogates of UTF-16 come through, for `normalise` to replace. Raises UserError,
    whose sentence does not name the file, when the bytes are empty, too many or no text.
    """
    if not data:
        raise UserError("The file is empty: leave it out, or fetch the article again.")
    if len(data) > MAX_BYTES:
        raise UserError(f"The file has {len(data) // MEGABYTE} MB, more than {MAX_BYTES // MEGABYTE} MB: split it.")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise UserError(f"The file is {what} and no plain text: save the article as text first.")
    decoded = _decode_marked(data) or _decode_bare_utf16(data) or _decode_utf8(data) or _decode_guessed(data)
    if len(CONTROL.findall(decoded.text)) > CONTROL_SHARE * len(decoded.text):
        raise _not_text()
    if not decoded.text:
        raise UserError("The file holds a byte order mark and no text: leave it out, or fetch the article again.")
    return decoded


def _not_text() -> UserError:
    return UserError("The file is no text in an encoding that can be told: save it as UTF-8 text and try again.")


def _decode_marked(data: bytes) -> Decoded | None:
    """Decode by the byte order mark; None without one and for damaged UTF-8; UserError for damaged UTF-16."""
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec, "surrogatepass"), name)
            except UnicodeDecodeError:
                continue
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_text()
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    """Decode as UTF-8, also when a few characters of it are damaged or the end is cut off."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - sum(map(len, re.findall("[\x00-\x7f]+", text))) - bad
    return Decoded(text, "utf-8") if good >= GOOD_PER_BAD * bad else None


def _decode_bare_utf16(data: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark; mostly Latin text shows it by zeros in every second byte."""
    half = len(data) / 2
    for zeros, others, codec in ((data[1::2], data[::2], "utf-16-le"), (data[::2], data[1::2], "utf-16-be")):
        if len(data) % 2 == 0 and zeros.count(0) > 0.5 * half and others.count(0) < 0.1 * half:
            return Decoded(data.decode(codec, "surrogatepass"), codec)
    return None


def _decode_guessed(data: bytes) -> Decoded:
    """Decode by what the bytes look like; raises UserError when they look like no text."""
    if len(CONTROL_BYTE.findall(data)) > 0.01 * len(data) or b"\x00" in data:
        raise _not_text()
    high = [byte for byte in data if byte > 0x7F]
    if len(high) < WESTERN_SHARE * len(data) and WESTERN.issuperset(high):
        return Decoded(data.decode("cp1252"), "cp1252")
    # Late: 0.1 s that only files in old encodings need.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=GUESSES).best()
    if best is None:
        raise _not_text()
    return Decoded(str(best), best.encoding)
