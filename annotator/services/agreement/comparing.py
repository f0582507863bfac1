"""Compares annotators: gathers who is done with what and asks the metrics."""

from annotator.errors import UserError
from annotator.metrics.agreement import Work, agreement
from annotator.metrics.bootstrap import RESAMPLES, Resampling
from annotator.metrics.pair_figures import Figures
from annotator.metrics.units import Page, sheet
from annotator.model.document import Annotator, Document, DocumentState, Role
from annotator.services.flow.second_pass import check_apart
from annotator.services.project import Project
from annotator.storage.agreement_history import who_finished
from annotator.text.tokens import words

_COMPARED = (Role.ANNOTATOR, Role.LEAD)
DEFAULT_RESAMPLING = Resampling(RESAMPLES, seed=0)


def compare(
    project: Project,
    names: tuple[str, ...] = (),
    layers: tuple[str, ...] = (),
    resampling: Resampling = DEFAULT_RESAMPLING,
) -> Figures:
    """Compute every figure for the named annotators, or for all who have finished a document.

    Only documents that an annotator is done with count; too little data gives nulls with
    reasons. Raises UserError for a name or a layer that the project does not have.
    """
    chosen = chosen_annotators(project, names)
    scopes = chosen_layers(project, layers)
    return agreement(work_of(project, chosen), [one.name for one in chosen], scopes, resampling)


def chosen_annotators(project: Project, names: tuple[str, ...]) -> tuple[Annotator, ...]:
    """Find the named annotators, or all annotators and leads who have finished a document."""
    if not names:
        return _with_finished_work(project)
    found = _named(project, names)
    check_apart(found)
    return found


def chosen_layers(project: Project, layers: tuple[str, ...]) -> tuple[str, ...]:
    """Check the named layers; none named are all."""
    known = tuple(layer.name for layer in project.scheme.layers)
    if unknown := [layer for layer in layers if layer not in known]:
        raise UserError(f"The scheme has no layer {unknown[0]}: choose one of {', '.join(known)}.")
    return layers or known


def work_of(project: Project, annotators: tuple[Annotator, ...]) -> list[Work]:
    """Gather the sheets of every document for the annotators who are done with it."""
    found = []
    for identity in project.document_ids():
        states = project.states(identity)
        done = [one for one in annotators if states.get(one.id) is DocumentState.DONE]
        if not done:
            continue
        document = project.document(identity)
        sheets = {one.name: sheet(project.spans(identity, one.id), project.relations(identity, one.id)) for one in done}
        found.append(Work(Page(identity, len(document.text), tokens_of(document)), sheets))
    return found


def tokens_of(document: Document) -> tuple[tuple[int, int], ...]:
    """List a document's tokens: those that its import brought, else the words of its text."""
    return document.tokens or tuple(words(document.text))


def _named(project: Project, names: tuple[str, ...]) -> tuple[Annotator, ...]:
    found = []
    for name in dict.fromkeys(names):
        annotator = project.annotator(name)
        if annotator is None:
            raise UserError(f"The project has no annotator {name}: `annotator info` lists them.")
        found.append(annotator)
    return tuple(found)


def _with_finished_work(project: Project) -> tuple[Annotator, ...]:
    with project.file.reading() as db:
        finished = who_finished(db)
    return tuple(one for one in project.annotators() if one.role in _COMPARED and one.id in finished)
