"""Exports a labelled dataset: written beside its target, read back, then put in place."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Format
from annotator.formats.configuring import configured
from annotator.services.exporting.files import (
    check_free,
    put_in_place,
    usable_target,
    write_durably,
)
from annotator.services.exporting.lines import ExportTally
from annotator.services.exporting.manifest import Lost, Manifest
from annotator.services.exporting.selection import Scope
from annotator.services.exporting.work import export_work
from annotator.services.project import Project
from annotator.storage.part_files import settle, temporary_beside


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write where; `pseudonyms` asks to hide who annotated."""

    out: Path
    format: str = "jsonl"
    scope: Scope = field(default_factory=Scope)
    options: tuple[tuple[str, str], ...] = ()
    pseudonyms: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written; `unresolved` documents have no single answer yet and were left out."""

    out: Path
    manifest: Path
    companions: tuple[Path, ...]
    documents: int
    spans: int
    relations: int
    unresolved: int
    lost: tuple[Lost, ...]

    def as_json(self) -> dict[str, object]:
        """Give the report the keys that scripts rely on."""
        return {
            "out": str(self.out),
            "manifest": str(self.manifest),
            "documents": self.documents,
            "spans": self.spans,
            "relations": self.relations,
            "unresolved": self.unresolved,
            "lost": [one.as_json() for one in self.lost],
        }


def export(
    project: Project, request: ExportRequest, *, progress: Callable[[int, int], None] = lambda done, of: None
) -> ExportReport:
    """Write an export with its manifest and companions, the same bytes for the same project.

    Raises UserError where it cannot be written, and leaves nothing behind then.
    `progress` is told lines written and lines in all, and may raise to cancel.
    """
    form = writing_format(project, request)
    targets = _targets(request.out, form)
    _protect(project, targets.out)
    work = export_work(project, request.scope, pseudonyms=request.pseudonyms)
    tally, total = work.tally, work.chosen.lines
    with ExitStack() as stack:
        parts = {target: stack.enter_context(temporary_beside(target)) for target in targets.all}
        pieces = form.write(work.fitted(form))
        sha256 = _write_pieces(
            parts[targets.out], targets.out, pieces=pieces, progress=lambda done: progress(done, total)
        )
        _read_back(form, parts[targets.out], targets.out, tally)
        for target, content in targets.companions:
            write_durably(parts[target], (content,), target)
        manifest = Manifest(
            schema=form.schema,
            file=targets.out.name,
            sha256=sha256,
            scheme_revision=project.scheme.revision,
            counts=tally.counts,
            labels=tally.labels,
            filters=work.filters,
            options=dict(request.options),
            unresolved=work.chosen.unresolved,
            lost=lost_things(tally),
        )
        write_durably(parts[targets.manifest], (manifest.to_bytes(),), targets.manifest)
        for target, part in parts.items():
            put_in_place(part, target)
        settle(targets.out.parent)
    return _report(targets, manifest)


@dataclass(frozen=True, slots=True)
class _Targets:
    """The final names of an export's files; `companions` come with their content."""

    out: Path
    companions: tuple[tuple[Path, bytes], ...]
    manifest: Path

    @property
    def all(self) -> tuple[Path, ...]:
        return (self.out, *(path for path, _ in self.companions), self.manifest)


def _targets(asked: Path, form: Format) -> _Targets:
    out = usable_target(asked)
    companions = tuple((_beside(out, one.suffix), one.content) for one in form.companions())
    targets = _Targets(out, companions, _beside(out, "manifest.json"))
    for target in targets.all:
        check_free(target)
    return targets


def _beside(out: Path, suffix: str) -> Path:
    return out.with_name(f"{out.name}.{suffix}")


def _report(targets: _Targets, manifest: Manifest) -> ExportReport:
    counts = manifest.counts
    return ExportReport(
        out=targets.out,
        manifest=targets.manifest,
        companions=tuple(path for path, _ in targets.companions),
        documents=counts.documents,
        spans=counts.spans,
        relations=counts.relations,
        unresolved=manifest.unresolved,
        lost=manifest.lost,
    )


def lost_things(tally: ExportTally) -> tuple[Lost, ...]:
    """List what a tally says is lost, by kind."""
    return tuple(Lost(kind, tuple(ids)) for kind, ids in sorted(tally.lost.items()))


def writing_format(project: Project, request: ExportRequest) -> Format:
    """Find the format of a request, made ready for the project."""
    form = FORMATS.get(request.format)
    if not form.writes:
        raise UserError(f"The format {request.format} is only read: choose another one to export.")
    return configured(form, project.scheme, dict(request.options))


def _protect(project: Project, out: Path) -> None:
    if out.name == f"{project.path.name}.lock" or (out.exists() and out.samefile(project.path)):
        raise UserError(f"{out} belongs to the project itself: choose another name for the export.")


def _write_pieces(part: Path, out: Path, *, pieces: Iterable[bytes], progress: Callable[[int], None]) -> str:
    """Write the pieces and return the sha256 of what was written."""
    digest = hashlib.sha256()

    def watched() -> Iterator[bytes]:
        for done, piece in enumerate(pieces, start=1):
            digest.update(piece)
            progress(done)
            yield piece

    write_durably(part, watched(), out)
    return digest.hexdigest()


def _read_back(form: Format, part: Path, out: Path, tally: ExportTally) -> None:
    try:
        found = form.verify(part)
    except ValueError as error:
        raise UserError(
            f"The export {out} was not written: reading it back failed ({error}); check the project."
        ) from error
    if found != tally.counts:
        raise UserError(f"The export {out} was not written: {found} came back instead of {tally.counts}; try again.")
