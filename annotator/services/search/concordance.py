"""Searches the project article by article and gives each place with its context; counts outlets and dates."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.document import Annotator, Document, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.project import Project
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.services.search.pattern_places import compile_pattern, pattern_places
from annotator.services.search.places import Bounds
from annotator.services.search.query import Query, parse_query
from annotator.services.search.searching import inside, label_filter, outside_boilerplate, query_places
from annotator.storage.search import (
    EVERY_DOCUMENT,
    DocumentFilter,
    LabelFilter,
    documents_labelled,
    documents_matching,
    labelled_places,
    outlets,
)

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """One search; `label` and `whose` (None: everybody's) say inside which spans a place must stand."""

    typed: str
    label: str = ""
    whose: AnnotatorId | None = None
    within: DocumentFilter = EVERY_DOCUMENT
    is_pattern: bool = False
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines per outlet, most first, and per date, oldest first; "" is what nobody knows."""

    outlets: tuple[tuple[str, int], ...]
    dates: tuple[tuple[str, int], ...]


def concordance(project: Project, asked: Asked, asker: Annotator) -> Iterator[tuple[ContextLine, ...]]:
    """Give the lines of each article that may answer, in import order; an empty tuple for one that does not.

    Raises UserError before the first article for a search that cannot be read, and at the
    article at which a regular expression takes too long. Nothing is held open between articles.
    """
    if asked.whose != asker.id and asker.role is not Role.LEAD:
        raise UserError("Only a lead may search the spans of other annotators: choose your own.")
    _check_dates(asked.within)
    asked = replace(asked, within=replace(asked.within, annotator=asker.id))
    finder = _pattern_finder(project, asked) if asked.is_pattern else _words_finder(project, asked)
    candidates, find = finder
    return (_lines(project, identity, find, asked) for identity in candidates)


def count_lines(lines: Iterable[ContextLine]) -> Counts:
    """Count lines per outlet and per day."""
    known = tuple(lines)
    by_outlet = Counter(line.outlet for line in known)
    by_date = Counter(line.published[:10] for line in known)
    return Counts(
        tuple(sorted(by_outlet.items(), key=lambda one: (-one[1], one[0]))),
        tuple(sorted(by_date.items())),
    )


def known_outlets(project: Project) -> tuple[str, ...]:
    """List the outlets that a search can ask for."""
    with project.file.reading() as db:
        return outlets(db)


_Finder = tuple[tuple[DocumentId, ...], Callable[[Document], Iterable[Bounds]]]


def _words_finder(project: Project, asked: Asked) -> _Finder:
    query = _with_label(asked)
    wanted = label_filter(query, project.scheme, asked.whose) or _any_span(asked)
    with project.file.reading() as db:
        if query.has_words:
            candidates = documents_matching(db, query.match, query.contained, asked.within)
        else:
            assert wanted is not None, "a search without words asks for a label"
            candidates = documents_labelled(db, wanted, asked.within)
    return candidates, lambda document: query_places(project, query, wanted, document)


def _with_label(asked: Asked) -> Query:
    if not asked.label and not _any_span(asked):
        return parse_query(asked.typed)
    query = parse_query(asked.typed) if asked.typed.strip() else Query((), (), (), ())
    return replace(query, labels=(*query.labels, asked.label)) if asked.label else query


def _any_span(asked: Asked) -> LabelFilter | None:
    """Take whoever asks for others' spans without a label at the word; one's own are no filter by themselves."""
    return LabelFilter(annotator=asked.whose) if asked.whose != asked.within.annotator else None


def _pattern_finder(project: Project, asked: Asked) -> _Finder:
    pattern = compile_pattern(asked.typed)
    wanted = LabelFilter((asked.label,), (), asked.whose) if asked.label else _any_span(asked)
    with project.file.reading() as db:
        if wanted is None:
            return documents_matching(db, "", (), asked.within), lambda document: pattern_places(document.text, pattern)
        candidates = documents_labelled(db, wanted, asked.within)

    def find(document: Document) -> list[Bounds]:
        with project.file.reading() as db:
            labelled = labelled_places(db, wanted, document.id)
        return inside(pattern_places(document.text, pattern), labelled)

    return candidates, find


def _lines(
    project: Project, identity: DocumentId, find: Callable[[Document], Iterable[Bounds]], asked: Asked
) -> tuple[ContextLine, ...]:
    document = project.document(identity)
    found = find(document)
    if not asked.boilerplate:
        found = outside_boilerplate(found, document)
    return tuple(context_line(document, start, end) for start, end in found)


def _check_dates(within: DocumentFilter) -> None:
    for date in (within.published_from, within.published_to):
        if date and not _DATE.fullmatch(date):
            raise UserError(f"The date {date!r} cannot be read: write 2023, 2023-09 or 2023-09-14.")
