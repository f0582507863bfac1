"""Where locks do not work, nothing is lost and nobody is told 'locked' for nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

pytestmark = pytest.mark.reliability

WRITERS = 4
TIMES = int(os.environ.get("ANNOTATOR_WRITES", "40"))


def test_writers_past_the_lock_lose_nothing(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "shared.annotator"
    with Project.create(path) as project:
        document = Document.of("x" * 1_000)
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])

    command = [sys.executable, "-m", "tests.reliability.past_the_lock", str(path)]
    writers = [
        subprocess.Popen([*command, f"writer {number}", str(TIMES)], cwd=repository, stderr=subprocess.PIPE, text=True)
        for number in range(WRITERS)
    ]
    errors = [writer.communicate()[1] for writer in writers]

    assert errors == [""] * WRITERS
    with Project.open(path) as project:
        assert [len(project.spans(document.id, one.id)) for one in project.annotators()] == [TIMES] * WRITERS
    assert check(path).ok
