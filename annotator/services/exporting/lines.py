"""Reads the chosen work from a project in export order, and counts what goes out and what is lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from annotator.formats.base import Counts, Line
from annotator.formats.fitting import Fitted, is_telling
from annotator.model.annotation import Relation, Span
from annotator.model.document import Annotator, Document, DocumentState, Role, ZoneOrigin
from annotator.model.ids import DocumentId, SpanId
from annotator.model.scheme import Scheme
from annotator.services.exporting.selection import Chosen
from annotator.services.exporting.suggestions import is_source, suggestion_line
from annotator.services.project import Project


@dataclass(slots=True)
class ExportTally:
    """What was written so far: spans and relations by annotator, and ids of what is lost by kind."""

    documents: int = 0
    lines: int = 0
    relations: int = 0
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    lost: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """The figures that reading back must give."""
        return Counts(self.documents, self.lines, self.labels.total(), self.relations)

    def lose(self, kind: str, identity: str) -> None:
        """Note that something does not travel; the same thing is listed once."""
        self.lost.setdefault(kind, {})[identity] = None


def _as_it_is(line: Line) -> Line:
    return line


def export_lines(
    project: Project,
    chosen: Chosen,
    tally: ExportTally,
    *,
    fit: Callable[[Line], Fitted] = Fitted,
    disguise: Callable[[Line], Line] = _as_it_is,
) -> Iterator[Line]:
    """Yield the lines of an export: documents in import order, annotators as chosen, spans by place.

    `disguise` writes a line anew before anything of it is counted; `fit` cuts it down to what the format holds.
    """
    holds = chosen.holds()
    order = _attribute_order(project.scheme)
    for identity, work in chosen.work:
        document = project.document(identity)
        tally.documents += 1
        _lose_confirmations(document, tally)
        for annotator, state in work:
            tally.lines += 1
            if annotator is None:
                yield _counted(fit(disguise(Line(document, "", Role.ANNOTATOR, state))), tally)
                continue
            if is_source(annotator):
                line = suggestion_line(project, document, annotator)
            else:
                line = _line(project, document, annotator, state)
            line = disguise(line)
            reachable = tuple(
                (relation, target)
                for relation, target in zip(line.relations, line.to_documents, strict=True)
                if (DocumentId(target), annotator.id) in holds
            )
            _lose_of_relations(line, reachable, tally)
            whole = replace(
                line,
                spans=tuple(_with_ordered_attributes(span, order) for span in line.spans),
                relations=tuple(relation for relation, _ in reachable),
                to_documents=tuple(target for _, target in reachable),
            )
            yield _counted(fit(whole), tally)


def _line(project: Project, document: Document, annotator: Annotator, state: DocumentState) -> Line:
    spans = project.spans(document.id, annotator.id)
    own = {span.id for span in spans}
    # A relation stands in the line in which it starts.
    relations = tuple(one for one in project.relations(document.id, annotator.id) if one.from_span in own)
    targets = tuple(document.id if one.to_span in own else _home(project, one.to_span) for one in relations)
    return Line(document, annotator.name, annotator.role, state, spans, relations, targets)


def _home(project: Project, identity: SpanId) -> DocumentId:
    span = project.span(identity)
    return DocumentId("") if span is None else span.document


def _counted(fitted: Fitted, tally: ExportTally) -> Line:
    line = fitted.line
    tally.labels.update((line.annotator, span.layer, span.label) for span in line.spans)
    tally.relations += len(line.relations)
    for loss in fitted.lost:
        tally.lose(loss.kind, loss.id)
    return line


def _lose_of_relations(line: Line, reachable: tuple[tuple[Relation, str], ...], tally: ExportTally) -> None:
    kept = {relation.id for relation, _ in reachable}
    for relation in line.relations:
        if relation.id not in kept:
            tally.lose("relation to a document that is not exported", relation.id)
        if relation.score is not None:
            tally.lose("score of a relation", relation.id)
        if is_telling(relation.origin):
            tally.lose("origin of a relation", relation.id)


def _lose_confirmations(document: Document, tally: ExportTally) -> None:
    if any(zone.origin is ZoneOrigin.CONFIRMED for zone in document.zones):
        tally.lose("confirmation of zones", document.id)


def _attribute_order(scheme: Scheme) -> dict[tuple[str, str], int]:
    return {
        (label.name, attribute.name): place
        for label in scheme.labels
        for place, attribute in enumerate(label.attributes)
    }


def _with_ordered_attributes(span: Span, order: dict[tuple[str, str], int]) -> Span:
    """Put attributes in scheme order; those that the scheme does not know follow as they stand."""
    if len(span.attributes) < 2:
        return span
    last = len(order)
    ordered = sorted(span.attributes, key=lambda one: order.get((span.label, one.name), last))
    return replace(span, attributes=tuple(ordered))
