"""Adds spans through Project and says so on stdout once each is acknowledged, until it is killed.

Run as a process of its own: `python -m tests.reliability.acknowledging PROJECT [HOW_MANY]`.
"""

import sys
from pathlib import Path

from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan
from annotator.services.project import Project


def main() -> None:
    """One line per acknowledged operation: span id and operation id."""
    with Project.open(Path(sys.argv[1])) as project:
        first = project.ensure_annotator("first")
        (document,) = project.document_ids()
        free = len(project.spans(document, first.id))
        print("ready", flush=True)
        end = free + int(sys.argv[2]) if len(sys.argv) > 2 else len(project.document(document).text)
        for start in range(free, end):
            operation = project.execute(AddSpan(document, "PERSON", ((start, start + 1),)), first.id)
            assert operation
            print(operation.changed(RecordKind.SPAN)[0].id, operation.id, flush=True)


if __name__ == "__main__":
    main()
