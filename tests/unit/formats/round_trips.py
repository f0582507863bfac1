"""Carries a project through a format into a new one, for the round-trip tests of every format."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from annotator.formats import FORMATS
from annotator.formats.base import Line
from annotator.formats.fitting import fit
from annotator.model.annotation import Relation, Span
from annotator.model.operation import Change
from annotator.services.exporting.lines import ExportTally, export_lines
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope, choose
from annotator.services.importing.run import import_paths
from annotator.services.project import Project

ALL = Scope(everything=True)
Facts = tuple[object, ...]


def held(project: Project, name: str) -> list[Line]:
    """The lines of a project as a format holds them."""
    form = FORMATS.get(name)
    return [fit(form, line).line for line in export_lines(project, choose(project, ALL), ExportTally())]


def carried(changes: Iterable[Change], name: str) -> tuple[list[Line], list[Line]]:
    """Export a project and import it into a new one; what was held and what came."""
    suffix = FORMATS.get(name).extensions[0]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, f"out{suffix}")
        with Project.create(Path(folder, "a.annotator")) as project:
            project.import_records("nasty", changes)
            before = held(project, name)
            export(project, ExportRequest(out, name, ALL))
        with Project.create(Path(folder, "b.annotator")) as project:
            import_paths(project, [out])
            return before, held(project, name)


def spans_of(lines: Iterable[Line]) -> list[Facts]:
    """What spans say without their ids, layers and origins, sorted."""
    return sorted(
        (line.document.sha256, line.annotator, span.label, span.fragments, span.text, _facts(span), span.note)
        for line in lines
        for span in line.spans
    )


def _facts(span: Span | Relation) -> Facts:
    return tuple((one.name, one.value, one.ref) for one in span.attributes)


def links_of(lines: Iterable[Line]) -> list[Facts]:
    """What relations say without ids, sorted."""
    whole = list(lines)
    # A relation may end in another article of the same annotator.
    ends = {(line.annotator, span.id): (span.label, span.fragments) for line in whole for span in line.spans}
    found = []
    for line in whole:
        who = line.annotator
        found += [
            (
                line.document.sha256,
                who,
                link.label,
                ends[who, link.from_span],
                ends[who, link.to_span],
                _facts(link),
                link.note,
            )
            for link in line.relations
        ]
    return sorted(found)
