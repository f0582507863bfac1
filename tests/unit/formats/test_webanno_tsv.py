"""WebAnno TSV 3.3: every file of INCEpTION's own suite, and what is told of broken ones."""

from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import ForeignDocument
from annotator.model.annotation import Attribute
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.project import Project

TSV = FORMATS.get("webanno-tsv")
HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n"


def read(path: Path) -> ForeignDocument:
    (item,) = TSV.read(path, path.name)
    assert isinstance(item, ForeignDocument)
    return item


def spans(item: ForeignDocument) -> list[tuple[str, int, int]]:
    return [(one.label, one.fragments[0][0], one.fragments[-1][1]) for one in item.spans]


def links(item: ForeignDocument) -> list[tuple[str, str, str]]:
    named = {one.id: item.text[one.fragments[0][0] : one.fragments[0][1]] for one in item.spans}
    return [(one.label, named[one.from_span], named[one.to_span]) for one in item.relations]


SAMPLES = [
    ("testSentenceWithEmoji", [("Span", 10, 11)], []),
    ("testSentenceWithTab", [("Span", 0, 4)], []),
    ("testAnnotationWithLeadingWhitespaceAtStart", [("NamedEntity", 1, 4)], []),
    ("testCrossSentenceSpanWithFeatureValue", [("PERSON", 0, 34)], []),
    ("testMultiTokenStackedSpanWithoutFeatureValue", [("Span", 0, 16), ("Span", 0, 16)], []),
    ("testSubTokenPrefix", [("OTH", 0, 1)], []),
    ("testTokenBoundedSpanWithUnderscoreFeatureValue",
     [("_", 0, 4), ("_", 5, 7), ("_", 8, 9), ("_", 10, 14), ("_", 15, 16)], []),
    ("testSubMultiTokenSpanWithFeatureValue",
     [("2", 0, 13), ("7", 0, 10), ("1", 0, 6), ("9", 3, 17), ("6", 3, 13), ("8", 3, 10), ("4", 7, 11), ("5", 9, 13),
      ("3", 9, 11)], []),
    ("curation_multipleStackedAnnotationsAreNotMergedTest_user2",
     [("ORG", 40, 56), ("ORG", 40, 56), ("ORGpart", 40, 56)], []),
    ("testSubTokenRelation2", [("OTH", 0, 1), ("OTH", 5, 10)], [("Relation", "T", "again")]),
    ("testSingleNonMultiTokenRelationWithMultipleFeatureValues", [("Span", 0, 7), ("Span", 8, 14)],
     [("nsubj", "This is", "a test")]),
    ("testSingleTokenRelationWithFeatureValue", [("Token", 0, 4), ("Token", 15, 16)], [("nsubj", "This", ".")]),
    ("testDependencyWithValues", [("POS1", 0, 4), ("POS2", 5, 7)], [("Dependency", "This", "is")]),
    ("testSimpleCrossSenenceSlotFeature", [("SimpleSpan", 3, 8), ("SimpleSpan", 25, 28), ("SimpleLinkHost", 0, 2)],
     [("p1", "He", "loves"), ("p2", "He", "him")]),
    ("testMultiTokenChain", [("SimpleLink", 0, 7), ("SimpleLink", 8, 14)], [("SimpleLink", "This is", "a test")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "expected", "linked"), SAMPLES, ids=[sample[0] for sample in SAMPLES])
def test_a_file_of_the_suite_is_read_as_it_is_meant(
    name: str, expected: list[object], linked: list[object], shared_samples: Path
) -> None:
    item = read(shared_samples / "webanno_tsv" / f"{name}.tsv")

    assert (spans(item), links(item)) == (expected, linked)
    assert all("not after its start" in fault.reason for fault in item.faults)


@pytest.mark.parametrize("name", ["testMultiTokenStackedSlotFeature", "sampleSlotAnnotation2"])
def test_a_slot_finds_its_target_among_stacked_spans(name: str, shared_samples: Path) -> None:
    item = read(shared_samples / "webanno_tsv" / f"{name}.tsv")

    assert item.faults == ()
    assert len({(one.from_span, one.to_span) for one in item.relations}) == len(item.relations) > 0


def test_features_beside_the_value_are_attributes(shared_samples: Path) -> None:
    item = read(shared_samples / "webanno_tsv" / "testTokenAttachedAnnotationsWithValues.tsv")

    assert [(one.label, one.attributes) for one in item.spans] == [
        ("morph", (Attribute("tense", "tense1"),)), ("pos1", ()), ("lemma1", ()), ("stem1", ()),
    ]  # fmt: skip


def test_a_span_of_no_letters_is_told(shared_samples: Path) -> None:
    item = read(shared_samples / "webanno_tsv" / "testZeroLengthSlotFeature1.tsv")

    assert [fault.reason for fault in item.faults] == ["it ends at 0, not after its start 0"]
    assert item.relations == ()


def test_all_files_of_the_suite_come_into_a_project(shared_samples: Path, tmp_path: Path) -> None:
    files = sorted((shared_samples / "webanno_tsv").glob("*.tsv"))
    with Project.create(tmp_path / "p.annotator") as project:
        report = import_paths(project, files, ImportOptions(keep_good=True))

    assert all(TSV.recognises(path) for path in files)  # type: ignore[attr-defined]
    assert (len(files), report.skipped) == (42, ())
    reasons = ("not after its start", "cannot be a name", "links a span with itself")
    assert all(any(reason in fault.reason for reason in reasons) for fault in report.faults)
    named = sum("cannot be a name" in fault.reason for fault in report.faults)
    assert (len(report.faults), named) == (23, 6)
    assert report.spans_added + report.spans_known == sum(len(read(path).spans) for path in files) - named


def test_offsets_in_code_points_are_taken_when_only_they_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{HEAD}\n#Text=😀 a b\n1-1\t0-1\t😀\t_\t\n1-2\t2-3\ta\tX\t\n1-3\t4-5\tb\t_\t\n", encoding="utf-8")

    assert spans(read(path)) == [("X", 2, 3)]


def test_lines_of_one_sentence_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{HEAD}\n#Text=a\n#Text=b\n1-1\t0-1\ta\t_\t\n1-2\t2-3\tb\tX\t\n", encoding="utf-8")

    item = read(path)

    assert (item.text, item.tokens, spans(item)) == ("a\nb", ((0, 1), (2, 3)), [("X", 2, 3)])


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "is no WebAnno TSV 3"),
        (f"{HEAD}1-1\t0-1\ta\t_\t\n", "line 3: a token stands before the first #Text="),
        (f"{HEAD}#Text=a\nx\t0-1\ta\t_\t\n", "line 4: it does not begin with a token's number and offsets"),
        (f"{HEAD}#Text=a b\n1-1\t0-1\ta\t_\t\n1-2\t1-2\tb\t_\t\n", "its tokens are not at their offsets"),
        (f"{HEAD}#Text=a b\n1-1\t0-1\tz\t_\t\n", "its tokens are not at their offsets"),
        (f"{HEAD}#Text=a\n1-1\t0-1\ta\t_\t\n1-2\t8-9\tb\t_\t\n", "its tokens are not at their offsets"),
    ],
)
def test_a_broken_table_is_refused(table: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(table, encoding="utf-8")

    with pytest.raises(UserError, match=reason):
        read(path)


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("#T_RL=c.R|BT_c.Span", "X\t1-9", "one of its ends is not there"),
        ("#T_RL=c.R|v|BT_c.Span", "X\ty\t_", "its other end is not named"),
        ("#T_CH=c.L|r|t", "_\t*->1\t*[1]", "its place in a chain, '1', is not two numbers"),
    ],
)
def test_a_broken_link_is_told(header: str, cells: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"{HEAD}{header}\n\n#Text=a\n1-1\t0-1\ta\t{cells}\t\n", encoding="utf-8")

    assert [fault.reason for fault in read(path).faults] == [reason]


def test_it_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="choose cas-json"):
        TSV.write([])
    with pytest.raises(ValueError, match="was not written here"):
        TSV.verify(tmp_path)
    assert TSV.companions() == ()
