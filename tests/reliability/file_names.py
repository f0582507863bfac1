"""Makes file names from hostile titles and annotators' names: one harmless component each, which reads back.

Many: `python -m tests.reliability.file_names 20000`.
"""

import random
import re
import sys
import unicodedata

from annotator.formats.base import Line
from annotator.formats.cas_write import cas_files
from annotator.formats.safe_names import LONGEST_BYTES, read_name
from annotator.model.document import Document, DocumentState, Metadata, Role

PIECES = (
    "..", "/", "\\", "CON", "nul", "aux.txt", ".", "\u202e", "\u200f", " ", "C:", "%2e", "x" * 500, "é", "😀",
    "\x00", "\n", "~", "-", "*", "|", "a", "%", "LPT1", "Ж", "한",
)  # fmt: skip
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{name}{digit}" for name in ("COM", "LPT") for digit in range(10))}
_FOLDER = re.compile(r"annotation/[0-9]{5}[-0-9a-z]{0,61}\.txt")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


def named(lot: random.Random) -> tuple[str, str]:
    """Write one article of a made-up title by a made-up annotator; returns the path in the ZIP and the name."""
    title, name = ("".join(lot.choices(PIECES, k=lot.randint(1, 8))) for _ in range(2))
    line = Line(Document.of("t", Metadata(title=title)), name, Role.ANNOTATOR, DocumentState.TODO)
    ((path, _),) = cas_files((line,))
    return path, name


def check_name(path: str, name: str) -> None:
    """Raise AssertionError where a path leaves its folder or does not read back."""
    folder, _, file = path.rpartition("/")
    assert _FOLDER.fullmatch(folder), folder
    assert not _FORBIDDEN.search(file), file
    assert file not in (".json", "..json"), file
    assert file.partition(".")[0].upper() not in DEVICES, file
    assert not any(unicodedata.bidirectional(one) in ("RLO", "LRO", "RLE", "LRE", "PDF") for one in file), file
    assert len(file.encode()) <= 255, file
    if len(file.encode()) <= LONGEST_BYTES:
        assert read_name(file.removesuffix(".json")) == name


def main() -> None:
    """Name as many files as the first argument says."""
    lot = random.Random(1)
    runs = int(sys.argv[1])
    for _ in range(runs):
        check_name(*named(lot))
    print(f"{runs} titles and names: 0 escapes, all read back")


if __name__ == "__main__":
    main()
