"""The report holds every figure, every word escaped, with JSON and tables beside it."""

import csv
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.metrics.bootstrap import Resampling
from annotator.model.decision import Verdict
from annotator.resources import seed_path
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.disagreements import disagreements
from annotator.services.agreement.report import write_report
from annotator.services.agreement.summary import summarise
from annotator.services.agreement_words import pair_sentences, warnings
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import review_of

FEW = Resampling(200, seed=3)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The sample project with the finished work of two annotators."""
    with Project.create(tmp_path_factory.mktemp("report") / "sample <b>.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])
        yield project


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "data")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(path: Path) -> _Seen:
    seen = _Seen()
    seen.feed(path.read_text(encoding="utf-8"))
    return seen


def test_the_page_needs_nothing_from_elsewhere(sample: Project, tmp_path: Path) -> None:
    seen = read(write_report(sample, tmp_path / "r.html", resampling=FEW).html)

    assert seen.addresses == []
    assert {"script", "img", "link", "iframe", "b"} & set(seen.names) <= {"b"}


def test_names_and_articles_are_shown_literally(sample: Project, tmp_path: Path) -> None:
    seen = read(write_report(sample, tmp_path / "r.html", resampling=FEW).html)

    assert any("sample <b>" in words for words in seen.words)


def test_the_page_shows_the_figures_that_the_command_computes(sample: Project, tmp_path: Path) -> None:
    figures = compare(sample, resampling=FEW)

    words = " ".join(read(write_report(sample, tmp_path / "r.html", resampling=FEW).html).words)

    for scope in figures["scopes"].values():
        for pair in scope["pairs"]:
            if pair["exact"]["f1"] is not None:
                assert f"{pair['exact']['f1']:.3f}" in words


def test_json_and_tables_stand_beside_the_page(sample: Project, tmp_path: Path) -> None:
    files = write_report(sample, tmp_path / "r.html", resampling=FEW)

    told = json.loads(files.json.read_text(encoding="utf-8"))
    assert (told["seed"], told["resamples"]) == (3, 200)
    assert told["disagreements"] == disagreements(sample)["clusters"]
    assert [path.name for path in files.tables] == ["r.pairs.csv", "r.labels.csv", "r.confusion.csv", "r.clusters.csv"]
    with files.tables[3].open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(told["disagreements"]) + 1


def test_a_report_without_common_articles_says_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.annotator") as project:
        project.ensure_annotator("first")

        words = " ".join(read(write_report(project, tmp_path / "r.html").html).words)

    assert "nobody was compared on 0 articles" in words


def test_a_place_that_is_a_folder_is_refused(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a file"):
        write_report(sample, tmp_path, resampling=FEW)


def test_the_summary_counts_what_is_decided(tmp_path: Path) -> None:
    with Project.create(tmp_path / "sample.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])
        lead = project.ensure_annotator("lead")
        document = project.document_ids()[0]
        before = summarise(project, disagreements(project)["clusters"])
        item = review_of(project.file, document).open_items[0]

        project.execute(Decide(document, (ClusterVerdict(item.cluster.key, Verdict.NONE),)), lead.id)

        after = summarise(project, disagreements(project)["clusters"])
    assert before.resolved == 0
    assert after.resolved == pytest.approx(1 / after.disagreements)
    assert sum(after.classes.values()) == after.disagreements


def test_few_articles_are_warned_about(sample: Project) -> None:
    (pair,) = compare(sample, resampling=FEW)["scopes"]["entity"]["pairs"]

    assert any("Only 5 articles" in sentence for sentence in warnings(pair))
    assert "first and second made" in pair_sentences(pair)[0]


def test_intervals_on_few_articles_are_headed_so(sample: Project, tmp_path: Path) -> None:
    page = write_report(sample, tmp_path / "r.html", resampling=FEW).html.read_text(encoding="utf-8")

    assert "<th class=n>95 %, few articles</th>" in page and "<th class=n>95 % interval</th>" not in page
