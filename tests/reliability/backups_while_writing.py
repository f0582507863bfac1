"""Backups made while somebody saves without a pause: each is sound and holds all that was saved before it began.

`python -m tests.reliability.backups_while_writing N` makes N of them and says how many were good.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.errors import ProjectBusy, UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.services.safety.jobs import make_backup
from annotator.storage.rows import change, document_image

ROOT = Path(__file__).resolve().parents[2]
# So many spans fit into the article; then the next writer begins with a new project.
SPANS = 20_000
TRIES = 30


def made(folder: Path, name: str) -> Path:
    """Make a project of one long article."""
    path = folder / f"{name}.annotator"
    with Project.create(path) as project:
        document = Document.of("".join(chr(0x4E00 + number) for number in range(SPANS)))
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
    return path


@contextmanager
def somebody_saving(project: Path) -> Iterator[None]:
    """Let a process of its own add spans, one commit each, as fast as it can."""
    command = [sys.executable, "-m", "tests.reliability.acknowledging", str(project)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            writer.kill()
            writer.stdout.close()


def spans_in(project: Path) -> int:
    """Count the spans that are saved; somebody who never pauses may keep a reader out, who then tries again."""
    for _ in range(TRIES):
        with suppress(ProjectBusy), Project.open(project, read_only=True) as opened:
            return sum(len(opened.spans(id, one.id)) for one in opened.annotators() for id in opened.document_ids())
    raise AssertionError(f"nobody can read {project}")


def fault_of_backup(project: Path) -> str:
    """Make a backup beside the writer; says what is wrong with it, mostly nothing."""
    before = spans_in(project)
    try:
        backup = make_backup(lambda _: None, project, "automatic")
    except UserError as refusal:
        return f"none was made: {refusal}"
    problems = check(backup.path).problems
    if problems:
        return f"{backup.path.name}: {problems[0]}"
    if not before <= spans_in(backup.path) <= spans_in(project):
        return f"{backup.path.name} holds {spans_in(backup.path)} spans; {before} were saved before it began"
    backup.path.unlink()
    return ""


def main(count: int) -> int:
    """Make backups in rounds of 20; returns how many were not good."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, count, 20):
            project = made(Path(folder), str(first))
            with somebody_saving(project):
                for _ in range(min(20, count - first)):
                    if fault := fault_of_backup(project):
                        bad += 1
                        print(fault, flush=True)
            project.unlink()
    print(f"{count} backups beside somebody who saves: {bad} not good")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]))))
