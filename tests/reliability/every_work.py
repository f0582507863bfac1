"""One sample of every larger work of the services, which reads and then writes, and what only they use."""

from collections.abc import Callable
from pathlib import Path

from annotator.model.decision import Policy
from annotator.model.document import Annotator, DocumentState
from annotator.services.authority.file import import_names
from annotator.services.checking import check
from annotator.services.commands import SetNote
from annotator.services.flow import second_pass
from annotator.services.flow.assignments import Wish, assign_articles
from annotator.services.flow.states import set_states
from annotator.services.importing.run import import_paths
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import Project
from annotator.services.review.adjudicating import adjudicate
from annotator.services.safety.backups import back_up, copy_verified
from annotator.services.safety.lost_spans import remember_count
from annotator.services.safety.rescuing import rescue
from annotator.services.safety.salvaging import salvage
from annotator.services.suggestions.accepting import accept
from annotator.services.suggestions.suggesting import suggest_project
from tests.reliability.every_read import lead_of
from tests.reliability.every_write import World

Work = Callable[[], object]


def works(world: World, folder: Path) -> dict[str, Work]:
    """One sample of every work, ready to be done once; new files go to the folder."""
    project, lead, note = world.project, lead_of(world), SetNote(world.span("Ana Moreno"), "other")
    wish = Wish(("second",), seed=1)
    ahead, article, listed = project.path.with_name("ahead.annotator"), folder / "new.txt", folder / "list.csv"
    article.write_text("A new article.\n", encoding="utf-8")
    listed.write_text("id,name,kind,aliases\n9,Riga,GPE,\n", encoding="utf-8")
    return {
        "accepting.accept": lambda: accept(project, "first"),
        "adjudicating.adjudicate": lambda: adjudicate(project, Policy.TRIM, world.first),
        "assignments.assign_articles": lambda: assign_articles(project, wish),
        "backups.back_up": lambda: back_up(project),
        "backups.copy_verified": lambda: copy_verified(project, folder / "copy.annotator"),
        "file.import_names": lambda: import_names(project, listed, world.first),
        "jobs.check": lambda: check(project.path),
        "lost_spans.remember_count": lambda: remember_count(project),
        "rescuing.rescue": lambda: rescue(project, note, "first"),
        "run.import_paths": lambda: import_paths(project, [article]),
        "run.merge": lambda: merge(project, [ahead], world.first),
        "salvaging.salvage": lambda: salvage(project.path, folder / "saved.annotator"),
        "second_pass.begin_pass": lambda: _begun(project, lead),
        "sharing.share": lambda: share(project, folder / "work.jsonl", "first"),
        "states.set_states": lambda: set_states(project, "first", state=DocumentState.TODO, named=()),
        "suggesting.suggest_project": lambda: suggest_project(project),
    }


def _begun(project: Project, lead: Annotator) -> object:
    """Give the running pass up and begin another."""
    running = second_pass.running_pass(project, lead.id)
    if running is not None:
        project.execute(second_pass.GiveUpPass(running), lead.id)
    return second_pass.begin_pass(project, lead, 1, seed=2)


# What only others of the list use, or other processes than the window's and the command line's own.
WITHIN = {
    "comparing.chosen_annotators",
    "comparing.chosen_layers",
    "comparing.work_of",
    "documents.DocumentIntake",
    "gamma.gammas",
    "learning.plan_learning",
    "lines.export_lines",
    "nameless.without_names",
    "parallel.Crew",
    "plan.ImportPlan",
    "preview.previews",
    "pseudonyms.pseudonyms_of",
    "relations.RelationIntake",
    "report.report_figures",
    "run.writing_format",
    "runs.Keeping",
    "searching.query_places",
    "selection.choose",
    "spans.SpanIntake",
    "steps.SteppedImport",
    "suggestions.sources_of",
    "suggestions.suggestion_line",
    "work.export_work",
}
