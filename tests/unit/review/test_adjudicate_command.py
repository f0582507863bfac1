"""`annotator adjudicate`: what it prints, which exit codes it has."""

import json

from click.testing import CliRunner

from annotator.cli.review_commands import adjudicate
from annotator.services.project import Project
from tests.unit.review.conftest import Bench


def run(bench: Bench, *arguments: str) -> tuple[int, str, str]:
    path = bench.project.path
    bench.project.close()
    result = CliRunner().invoke(adjudicate, [str(path), *arguments])
    return result.exit_code, result.stdout, result.stderr


def agreed_and_not(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()


def test_json_counts_what_was_decided_and_what_is_open(bench: Bench) -> None:
    agreed_and_not(bench)

    code, out, _ = run(bench, "--policy", "unanimous", "--json")

    assert (code, json.loads(out)) == (0, {"decided": 1, "still_open": 1})


def test_without_json_a_sentence_is_said_and_the_lead_signs(bench: Bench) -> None:
    agreed_and_not(bench)
    path = bench.project.path

    code, out, _ = run(bench, "--policy", "unanimous")

    assert (code, out) == (0, "1 places were decided, 1 disagreements are still open.\n")
    with Project.open(path) as project:
        gold = project.annotator("gold")
        assert gold is not None
        (span,) = project.spans(bench.documents[0], gold.id)
    assert span.provenance is not None
    assert (span.provenance.by, span.provenance.status) == ("lead", "unanimous")


def test_somebody_named_signs(bench: Bench) -> None:
    agreed_and_not(bench)
    path = bench.project.path

    run(bench, "--policy", "unanimous", "--by", "third")

    with Project.open(path) as project:
        gold = project.annotator("gold")
        assert gold is not None
        (span,) = project.spans(bench.documents[0], gold.id)
    assert span.provenance is not None and span.provenance.by == "third"


def test_an_empty_project_has_nothing_to_decide(bench: Bench) -> None:
    code, out, _ = run(bench, "--policy", "majority", "--votes", "2", "--json")

    assert (code, json.loads(out)) == (0, {"decided": 0, "still_open": 0})


def test_an_unknown_rule_is_wrong_usage(bench: Bench) -> None:
    assert run(bench, "--policy", "dice")[0] == 2


def test_a_rule_must_be_named(bench: Bench) -> None:
    assert run(bench)[0] == 2
