"""Damages exchange files at random and merges them: each is refused whole, or is whole and brings everything.

Many: `python -m tests.reliability.damaged_exchange 10000`.
"""

import random
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, SetNote
from annotator.services.merging.exchange_file import read_exchange
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.storage.operations import operation_ids
from annotator.storage.rows import change, document_image

_BLOCK = 64
_BOM = b"\xef\xbb\xbf"


def make_pair(folder: Path) -> tuple[Path, bytes]:
    """Make a lead's project, and an exchange file that a copy of it shared."""
    lead, copy, out = (folder / name for name in ("lead.annotator", "copy.annotator", "work.annotator-exchange"))
    text = "Zoë\u0301 Moreno sailed to Tallinn on Monday. " * 4
    document = Document.of(text)
    with Project.create(lead) as project:
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        project.ensure_annotator("second")
    shutil.copy(lead, copy)
    with Project.open(copy) as project:
        second = project.ensure_annotator("second").id
        for number in range(6):
            project.execute(AddSpan(document.id, "CLAIM", ((number, number + 12),)), second)
        project.execute(SetNote(project.spans(document.id, second)[0].id, "a note"), second)
        share(project, out)
    return lead, out.read_bytes()


def damaged(data: bytes, lot: random.Random) -> bytes:
    """Cut, flip, drop, double, swap, blank, or rewrite as mail programs and editors do."""
    lines = data.splitlines(keepends=True)
    at, one, two = lot.randrange(len(data)), lot.randrange(len(lines)), lot.randrange(len(lines))
    swapped = {one: two, two: one}
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at],
        lambda: data[:at] + bytes([data[at] ^ (1 << lot.randrange(8))]) + data[at + 1 :],
        lambda: b"".join(lines[:one] + lines[one + 1 :]),
        lambda: b"".join([*lines[:one], lines[one], *lines[one:]]),
        lambda: b"".join(lines[swapped.get(place, place)] for place in range(len(lines))),
        lambda: data[:at] + bytes(min(_BLOCK, len(data) - at)) + data[at + _BLOCK :],
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: _BOM + data,
        lambda: unicodedata.normalize("NFD", data.decode()).encode(),
        lambda: unicodedata.normalize("NFC", data.decode()).encode(),
        lambda: data.decode().encode("utf-16"),
        lambda: data + lot.choice((b"\n", b" ", b"\x00", data)),
        lambda: data.replace(b"Tallinn", b"Tallin"),
    )
    return lot.choice(kinds)()


def trial(lead: Path, whole: bytes, seed: int) -> str:
    """Damage the file once and merge it; raises AssertionError for a partial or silent merge."""
    file = lead.with_name("sent.annotator-exchange")
    file.write_bytes(sent := damaged(whole, random.Random(seed)))
    before = lead.read_bytes()
    try:
        with Project.open(lead) as project:
            merge(project, [file], SYSTEM)
    except UserError:
        assert sent != whole, f"damage {seed}: a whole file was refused"
        assert lead.read_bytes() == before, f"damage {seed}: something of a refused file came in"
        return "refused"
    assert sent == whole, f"damage {seed} was not noticed"
    with Project.open(lead, read_only=True) as project, project.file.reading() as db:
        sent_ids = {one.id for one in read_exchange(file)[1]}
        assert sent_ids <= operation_ids(db), f"damage {seed}: not everything came in"
    assert check(lead).ok
    lead.write_bytes(before)
    return "good whole"


def main() -> None:
    """Run as many trials as the first argument says."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        lead, whole = make_pair(Path(name))
        outcomes = Counter(trial(lead, whole, seed) for seed in range(count))
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    print(f"{count} damaged exchange files: {told}, 0 partial, 0 crashes")


if __name__ == "__main__":
    main()
