"""A project with two articles and copies of it in which annotators work."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan
from annotator.services.merging.siblings import siblings
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

TEXTS = ("Ana Moreno sailed to Tallinn on Monday.", "Ben Okafor stayed at home in Riga.")

# Where an article stands in the list, and where its file lay, may differ between copies.
OF_ONE_COPY = ("number", "position", "hash", "source_file", "encoding", "raw_sha256")

Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """The lead's project, closed: two articles and two annotators."""
    path = tmp_path / "lead.annotator"
    with Project.create(path) as project:
        documents = [Document.of(text) for text in TEXTS]
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        for name in ("first", "second"):
            project.ensure_annotator(name)
    return path


@pytest.fixture
def copy(tmp_path: Path, lead: Path) -> Callable[[str], Path]:
    """Copy the lead's project as it is now."""

    def make(name: str) -> Path:
        return Path(shutil.copy(lead, tmp_path / f"{name}.annotator"))

    return make


def who(project: Project, name: str = "first") -> AnnotatorId:
    found = project.annotator(name)
    assert found is not None
    return found.id


def document_of(words: str) -> DocumentId:
    return Document.of(next(text for text in TEXTS if words in text)).id


def mark(project: Project, words: str, label: str = "PERSON", name: str = "first") -> SpanId:
    """Label the first place of some words."""
    text = next(text for text in TEXTS if words in text)
    start = text.index(words)
    wanted = AddSpan(document_of(words), label, ((start, start + len(words)),))
    operation = project.execute(wanted, who(project, name))
    assert operation is not None
    return SpanId(operation.changed(RecordKind.SPAN)[0].id)


def content(path: Path) -> Content:
    """Everything that annotators and leads see of a project, whatever order it came in."""
    with Project.open(path, read_only=True) as project:
        spans = [
            (one.name, span.id, span.label, span.fragments, span.text, span.note)
            for document in project.document_ids()
            for one in project.annotators()
            for span in project.spans(document, one.id)
        ]
        relations = [
            (relation.id, relation.label, relation.from_span, relation.to_span)
            for document in project.document_ids()
            for one in project.annotators()
            for relation in project.relations(document, one.id)
        ]
        states = [
            (document, who, state.value)
            for document in project.document_ids()
            for who, state in project.states(document).items()
        ]
        labels = [(label.id, label.name) for label in project.scheme.labels]
        documents = [(document,) for document in project.document_ids()]
    return {
        "spans": sorted(spans),
        "relations": sorted(relations),
        "states": sorted(states),
        "labels": sorted(labels),
        "documents": sorted(documents),
    }


def every_row(path: Path) -> Content:
    """Every record of a project that travels between copies, whole, and which have several versions that stand."""
    with Project.open(path, read_only=True) as project:
        with project.file.reading() as db:
            found: Content = {
                kind.value: sorted(
                    tuple((name, value) for name, value in row.items() if name not in OF_ONE_COPY)
                    for row in db.query(f"SELECT * FROM {kind.value}")
                )
                for kind in RecordKind
            }
        found["siblings"] = sorted(
            (one.kind.value, one.record, *sorted(version.key for version in one.versions)) for one in siblings(project)
        )
    return found
