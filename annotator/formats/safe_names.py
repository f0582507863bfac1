"""Writes any name as the name of a file in a ZIP, so that it can be read back."""

import re
from hashlib import sha256
from urllib.parse import unquote

# Also what no eye sees or what turns the letters around it about.
_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|^[. ~]|[. ]$')
# Windows takes them for devices, whatever follows after a dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
# File systems hold 255 bytes; the format adds an ending.
LONGEST_BYTES = 230
_DIGEST_DIGITS = 12


def written_name(name: str, taken: frozenset[str] = frozenset({"texts", "nobody"})) -> str:
    """Escape what no file name may hold; a name that the format itself or a system uses gets its first letter escaped.

    A name that is too long for a file is cut and ends in a part of its SHA-256: it is not read back as it was.
    """
    safe = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), name)
    if name in taken or _DEVICE.match(name):
        safe = f"%{ord(name[0]):02X}{safe[1:]}"
    if len(safe.encode()) <= LONGEST_BYTES:
        return safe
    digest = sha256(name.encode()).hexdigest()[:_DIGEST_DIGITS]
    begun = safe.encode()[: LONGEST_BYTES - _DIGEST_DIGITS - 1].decode(errors="ignore")
    return f"{re.sub(r'%[0-9A-F]?$', '', begun)}~{digest}"


def read_name(written: str) -> str:
    """Read a name back."""
    return unquote(written)
