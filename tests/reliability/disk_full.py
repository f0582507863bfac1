"""Fills the disk while spans are saved: each failed write is told, nothing is lost, saving goes on once space is freed.

Needs root for small file systems of its own: `python -m tests.reliability.disk_full 88`.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import NotSaved
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

SMALLEST_KB, STEP_KB, FREED_KB = 700, 12, 96
TRIES_AFTER = 3


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """Lend a file system of a few hundred kilobytes."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)


def trial(kilobytes: int) -> int:
    """Fill one disk; returns how many spans were saved before it was full. Raises AssertionError."""
    with small_disk(kilobytes) as disk:
        filler = disk / "filler"
        filler.write_bytes(bytes(FREED_KB * 1024))
        path = disk / "full.annotator"
        with Project.create(path) as project:
            document = Document.of("".join(chr(0x4E00 + number) for number in range(4_000)))
            project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
            first = project.ensure_annotator("first").id
            saved = _until_full(project, first, document)
            assert len(project.spans(document.id, first)) == saved, "what is shown is not what was told"
            filler.unlink()
            for number in range(TRIES_AFTER):
                assert project.execute(AddSpan(document.id, "PERSON", ((saved + number, saved + number + 1),)), first)
        with Project.open(path) as again:
            assert len(again.spans(document.id, first)) == saved + TRIES_AFTER, "an acknowledged span is gone"
        assert check(path).ok
    return saved


def _until_full(project: Project, actor: str, document: Document) -> int:
    first = next(one.id for one in project.annotators() if one.id == actor)
    for start in range(len(document.text)):
        try:
            assert project.execute(AddSpan(document.id, "PERSON", ((start, start + 1),)), first)
        except NotSaved as refusal:
            assert "full" in str(refusal), f"the sentence does not name the disk: {refusal}"
            return start
    raise AssertionError("the disk was not filled: choose smaller ones")


def main() -> None:
    """Fill as many disks as the first argument says, each a little larger."""
    count = int(sys.argv[1])
    saved = [trial(SMALLEST_KB + STEP_KB * number) for number in range(count)]
    print(f"{count} full disks, {sum(saved)} spans told before, 0 lost, 0 torn, all resumed with {FREED_KB} KB freed")


if __name__ == "__main__":
    main()
