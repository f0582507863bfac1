"""The story of one span: each operation on it with who, when, and what it was before and after."""

from dataclasses import dataclass

from annotator.model.ids import AnnotatorId, SpanId
from annotator.model.operation import Image, RecordKind
from annotator.services.project import Project
from annotator.storage.rows import attributes_of, fragments_of

_COLUMNS = (("label", "Label"), ("text", "Words"), ("fragments", "Bounds"), ("attributes", "Attributes"))
_SHOWN = (*_COLUMNS, ("note", "Note"), ("origin", "Origin"))


@dataclass(frozen=True, slots=True)
class Difference:
    """What one operation changed; empty where there was or is nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One operation on the span."""

    at: str
    who: str
    words: str
    differences: tuple[Difference, ...]


def span_story(project: Project, span: SpanId) -> tuple[Chapter, ...]:
    """Tell a span's story, oldest first; it may be deleted."""
    names: dict[AnnotatorId, str] = {one.id: one.name for one in project.annotators()}
    return tuple(
        Chapter(
            operation.at, names.get(operation.actor, "import"), operation.words, _differences(one.before, one.after)
        )
        for operation in project.span_history(span)
        for one in operation.changed(RecordKind.SPAN)
        if one.id == span
    )


def _differences(before: Image | None, after: Image | None) -> tuple[Difference, ...]:
    found = ((caption, _said(before, column), _said(after, column)) for column, caption in _SHOWN)
    return tuple(Difference(*one) for one in found if one[1] != one[2])


def _said(image: Image | None, column: str) -> str:
    if image is None:
        return ""
    value = str(image[column] or "")
    if column == "fragments":
        return ", ".join(f"{start}–{end}" for start, end in fragments_of(value))
    if column == "attributes":
        return ", ".join(f"{one.name}: {one.value}" for one in attributes_of(value))
    return value
