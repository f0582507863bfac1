"""A project file with one article, one annotator and one span, closed."""

from pathlib import Path

import pytest

from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, zone_image

TEXT = "Ana Moreno said on Monday that the ferry sails. " * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a small sound project lies."""
    path = tmp_path / "small.annotator"
    document = Document.of(TEXT, Metadata(title="Ferry"), (Zone(0, 10, ZoneKind.BYLINE),))
    with Project.create(path) as project:
        records = [change(RecordKind.DOCUMENT, None, document_image(document))]
        records += [change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in document.zones]
        project.import_records("import", records)
        first = project.ensure_annotator("first").id
        project.execute(AddSpan(document.id, "PERSON", ((0, 10),)), first)
    return path
