"""Damages project files at random: nothing crashes, nothing hangs, nothing wrong is shown as right.

Many: `python -m tests.reliability.damaged_files 5000`.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, SetNote
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

_SECTOR = 512
Content = tuple[object, ...]


def make_project(path: Path) -> None:
    """Make a project with articles, spans and notes."""
    with Project.create(path) as project:
        documents = [Document.of(f"{number} Ana Moreno sailed to Tallinn on Monday. " * 40) for number in range(4)]
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        first = project.ensure_annotator("first").id
        for document in documents:
            for number in range(12):
                project.execute(AddSpan(document.id, "CLAIM", ((number * 40 + 2, number * 40 + 12),)), first)
        for span in project.spans(documents[0].id, first)[:5]:
            project.execute(SetNote(span.id, "a note"), first)


def content(path: Path) -> Content:
    """Read everything that the program would show."""
    with Project.open(path, read_only=True) as project:
        return tuple(
            (project.document(id).text, project.document(id).metadata, project.spans(id, one.id))
            for id in project.document_ids()
            for one in project.annotators()
        )


def damaged(data: bytes, lot: random.Random) -> bytes:
    """Cut, flip, blank, overwrite or swap somewhere."""
    at = lot.randrange(len(data))
    sector = lot.randrange(len(data) // _SECTOR) * _SECTOR
    other = lot.randrange(len(data) // _SECTOR) * _SECTOR
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at],
        lambda: data[:at] + bytes([data[at] ^ (1 << lot.randrange(8))]) + data[at + 1 :],
        lambda: data[:sector] + bytes(_SECTOR) + data[sector + _SECTOR :],
        lambda: data[:sector] + lot.randbytes(_SECTOR) + data[sector + _SECTOR :],
        lambda: data[:sector] + data[other : other + _SECTOR] + data[sector + _SECTOR :],
        lambda: data[:at] + lot.randbytes(lot.randrange(1, 200)) + data[at:],
    )
    return lot.choice(kinds)()


def trial(whole: bytes, wanted: Content, folder: Path, seed: int) -> str:
    """Damage the file once; returns what the program made of it. Raises AssertionError for a silent wrong."""
    path = folder / f"{seed}.annotator"
    path.write_bytes(broken := damaged(whole, random.Random(seed)))
    try:
        report = check(path)
        if not report.ok:
            return "reported"
        assert content(path) == wanted, f"damage {seed} was not noticed and changed what is shown"
        return "harmless"
    except UserError:
        return "refused"
    finally:
        assert path.read_bytes() == broken, f"damage {seed}: the damaged file was written to"
        for left in folder.glob(f"{seed}.annotator*"):
            left.unlink()


def main() -> None:
    """Run as many trials as the first argument says."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_project(folder / "whole.annotator")
        whole, wanted = (folder / "whole.annotator").read_bytes(), content(folder / "whole.annotator")
        outcomes = Counter(trial(whole, wanted, folder, seed) for seed in range(count))
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    print(f"{count} damaged files: {told}, 0 silent, 0 crashes, 0 written to")


if __name__ == "__main__":
    main()
