"""Saves what can be read of a damaged project into a new one, and lists what could not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DamagedProject, UserError
from annotator.model.document import text_sha256
from annotator.model.operation import Change, Image, RecordKind
from annotator.model.scheme import Scheme
from annotator.services.project import Project
from annotator.services.scheme_file import default_scheme
from annotator.storage.integrity import fault_of_span
from annotator.storage.journal import write_property
from annotator.storage.operations import columns_of
from annotator.storage.salvage import Known, Salvage

_MISSING = "what it belongs to could not be read"
# What each kind of record names, in an order in which everything named comes first.
_NEEDS: tuple[tuple[RecordKind, dict[str, RecordKind]], ...] = (
    (RecordKind.LAYER, {}),
    (RecordKind.LABEL, {"layer": RecordKind.LAYER}),
    (RecordKind.RELATION_LABEL, {}),
    (RecordKind.AUTHORITY, {}),
    (RecordKind.GUIDELINE, {}),
    (RecordKind.DOCUMENT, {}),
    (RecordKind.ANNOTATOR, {}),
    (RecordKind.ZONE, {"document": RecordKind.DOCUMENT}),
    (RecordKind.DOCUMENT_STATE, {"document": RecordKind.DOCUMENT, "annotator": RecordKind.ANNOTATOR}),
    (RecordKind.ASSIGNMENT, {"document": RecordKind.DOCUMENT, "annotator": RecordKind.ANNOTATOR}),
    (
        RecordKind.SPAN,
        {
            "document": RecordKind.DOCUMENT,
            "annotator": RecordKind.ANNOTATOR,
            "layer": RecordKind.LAYER,
            "label": RecordKind.LABEL,
        },
    ),
    (
        RecordKind.RELATION,
        {
            "from_span": RecordKind.SPAN,
            "to_span": RecordKind.SPAN,
            "annotator": RecordKind.ANNOTATOR,
            "label": RecordKind.RELATION_LABEL,
        },
    ),
    (RecordKind.SUGGESTION_DECISION, {"document": RecordKind.DOCUMENT, "annotator": RecordKind.ANNOTATOR}),
    (RecordKind.DECISION, {"document": RecordKind.DOCUMENT}),
    (RecordKind.DECISION_SOURCE, {"decision": RecordKind.DECISION}),
)
_BY_NAME = (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL)


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that could not be saved."""

    kind: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """How many records of each kind were saved, and what was lost."""

    saved: dict[str, int]
    lost: tuple[Lost, ...]


def salvage(damaged: Path, new: Path) -> SalvageReport:
    """Write the readable records of a damaged project into a new one; the damaged file is not changed.

    Raises UserError when nothing can be read, or when the new project cannot be made.
    """
    try:
        reading = Salvage(damaged)
    except DamagedProject as error:
        raise UserError(
            f"Nothing of {damaged} can be saved, its structure cannot be read: restore a backup."
        ) from error
    try:
        known = reading.records()
        uuid = reading.uuid
    finally:
        reading.close()
    lost = [Lost(*one) for one in reading.lost]
    scheme = Scheme((), (), ()) if any(kind in _BY_NAME for kind, _ in known) else default_scheme()
    with Project.create(new, scheme) as project:
        changes = list(_whole(project, known, lost))
        if changes:
            project.import_records(f"salvage {damaged.name}", changes)
        if uuid:
            with project.file.unit() as db:
                write_property(db, "uuid", uuid)
    saved: dict[str, int] = {}
    for one in changes:
        saved[one.kind.value] = saved.get(one.kind.value, 0) + 1
    return SalvageReport(saved, tuple(lost))


def _whole(project: Project, known: Known, lost: list[Lost]) -> Iterator[Change]:
    """Yield the records that are sound and whose parts are all there, what is named first."""
    there: dict[RecordKind, set[str]] = {kind: set() for kind in RecordKind}
    texts: dict[str, str] = {}
    with project.file.reading() as db:
        columns = {kind: columns_of(db, kind) for kind, _ in _NEEDS}
        for layer in project.scheme.layers:
            there[RecordKind.LAYER].add(layer.name)
        there[RecordKind.LABEL].update(label.name for label in project.scheme.labels)
        there[RecordKind.RELATION_LABEL].update(label.name for label in project.scheme.relation_labels)
    for kind, needs in _NEEDS:
        for (of, identity), image in sorted(known.items()):
            if of is not kind:
                continue
            fault = _fault(kind, image, columns[kind], texts)
            if fault is None and any(str(image[name]) not in there[of_name] for name, of_name in needs.items()):
                fault = _MISSING
            if fault is not None:
                lost.append(Lost(kind.value, identity, fault))
                continue
            there[kind].add(str(image["name"] if kind in _BY_NAME else image["id"]))
            if kind is RecordKind.DOCUMENT:
                texts[identity] = str(image["text"])
            yield Change(kind, identity, None, image)


def _fault(kind: RecordKind, image: Image, columns: set[str], texts: dict[str, str]) -> str | None:
    if image.keys() != columns:
        return "it does not have the columns of its kind"
    if kind is RecordKind.DOCUMENT and text_sha256(str(image["text"])) != image["sha256"]:
        return "its text is not the text that was imported"
    if kind is RecordKind.SPAN:
        fault = fault_of_span(image, texts.get(str(image["document"]), ""))
        return fault[1] if fault else None
    return None
