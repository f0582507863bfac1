"""Mistakes that another program's merge was repaired for (QualCoder, pull request 1516), as claims about this one.

What was repaired there, and what shows that it cannot happen here:
- columns that were not carried over (page, segment, owner, date, memo): every column of every record comes along,
  `test_three_copies` compares whole rows;
- source files that were never copied: articles come with their text;
- links looked up under the wrong id, attributes under the wrong kind: links find their ends, ids never change;
- merging twice duplicated: it changes nothing, byte for byte (`test_merging`);
- codings without a code or file: no span comes without its article or label;
- a folder without a project, a project without its version: refused, and nothing is made there;
- a source that was never closed: it can be opened, unchanged;
- failures that left a transaction open, or came after the commit: the project can be worked in; that what is stored
  is said, every_write.py among the trials of reliability shows by striking each write;
- a print for debugging: a merge prints nothing (`test_odd_files`).
It has images, recordings, cases and an index of vectors, which have no counterpart here.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, LinkSpans, SetNote
from annotator.services.importing.run import import_paths
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import merge
from annotator.services.project import SYSTEM, Project
from annotator.storage.rows import change, document_image
from tests.unit.merging.conftest import TEXTS, content, mark, who

Copy = Callable[[str], Path]


def merged(lead: Path, *others: Path) -> None:
    with Project.open(lead) as project:
        merge(project, others, SYSTEM)


def test_every_column_of_a_span_comes_along(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        span = mark(project, "Ana Moreno")
        project.execute(SetNote(span, "a note"), who(project))

    merged(lead, one)

    with Project.open(lead, read_only=True) as here, Project.open(one, read_only=True) as there:
        assert here.span(span) == there.span(span)


def test_links_find_their_ends(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        speaker, quote = mark(project, "Ana Moreno"), mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(LinkSpans(quote, speaker, "speaker"), who(project))

    merged(lead, one)

    assert content(lead)["relations"] == content(one)["relations"]
    assert len(content(lead)["relations"]) == 1
    assert check(lead).ok


def test_merging_twice_duplicates_nothing(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")

    merged(lead, one)
    merged(lead, one)

    assert len(content(lead)["spans"]) == 1


def test_new_articles_come_with_their_text_wherever_they_were_imported_from(
    lead: Path, copy: Copy, tmp_path: Path
) -> None:
    one = copy("one")
    file = tmp_path / "elsewhere" / "news.txt"
    file.parent.mkdir()
    file.write_text("Cora Lind spoke in Oslo.", encoding="utf-8")
    with Project.open(one) as project:
        import_paths(project, [file])
    file.unlink()

    merged(lead, one)

    with Project.open(lead, read_only=True) as project:
        assert "Cora Lind spoke in Oslo." in [project.document(one).text for one in project.document_ids()]


def test_no_span_comes_without_its_article_or_label(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")

    merged(lead, one)

    with Project.open(lead, read_only=True) as project:
        labels, documents = {label.name for label in project.scheme.labels}, set(project.document_ids())
        spans = [span for document in documents for span in project.spans(document, who(project))]
    assert spans
    assert all(span.label in labels and span.document in documents for span in spans)


@pytest.mark.parametrize("held", ["nothing", "folder", "empty"])
def test_what_is_no_project_is_refused_and_nothing_is_made_there(lead: Path, tmp_path: Path, held: str) -> None:
    place = tmp_path / "other.annotator"
    if held == "folder":
        place.mkdir()
    elif held == "empty":
        place.touch()
    before, listed = lead.read_bytes(), sorted(tmp_path.iterdir())

    with Project.open(lead) as project, pytest.raises(UserError):
        merge(project, [place], SYSTEM)

    assert lead.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == listed


def test_a_project_without_its_identity_is_refused_and_nothing_is_merged(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
        with project.file.unit() as db:
            db.execute("DELETE FROM property")
    before = lead.read_bytes()

    with Project.open(lead) as project, pytest.raises(UserError):
        merge(project, [one], SYSTEM)

    assert lead.read_bytes() == before


def test_articles_that_came_from_no_file_come_along(lead: Path, copy: Copy) -> None:
    one = copy("one")
    pasted = Document.of("Cora Lind spoke in Oslo.")
    with Project.open(one) as project:
        project.import_records("paste", [change(RecordKind.DOCUMENT, None, document_image(pasted))])

    merged(lead, one)

    with Project.open(lead, read_only=True) as project:
        assert project.document(pasted.id).text == pasted.text


def test_the_other_project_is_closed_and_unchanged(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
    before = one.read_bytes()

    merged(lead, one)

    assert one.read_bytes() == before
    Project.open(one).close()


def test_a_failure_leaves_no_open_transaction(lead: Path, copy: Copy, tmp_path: Path) -> None:
    one, broken = copy("one"), tmp_path / "broken.annotator"
    broken.write_bytes(one.read_bytes()[:9000])
    with Project.open(lead) as project:
        with pytest.raises(UserError):
            merge(project, [one, broken], SYSTEM)

        mark(project, "Ana Moreno")

    assert len(content(lead)["spans"]) == 1


def test_an_article_of_one_title_and_another_text_gets_no_foreign_spans(lead: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.annotator"
    other = Document.of(TEXTS[0].replace("on Monday", "yesterday"))
    with Project.open(lead, read_only=True) as project:
        title = project.document(Document.of(TEXTS[0]).id).title
    image = {**document_image(other), "title": title}
    with Project.create(foreign) as project:
        project.import_records("import", [change(RecordKind.DOCUMENT, None, image)])
        second = project.ensure_annotator("second").id
        start = other.text.index("Tallinn")
        project.execute(AddSpan(other.id, "GPE", ((start, start + 7),)), second)
    with Project.open(lead) as project:
        asked = merge_questions(project, [foreign])
        merge(project, [foreign], SYSTEM)

        assert any("another text" in one for one in asked)
        assert project.spans(Document.of(TEXTS[0]).id, second) == ()
        assert [span.text for span in project.spans(other.id, second)] == ["Tallinn"]
