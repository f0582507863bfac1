"""A project of two articles, of which one has page debris."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.model.ids import DocumentId
from annotator.model.operation import RecordKind
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, zone_image

FIRST = "🇰🇵 Lavrov met Choe. Sergey\u00a0 Lavrov left; LAVROV, Lavrovs. 平壤 said. Read also: Lavrov."
SECOND = "Later Lavrov spoke to Sergey Lavrov."


def add(project: Project, text: str, metadata: Metadata, *zones: Zone) -> DocumentId:
    """Put one article into a project."""
    position = len(project.document_ids())
    made = Document.of(text, metadata, zones)
    document = Document(made.id, text, made.sha256, metadata, zones, (), position)
    changes = [change(RecordKind.DOCUMENT, None, document_image(document))]
    changes += [change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in zones]
    project.import_records("add", changes)
    return document.id


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with both articles in import order."""
    with Project.create(tmp_path / "p.annotator") as made:
        debris = Zone(FIRST.index("Read also"), len(FIRST), ZoneKind.BOILERPLATE)
        add(made, FIRST, Metadata(outlet="One", published="2023-09-14"), debris)
        add(made, SECOND, Metadata(outlet="Two", published="2024"))
        yield made
