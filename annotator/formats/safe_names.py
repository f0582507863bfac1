"""Writes any name as the name of a file in a ZIP, so that it can be read back."""

import re
from urllib.parse import unquote

_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f]|^[. ]|[. ]$')


def written_name(name: str, taken: frozenset[str] = frozenset({"texts", "nobody"})) -> str:
    """Escape what no file name may hold; a name that the format itself uses gets its first letter escaped."""
    if name in taken:
        return f"%{ord(name[0]):02X}{name[1:]}"
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), name)


def read_name(written: str) -> str:
    """Read a name back."""
    return unquote(written)
