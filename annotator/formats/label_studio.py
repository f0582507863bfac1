"""Label Studio's JSON: one task per article, an annotation per annotator, predictions of suggesters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.fitting import Fitted, Holds, Loss, cut
from annotator.formats.label_studio_config import labelling_config
from annotator.formats.label_studio_read import read_tasks
from annotator.formats.label_studio_write import People, tasks_json
from annotator.formats.reading_back import count_back
from annotator.formats.recognising import head_of
from annotator.model.document import DocumentState, Role
from annotator.model.scheme import AttributeType, Scheme

_HOLDS = Holds(
    fragments=True,
    attributes=True,
    notes=True,
    scores=True,
    layers=True,
    origins=True,
    metadata=True,
    states=frozenset({DocumentState.DONE, DocumentState.SKIPPED}),
    roles=frozenset(Role),
)


_EMPTY = Scheme((), (), ())


@dataclass(frozen=True, slots=True)
class LabelStudioFormat:
    """Tasks as Label Studio exports and imports them; the labelling config stands beside."""

    scheme: Scheme = _EMPTY
    people: People = People.EMAIL
    name: str = "label-studio"
    title: str = "Label Studio JSON"
    schema: str = "label-studio/json"
    extensions: tuple[str, ...] = (".json",)
    reads: bool = True
    writes: bool = True
    keeps: str = (
        "text, spans, fragments, relations within an article, attributes, notes, scores, annotators, done and skipped, "
        "suggestions as predictions; zones, tokens, provenance and other states are lost"
    )

    @property
    def options(self) -> tuple[Option, ...]:
        """How annotators are named."""
        words = "email names annotators in completed_by, none leaves them out for a Label Studio that knows nobody"
        return (Option("people", words, People.EMAIL.value),)

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "LabelStudioFormat":
        """Take the scheme, for the labelling config."""
        return LabelStudioFormat(scheme, People.named(chosen["people"]))

    def recognises(self, path: Path) -> bool:
        """Tell whether a JSON file holds tasks."""
        head = head_of(path)
        return b'"data"' in head and any(key in head for key in (b'"annotations"', b'"predictions"', b'"completions"'))

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read the tasks of a file."""
        return read_tasks(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what a task cannot hold."""
        fitted = cut(line, _HOLDS)
        shown = [Loss("interrupted span, shown as one piece", one.id) for one in line.spans if len(one.fragments) > 1]
        nameless = [Loss("annotator", line.annotator)] if line.annotator and self.people is People.NONE else []
        return Fitted(fitted.line, (*fitted.lost, *shown, *nameless))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write task by task."""
        enums = frozenset(
            one.name for label in self.scheme.labels for one in label.attributes if one.type is AttributeType.ENUM
        )
        return tasks_json(lines, self.people, enums)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return count_back(read_tasks(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """The labelling config."""
        return (Companion("xml", labelling_config(self.scheme)),)
