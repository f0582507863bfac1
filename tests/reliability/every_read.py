"""One sample of everything of the services that reads a project, and the list of what there is to sample."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator import services
from annotator.metrics.bootstrap import Resampling
from annotator.model.decision import Policy
from annotator.model.document import Annotator
from annotator.services.agreement.cache import AgreementCache
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.disagreements import disagreements
from annotator.services.agreement.drift import drift_of, versions
from annotator.services.agreement.report import write_report
from annotator.services.agreement.summary import summarise
from annotator.services.authority import entries
from annotator.services.authority.file import export_names
from annotator.services.checking import refuse_damaged
from annotator.services.demo import agreement_of
from annotator.services.document_commands import RemoveDocument, going_with
from annotator.services.exporting.preview import preview
from annotator.services.exporting.printing import printed_page
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.finding import find_document, known_annotator
from annotator.services.flow import second_pass
from annotator.services.flow.charts import ChartKind
from annotator.services.flow.overview import Overview, Picked, Wanted, lines_behind, progress_rows
from annotator.services.history.drafts import note_drafts
from annotator.services.history.recycling import recycle_bin
from annotator.services.history.span_story import span_story
from annotator.services.information import information
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import preview as preview_merge
from annotator.services.merging.siblings import siblings
from annotator.services.project import Project
from annotator.services.review.adjudicating import still_open
from annotator.services.review.gathering import review_of
from annotator.services.review.reviewing import choice_words, review_refusal
from annotator.services.review.rows import rows_of
from annotator.services.review.rule_preview import RuleAsked, places_decided_by
from annotator.services.safety.bulk_deletes import deletes_many
from annotator.services.safety.lost_spans import count_now, unexplained_loss
from annotator.services.scheme.definitions import outdated_spans
from annotator.services.scheme.guideline import guideline_draft, guideline_versions
from annotator.services.scheme.values import values_lost
from annotator.services.search.concordance import Asked, concordance, known_outlets
from annotator.services.search.label_all import Like, places_to_label, spans_like
from annotator.services.search.searching import search
from annotator.services.suggestions.accepting_many import DoubtfulWalk, Kind, suggestions_of
from annotator.services.suggestions.evaluating import evaluate
from annotator.services.suggestions.learning import accepted_paragraphs
from annotator.services.suggestions.remembering import known_words, remembered
from annotator.services.suggestions.runs import is_current, request_of
from annotator.services.suggestions.still_open import open_for, read_asked, remark_on
from annotator.services.suggestions.suggesting import open_suggestions, rejected_places, report_of, suggest_for
from annotator.services.suggestions.wishes import never_suggested, term_lists
from tests.reliability.every_write import World

Read = Callable[[], object]
_NO_INTERVALS = Resampling(0, 0)


def of_articles(world: World, _folder: Path) -> dict[str, Read]:
    """What is asked about the words and spans of articles."""
    project, one, lead = world.project, world.document, lead_of(world)
    like, asked = Like("Ana", "PERSON", None), Asked("an.", is_pattern=True)
    return {
        "searching.search": lambda: search(project, "ferry label:EVENT"),
        "searching.search (words)": lambda: search(project, "ferry"),
        "concordance.concordance": lambda: list(concordance(project, Asked("Ana"), lead)),
        "concordance.concordance (pattern)": lambda: list(concordance(project, asked, lead)),
        "concordance.concordance (label)": lambda: list(concordance(project, Asked("", "PERSON"), lead)),
        "concordance.known_outlets": lambda: known_outlets(project),
        "label_all.places_to_label": lambda: list(places_to_label(project, like, world.first)),
        "label_all.spans_like": lambda: list(spans_like(project, Like("Ana Moreno", "PERSON", one), world.first)),
        "finding.find_document": lambda: find_document(project, one),
        "finding.known_annotator": lambda: known_annotator(project, "first"),
        "printing.printed_page": lambda: printed_page(project, one, lead),
        "document_commands.going_with": lambda: going_with(project.reader(world.first), one),
        "bulk_deletes.deletes_many": lambda: deletes_many(RemoveDocument(one), project.reader(world.first)),
        "drafts.note_drafts": lambda: note_drafts(project, world.first),
        "recycling.recycle_bin": lambda: recycle_bin(project, lead),
        "span_story.span_story": lambda: span_story(project, world.span("Ana Moreno")),
    }


def of_names_and_scheme(world: World, _folder: Path) -> dict[str, Read]:
    """What is asked about names, labels and the guideline."""
    project, me = world.project, world.first
    label = project.scheme.labels[0]
    return {
        "entries.names_of": lambda: entries.names_of(project),
        "entries.counts_of_names": lambda: entries.counts_of_names(project, me),
        "entries.earlier_values": lambda: entries.earlier_values(project, me, "name", "A"),
        "entries.known_as": lambda: entries.known_as(project, "PERSON", "Ana", ()),
        "definitions.outdated_spans": lambda: list(outdated_spans(project, me)),
        "guideline.guideline_versions": lambda: guideline_versions(project),
        "guideline.guideline_draft": lambda: guideline_draft(project, me),
        "values.values_lost": lambda: values_lost(project.reader(me), label.name, label),
    }


def of_suggestions(world: World, _folder: Path) -> dict[str, Read]:
    """What is asked about suggestions."""
    project, me, article = world.project, world.first, world.project.document(world.document)
    request = request_of(project)
    return {
        "accepting_many.suggestions_of": lambda: list(suggestions_of(project, Kind("EVENT", 0, None), me)),
        "accepting_many.DoubtfulWalk": lambda: _walked(DoubtfulWalk(project, me)),
        "evaluating.evaluate": lambda: evaluate(project, "first", "rules"),
        "learning.accepted_paragraphs": lambda: accepted_paragraphs(project, me, "entity"),
        "remembering.known_words": lambda: known_words(project, article, me),
        "remembering.remembered": lambda: remembered(project, article, me),
        "runs.request_of": lambda: request_of(project),
        "runs.is_current": lambda: is_current(project, article, request),
        "still_open.remark_on": lambda: remark_on(project, article),
        "still_open.read_asked": lambda: read_asked(project, article, me),
        "still_open.open_for": lambda: open_for(project, article, me),
        "suggesting.open_suggestions": lambda: open_suggestions(project, article.id, me),
        "suggesting.rejected_places": lambda: rejected_places(project, article.id, me),
        "suggesting.report_of": lambda: report_of(project, request, 1),
        "suggesting.suggest_for": lambda: suggest_for(project, article.id),
        "wishes.never_suggested": lambda: never_suggested(project, me),
        "wishes.term_lists": lambda: term_lists(project),
    }


def of_several_annotators(world: World, folder: Path) -> dict[str, Read]:
    """What is asked about the work of several annotators."""
    project, one, lead = world.project, world.document, lead_of(world)
    names, figures = ("first", "second"), compare(world.project, resampling=_NO_INTERVALS)
    clusters = disagreements(project)["clusters"]
    rule = RuleAsked(Policy.TRIM)
    with project.file.reading():
        item = next(found for found in review_of(project.file, one).items if found.differs)
    return {
        "cache.AgreementCache": lambda: _refreshed(AgreementCache(), project),
        "comparing.compare": lambda: compare(project, resampling=_NO_INTERVALS),
        "disagreements.disagreements": lambda: disagreements(project),
        "drift.versions": lambda: versions(project, project.annotators()[:2]),
        "drift.drift_of": lambda: drift_of(project, figures),
        "report.write_report": lambda: write_report(project, folder / "report", names, (), _NO_INTERVALS),
        "summary.summarise": lambda: summarise(project, clusters),
        "demo.agreement_of": lambda: agreement_of(project),
        "second_pass.passes": lambda: second_pass.passes(project),
        "second_pass.passes_of": lambda: second_pass.passes_of(project, world.first),
        "second_pass.running_pass": lambda: second_pass.running_pass(project, world.first),
        "second_pass.could_be_drawn": lambda: second_pass.could_be_drawn(project, world.first),
        "adjudicating.still_open": lambda: still_open(project, (one,)),
        "reviewing.review_refusal": lambda: review_refusal(project, lead),
        "reviewing.choice_words": lambda: choice_words(project, project.document(one), item, {}),
        "rows.rows_of": lambda: rows_of(project, one),
        "rule_preview.places_decided_by": lambda: list(places_decided_by(project, rule, (one,))),
        "siblings.siblings": lambda: siblings(project),
    }


def of_the_whole(world: World, folder: Path) -> dict[str, Read]:
    """What is asked about the whole project; exports go to the folder."""
    project, lead, everything = (
        world.project,
        lead_of(world),
        ExportRequest(folder / "out.jsonl", scope=Scope(everything=True)),
    )
    other = project.path.with_name("ahead.annotator")
    before, wanted, name = count_now(project), Wanted(None), Picked(ChartKind.NAMES, "ana moreno")
    return {
        "information.information": lambda: information(project),
        "checking.refuse_damaged": lambda: refuse_damaged(project),
        "file.export_names": lambda: export_names(project, folder / "names.csv"),
        "preview.preview": lambda: preview(project, everything),
        "run.export": lambda: export(project, everything),
        "run.export (suggestions)": lambda: export(
            project, ExportRequest(folder / "suggested.jsonl", scope=Scope(suggestions=True), pseudonyms=True)
        ),
        "overview.Overview": lambda: _counted(Overview(project, wanted, lead)),
        "overview.progress_rows": lambda: progress_rows(project, lead),
        "overview.lines_behind": lambda: list(lines_behind(project, wanted, name, lead)),
        "questions.merge_questions": lambda: merge_questions(project, [other]),
        "run.preview": lambda: preview_merge(project, [other]),
        "lost_spans.count_now": lambda: count_now(project),
        "lost_spans.unexplained_loss": lambda: unexplained_loss(project, before),
    }


def of_the_project(world: World, _folder: Path) -> dict[str, Read]:
    """What the project itself answers."""
    project, me, one = world.project, world.first, world.document

    def anew(ask: Callable[[], object]) -> Read:
        def act() -> object:
            project.forget()
            return ask()

        return act

    return {
        "project.scheme": anew(lambda: project.scheme),
        "project.undo_words": anew(lambda: project.undo_words(me)),
        "project.redo_words": anew(lambda: project.redo_words(me)),
        "project.undo_list": anew(lambda: project.undo_list(me, 10)),
        "project.annotators": project.annotators,
        "project.annotator": lambda: project.annotator("first"),
        "project.remembered_annotator": project.remembered_annotator,
        "project.summaries": lambda: project.summaries(me),
        "project.summary": lambda: project.summary(me, one),
        "project.document_ids": project.document_ids,
        "project.document": lambda: project.document(one),
        "project.spans": lambda: project.spans(one, me),
        "project.relations": lambda: project.relations(one, me),
        "project.span": lambda: project.span(world.span("Ana Moreno")),
        "project.state": lambda: project.state(one, me),
        "project.states": lambda: project.states(one),
        "project.assignments": project.assignments,
        "project.span_history": lambda: project.span_history(world.span("Ana Moreno")),
    }


def _walked(walk: DoubtfulWalk) -> object:
    return walk.left, walk.next()


def _refreshed(cache: AgreementCache, project: Project) -> object:
    cache.refresh(project, lambda done: None)
    return cache.entries


def _counted(overview: Overview) -> object:
    return list(overview.steps()), overview.charts()


def lead_of(world: World) -> Annotator:
    return next(one for one in world.project.annotators() if one.id == world.first)


GROUPS = (of_articles, of_names_and_scheme, of_suggestions, of_several_annotators, of_the_whole, of_the_project)


def read_sites() -> Iterator[str]:
    """List every public function and class of the services that is given a project, as module.name."""
    for path in sorted(Path(services.__path__[0]).rglob("*.py")):
        for one in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and _takes_project(one):
                yield f"{path.stem}.{one.name}"
            elif isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
                methods = [part for part in one.body if isinstance(part, ast.FunctionDef)]
                if any(part.name == "__init__" and _takes_project(part) for part in methods):
                    yield f"{path.stem}.{one.name}"


def _takes_project(function: ast.FunctionDef) -> bool:
    given = (one.annotation for one in function.args.args)
    return any(one is not None and ast.unparse(one) == "Project" for one in given)
