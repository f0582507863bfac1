"""The command second-pass begins, lists and gives up; agreement compares two passes only when it is asked to."""

from pathlib import Path

from tests.unit.cli.conftest import Answer, Ask


def begin(annotator: Ask, path: Path, count: int = 2) -> Answer:
    return annotator("second-pass", str(path), "--annotator", "first", "--articles", str(count), "--json")


def test_it_draws_a_sample_and_lists_it_again(annotator: Ask, sample: Path) -> None:
    begun = begin(annotator, sample).json

    assert begun == annotator("second-pass", str(sample), "--annotator", "first", "--json").json
    (one,) = begun["passes"]
    assert one["name"] == "first (pass 2)" and len(one["documents"]) == 2 and one["left"] == one["documents"]


def test_two_passes_are_compared_and_say_what_drifted(annotator: Ask, sample: Path) -> None:
    for document in begin(annotator, sample).json["passes"][0]["documents"]:
        annotator("state", str(sample), "--annotator", "first (pass 2)", "--set", "done", "--document", document)

    told = annotator("agreement", str(sample), "--annotators", "first,first (pass 2)")

    assert told.code == 0
    assert "first labelled 2 articles twice: 0 spans came out exactly alike" in told.out


def test_figures_between_annotators_do_not_change_by_it(annotator: Ask, sample: Path) -> None:
    before = annotator("agreement", str(sample), "--bootstrap", "0", "--json").json
    for document in begin(annotator, sample).json["passes"][0]["documents"]:
        annotator("state", str(sample), "--annotator", "first (pass 2)", "--set", "done", "--document", document)

    assert annotator("agreement", str(sample), "--bootstrap", "0", "--json").json == before


def test_a_pass_among_three_is_refused(annotator: Ask, sample: Path) -> None:
    begin(annotator, sample)

    told = annotator("agreement", str(sample), "--annotators", "first,second,first (pass 2)")

    assert told.code == 1 and "compared with one annotator only" in told.err


def test_giving_up_leaves_nothing(annotator: Ask, sample: Path) -> None:
    begin(annotator, sample)

    assert annotator("second-pass", str(sample), "--annotator", "first", "--give-up", "--json").json["passes"] == []
    told = annotator("second-pass", str(sample), "--annotator", "first", "--give-up")
    assert told.code == 1 and "nothing to give up" in told.err


def test_an_unknown_name_and_contradicting_options_are_refused(annotator: Ask, sample: Path) -> None:
    assert annotator("second-pass", str(sample), "--annotator", "nobody").code == 1
    assert annotator("second-pass", str(sample), "--annotator", "first", "--give-up", "--articles", "1").code == 2


def test_plain_words_say_how_to_go_on(annotator: Ask, sample: Path) -> None:
    nothing = annotator("second-pass", str(sample), "--annotator", "first")
    begin(annotator, sample)
    listed = annotator("second-pass", str(sample), "--annotator", "first")

    assert "begin one with --articles N" in nothing.out
    assert "first (pass 2): 2 articles, 2 left" in listed.out
