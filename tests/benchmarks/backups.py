"""How long a save waits beside a backup: the longest commit while copies are made, against the bar of 50 ms.

Run with `python -m tests.benchmarks.backups [MB]`. The one who writes never pauses, which no analyst does.
"""

import multiprocessing
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, SetNote
from annotator.services.project import Project
from annotator.services.safety.backups import back_up
from annotator.services.safety.jobs import make_backup
from annotator.storage.rows import change, document_image

BAR_MS = 50
# Two spells of equal length on a busy disk differ by so much in their longest save, with no copy in either.
CHANCE = 1.5
COPIES = 5
PAUSES_S = (0.0, 0.02, 0.3)
WORDS = "Ana Moreno sailed to Tallinn on Monday. " * 250


def made(folder: Path, megabytes: int) -> Path:
    """Make a project of about so many MB."""
    path = folder / "work.annotator"
    with Project.create(path) as project:
        for batch in range(2 * megabytes):
            texts = [Document.of(f"{batch} {number} {WORDS}") for number in range(40)]
            project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in texts])
        first = project.ensure_annotator("first")
        project.execute(AddSpan(project.document_ids()[-1], "PERSON", ((0, 10),)), first.id)
    return path


def copy_often(path: Path, pipe: Connection) -> None:
    """Make backups in a process of its own, as the window does; tells how long each took, then None."""
    for _ in range(COPIES):
        start = time.perf_counter()
        make_backup(lambda _: None, path, "automatic")
        pipe.send(time.perf_counter() - start)
    pipe.send(None)


def commits_beside(path: Path, pause: float, *, alone_for: float = 0.0) -> tuple[list[float], list[float]]:
    """Label until all copies are made, or so long with none; returns the seconds of every commit and of every copy."""
    copying = not alone_for
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=copy_often, args=(path, theirs))
    took, copies = [], []
    with Project.open(path) as project:
        first, document = project.annotators()[0].id, project.document_ids()[-1]
        span = project.spans(document, first)[0].id
        if copying:
            process.start()
        ended, number = time.perf_counter() + alone_for, 0
        while copying or time.perf_counter() < ended:
            start = time.perf_counter()
            project.execute(SetNote(span, f"note {number}"), first)
            took.append(time.perf_counter() - start)
            number += 1
            time.sleep(pause)
            if copying and ours.poll():
                told = ours.recv()
                if told is None:
                    break
                copies.append(told)
        back_up(project, "by-hand")  # the last one checks all that was written
    if copying:
        process.join()
    return took, copies


def _verdict(longest: float, *, is_missed: bool) -> str:
    if is_missed:
        return "MISSED"
    return "ok" if longest <= BAR_MS else "not judged: the disk alone is as slow"


def main(megabytes: int) -> int:
    """Print a line for each pause; returns 1 when the bar is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder), megabytes)
        print(f"{path.stat().st_size / 1e6:.0f} MB")
        for pause in PAUSES_S:
            beside, copies = commits_beside(path, pause)
            # As long as the other: the longest of many is longer than the longest of few.
            alone, _ = commits_beside(path, pause, alone_for=sum(copies))
            longest, without = max(beside) * 1000, max(alone) * 1000
            # A disk that keeps a save waiting with no copy beside it says nothing about copies.
            is_missed = longest > max(BAR_MS, CHANCE * without)
            missed = missed or is_missed
            print(
                f"a commit every {pause * 1000:.0f} ms: longest {longest:.1f} ms of {BAR_MS} ({len(beside)} commits; "
                f"{without:.1f} ms with no copy), copies {min(copies):.1f} to {max(copies):.1f} s "
                f"{_verdict(longest, is_missed=is_missed)}",
                flush=True,
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
