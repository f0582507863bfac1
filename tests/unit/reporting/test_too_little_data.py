"""Too little or too much to compare gives sentences and nulls: in figures, page, report and review, never a crash."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.metrics.bootstrap import Resampling
from annotator.model.decision import Verdict
from annotator.model.document import Document, DocumentState, Role
from annotator.model.operation import RecordKind
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.pages import board
from annotator.services.agreement.report import write_report
from annotator.services.commands import AddSpan, SetState
from annotator.services.flow.commands import SetRole
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import review_of
from annotator.storage.rows import change, document_image

TEXT = "Ana Moreno met Ben Okafor in Tallinn."
SIGNS = "?! … — ;"


@dataclass(frozen=True)
class Case:
    """Articles, who marked what where, and a piece of what the page says."""

    texts: tuple[str, ...]
    marks: tuple[tuple[str, int, int, int], ...]
    done: tuple[tuple[str, int], ...]
    says: str


MANY = tuple(f"n{number:02}" for number in range(40))
CASES = {
    "no common article": Case(
        (TEXT, f"{TEXT} "), (("a", 0, 0, 3), ("b", 1, 0, 3)), (("a", 0), ("b", 1)), "No two of a, b have finished"
    ),
    "one annotator": Case((TEXT,), (("a", 0, 0, 3),), (("a", 0),), "Only a has finished"),
    "nobody done": Case((TEXT,), (("a", 0, 0, 3),), (), "Nobody has finished"),
    "one label": Case((TEXT,), (("a", 0, 0, 3), ("b", 0, 0, 10)), (("a", 0), ("b", 0)), "Only one label occurs"),
    "no words": Case((SIGNS,), (("a", 0, 0, 2), ("b", 0, 0, 1)), (("a", 0), ("b", 0)), "Only 2 spans"),
    "both found nothing": Case((TEXT,), (), (("a", 0), ("b", 0)), "Only 1 article"),
    "forty annotators": Case(
        (TEXT,),
        tuple((name, 0, 0, 10 - place % 3) for place, name in enumerate(MANY)),
        tuple((name, 0) for name in MANY),
        "Only one label occurs",
    ),
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Case], Path]:
    """Make the project of a case."""

    def made(case: Case) -> Path:
        path = tmp_path / "case.annotator"
        with Project.create(path) as project:
            documents = [Document.of(text) for text in case.texts]
            project.import_records("i", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
            for name, number, start, end in case.marks:
                command = AddSpan(documents[number].id, "PERSON", ((start, end),))
                project.execute(command, project.ensure_annotator(name).id)
            for name, number in case.done:
                state = SetState(documents[number].id, DocumentState.DONE)
                project.execute(state, project.ensure_annotator(name).id)
        return path

    return made


@pytest.mark.parametrize("name", CASES)
def test_the_page_says_it_in_a_sentence(make: Callable[[Case], Path], name: str) -> None:
    found = board(lambda _told: None, str(make(CASES[name])), "all")

    assert CASES[name].says in " ".join([found.reason, *(note for one in found.blocks for note in one.notes)])


@pytest.mark.parametrize("name", CASES)
def test_the_report_is_written_and_review_opens(make: Callable[[Case], Path], tmp_path: Path, name: str) -> None:
    with Project.open(make(CASES[name]), read_only=True) as project:
        written = write_report(project, tmp_path / "r.html", resampling=Resampling(50, seed=0))
        reviews = [review_of(project.file, one) for one in project.document_ids()]

    page = written.html.read_text(encoding="utf-8")
    assert "nan" not in page.replace("annan", "") and "None" not in page
    assert all(len(one.items) <= 1 for one in reviews)


@pytest.mark.parametrize("name", ["no common article", "one annotator", "nobody done", "both found nothing"])
def test_what_cannot_be_computed_is_null(make: Callable[[Case], Path], name: str) -> None:
    with Project.open(make(CASES[name]), read_only=True) as project:
        figures = compare(project)

    of = figures["scopes"]["all"]
    assert {of["mean"][key] for key in ("exact_f1", "overlap_f1", "boundary_f1", "token_kappa")} == {None}
    assert all(pair["exact"]["f1"] is None and pair["reasons"] for pair in of["pairs"])


def test_figures_by_words_are_null_where_no_word_is_labelled(make: Callable[[Case], Path]) -> None:
    with Project.open(make(CASES["both found nothing"]), read_only=True) as project:
        (pair,) = compare(project)["scopes"]["all"]["pairs"]

    assert pair["token"]["cohen_kappa"] is None and pair["reasons"]["token"]


def test_a_lead_who_labels_and_decides_is_compared_like_anybody(make: Callable[[Case], Path]) -> None:
    path = make(CASES["one label"])
    with Project.open(path) as project:
        (lead, _) = project.annotators()
        (document,) = project.document_ids()
        project.execute(SetRole(lead.id, Role.LEAD), lead.id)
        (item,) = review_of(project.file, document).items
        project.execute(Decide(document, (ClusterVerdict(item.cluster.key, Verdict.TAKE, 0),)), lead.id)
        figures = compare(project)

    page = board(lambda _told: None, str(path), "all")

    assert figures["annotators"] == ["a", "b"] and figures["scopes"]["all"]["pairs"][0]["exact"]["f1"] == 0
    gold = next(one for one in page.blocks if one.id == "gold")
    assert [row[0].text for row in gold.rows] == ["a", "b"]
    assert "everybody does better" in gold.rows[0][2].says
