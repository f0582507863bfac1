"""Lends a copy of a project in which annotators have pseudonyms, for figures that others may see."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.model.operation import RecordKind
from annotator.services.commands import Plan
from annotator.services.exporting.pseudonyms import Pseudonyms, pseudonyms_of
from annotator.services.project import SYSTEM, Project
from annotator.services.reading import Reader
from annotator.storage.copying import copy_to
from annotator.storage.rows import annotator_image, change, document_image


@contextmanager
def without_names(project: Project, names: tuple[str, ...]) -> Iterator[tuple[Project, tuple[str, ...]]]:
    """Lend the copy, and what those who were named are called in it; raises UserError.

    Everything that is computed on the copy, sentences and the order of names too, is then free of names.
    """
    hidden = pseudonyms_of(project)
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"{hidden.words(project.path.stem)}.annotator"
        with project.file.reading() as db:
            copy_to(db, copy)
        with Project.open(copy) as lent:
            lent.execute(_Rename(hidden), SYSTEM)
            yield lent, tuple(map(hidden.name, names))


@dataclass(frozen=True, slots=True)
class _Rename:
    """Call everybody by a pseudonym; files and folders that were named after somebody too."""

    hidden: Pseudonyms

    def plan(self, reader: Reader) -> Plan:
        """Rename everybody, and write the files' names anew."""
        people = []
        for one in reader.annotators():
            called = replace(one, name=self.hidden.name(one.name))
            people.append(change(RecordKind.ANNOTATOR, annotator_image(one), annotator_image(called)))
        documents = []
        for document in map(reader.document, reader.document_ids()):
            renamed = document.with_metadata(self.hidden.metadata(document.metadata))
            documents.append(change(RecordKind.DOCUMENT, document_image(document), document_image(renamed)))
        changes = tuple(one for one in (*people, *documents) if one.before != one.after)
        return Plan("call everybody by a pseudonym", changes)
