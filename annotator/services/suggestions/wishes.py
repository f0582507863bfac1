"""What annotators wish of suggestions: never these words, and terms of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Scheme
from annotator.model.suggestion import NeverSuggested
from annotator.model.term_list import TermList
from annotator.services.commands import Plan
from annotator.services.project import Project
from annotator.services.reading import Reader, shortened
from annotator.storage.rows import change
from annotator.storage.suggestion_wishes import never_image, read_never, read_term_lists, term_list_image
from annotator.suggest.term_files import MOST_BYTES, TermFile, read_terms


@dataclass(frozen=True, slots=True)
class NeverSuggest:
    """Do not suggest these words to this annotator in any article, under one label or (empty) under none."""

    surface: str
    label: str = ""

    def plan(self, reader: Reader) -> Plan:
        """Note the words."""
        reader.check_actor()
        words = " ".join(self.surface.split())
        if not words:
            raise UserError("Only blanks would never be suggested: choose words.")
        image = never_image(NeverSuggested(reader.actor, words, self.label))
        known = reader.image(RecordKind.NEVER_SUGGEST, str(image["id"]))
        changes = () if known is not None else (change(RecordKind.NEVER_SUGGEST, None, image),)
        return Plan(f"never suggest “{shortened(words)}”", changes)


@dataclass(frozen=True, slots=True)
class SuggestAgain:
    """Let words be suggested again."""

    words: tuple[NeverSuggested, ...]

    def plan(self, reader: Reader) -> Plan:
        """Take back what is still noted."""
        changes = _removed(reader, RecordKind.NEVER_SUGGEST, (one.id for one in self.words))
        first = f"“{shortened(self.words[0].surface)}”" if len(self.words) == 1 else f"{len(self.words)} words"
        return Plan(f"suggest {first} again", changes)


@dataclass(frozen=True, slots=True)
class PutTermList:
    """Add a term list, or put it in the place of the one of the same name."""

    terms: TermList

    def plan(self, reader: Reader) -> Plan:
        """Write the list."""
        before = reader.image(RecordKind.TERM_LIST, self.terms.id)
        after = term_list_image(self.terms)
        changes = () if before == after else (change(RecordKind.TERM_LIST, before, after),)
        return Plan(f"term list “{shortened(self.terms.name)}”", changes)


@dataclass(frozen=True, slots=True)
class RemoveTermList:
    """Take a term list out of the project."""

    name: str

    def plan(self, reader: Reader) -> Plan:
        """Remove the list; raises UserError when there is none of that name."""
        changes = _removed(reader, RecordKind.TERM_LIST, (TermList(self.name, ()).id,))
        if not changes:
            raise UserError(f"The project has no term list “{shortened(self.name)}”: choose one that it has.")
        return Plan(f"remove term list “{shortened(self.name)}”", changes)


def never_suggested(project: Project, annotator: AnnotatorId) -> tuple[NeverSuggested, ...]:
    """List the words that an annotator does not want suggested."""
    with project.file.reading() as db:
        return read_never(db, annotator)


def term_lists(project: Project) -> tuple[TermList, ...]:
    """List the project's term lists by name."""
    with project.file.reading() as db:
        return read_term_lists(db)


def read_term_file(path: Path, scheme: Scheme) -> TermFile:
    """Read a term list from a file, named as the file; a label that the scheme lacks is said. Raises UserError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"The term list {path} has more than {MOST_BYTES // 2**20} MB: split it.")
        read = read_terms(path.stem, path.read_bytes())
    except OSError as error:
        raise UserError(f"The term list {path} cannot be read ({error.strerror}): check the path.") from error
    known = {label.name for label in scheme.labels}
    unknown = sorted({one.label for one in read.terms.terms} - known)
    if unknown:
        lacking = f"The scheme has no label {', '.join(unknown)}: terms with it say nothing until it is added."
        return TermFile(read.terms, (lacking, *read.faults))
    return read


def _removed(reader: Reader, kind: RecordKind, ids: Iterable[str]) -> tuple[Change, ...]:
    images = [reader.image(kind, id) for id in ids]
    return tuple(change(kind, image, None) for image in images if image is not None)
