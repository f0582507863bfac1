"""Claims about what is like a sample, and about labelling, unlabelling and relabelling it all at once."""

from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Span
from annotator.model.document import Annotator
from annotator.model.ids import DocumentId, SpanId
from annotator.services.commands import AddSpan, LinkSpans
from annotator.services.project import Project
from annotator.services.search import label_all
from annotator.services.search.label_all import (
    LabelAll,
    Like,
    Place,
    RelabelAll,
    UnlabelAll,
    places_to_label,
    spans_like,
)
from tests.unit.label_all.conftest import FIRST, SECOND

ALL = Like("Lavrov", "PERSON", None)


@pytest.fixture
def me(project: Project) -> Annotator:
    """Who labels."""
    return project.ensure_annotator("first")


def found(project: Project, like: Like, me: Annotator) -> list[str]:
    """List the words of the places to label, checking every offset."""
    shown = []
    for lines in places_to_label(project, like, me.id):
        for line in lines:
            text = project.document(line.document).text
            assert text[line.start : line.end] == line.match
            shown.append(line.match)
    return shown


def all_spans(project: Project, me: Annotator) -> list[Span]:
    """List all spans of an annotator."""
    return [span for one in project.document_ids() for span in project.spans(one, me.id)]


def places(project: Project, like: Like, me: Annotator) -> tuple[Place, ...]:
    """Find the places that a dialog would offer."""
    return tuple(
        Place(line.document, line.start, line.end) for lines in places_to_label(project, like, me.id) for line in lines
    )


@pytest.mark.parametrize(
    ("like", "matches"),
    [
        (ALL, ["Lavrov"] * 4),
        (replace(ALL, match_case=False), ["Lavrov", "Lavrov", "LAVROV", "Lavrov", "Lavrov"]),
        (replace(ALL, whole_words=False), ["Lavrov"] * 5),
        (replace(ALL, words="Sergey Lavrov"), ["Sergey\u00a0 Lavrov", "Sergey Lavrov"]),
        (replace(ALL, words="平壤"), ["平壤"]),
        (replace(ALL, words="🇰🇵"), ["🇰🇵"]),
        (replace(ALL, words='"('), []),
        (
            replace(ALL, words="Choe", aliases=("Sergey Lavrov", "Lavrov")),
            ["Lavrov", "Choe", "Sergey\u00a0 Lavrov", "Lavrov", "Sergey Lavrov"],
        ),
        (replace(ALL, words="met", aliases=("平壤",)), ["met", "平壤"]),
    ],
)
def test_what_is_like_the_words_is_found_outside_debris(
    project: Project, me: Annotator, like: Like, matches: list[str]
) -> None:
    assert found(project, like, me) == matches


def test_one_article_is_searched_alone(project: Project, me: Annotator) -> None:
    second = project.document_ids()[1]

    assert len(places(project, replace(ALL, document=second), me)) == 2


def test_what_has_the_label_already_is_left_out(project: Project, me: Annotator) -> None:
    second = project.document_ids()[1]
    start = SECOND.index("Sergey")
    project.execute(AddSpan(second, "PERSON", ((start, start + 13),)), me.id)

    assert len(places(project, replace(ALL, document=second), me)) == 1
    assert len(places(project, replace(ALL, document=second, label="ORG"), me)) == 2
    other = project.ensure_annotator("second")
    assert len(places(project, replace(ALL, document=second), other)) == 2


def test_blanks_alone_are_refused_with_a_sentence(project: Project, me: Annotator) -> None:
    with pytest.raises(UserError, match="Only blanks"):
        found(project, replace(ALL, words=" \n"), me)


def test_all_are_labelled_in_one_operation_whose_words_count(project: Project, me: Annotator) -> None:
    operation = project.execute(LabelAll("PERSON", places(project, ALL, me)), me.id)

    assert operation is not None
    assert operation.words == "label 4 places in 2 articles PERSON"
    assert [span.text for span in all_spans(project, me)] == ["Lavrov"] * 4
    assert all(project.state(one, me.id) == "in_progress" for one in project.document_ids())
    project.undo(me.id)
    assert all_spans(project, me) == []


def test_one_place_is_labelled_with_the_usual_words(project: Project, me: Annotator) -> None:
    operation = project.execute(LabelAll("PERSON", places(project, ALL, me)[:1]), me.id)

    assert operation is not None
    assert operation.words == "label “Lavrov” PERSON"


def test_a_place_that_cannot_be_labelled_is_left_out_and_counted(project: Project, me: Annotator) -> None:
    chosen = places(project, ALL, me)
    project.execute(LabelAll("PERSON", chosen[:1]), me.id)

    operation = project.execute(LabelAll("PERSON", chosen[:2]), me.id)

    assert operation is not None
    assert operation.words == "label 1 place in 1 article PERSON, 1 left out"


def test_of_places_that_overlap_the_first_is_taken(project: Project, me: Annotator) -> None:
    second = project.document_ids()[1]

    project.execute(LabelAll("PERSON", (Place(second, 0, 12), Place(second, 6, 12), Place(second, 0, 12))), me.id)

    assert [span.text for span in all_spans(project, me)] == ["Later Lavrov"]


def test_spans_alike_are_found_whatever_their_blanks(project: Project, me: Annotator) -> None:
    project.execute(LabelAll("PERSON", places(project, replace(ALL, words="Sergey Lavrov"), me)), me.id)
    like = replace(ALL, words="sergey lavrov")

    exact = [line for lines in spans_like(project, like, me.id) for line in lines]
    any_case = [line for lines in spans_like(project, replace(like, match_case=False), me.id) for line in lines]
    one = replace(like, match_case=False, document=project.document_ids()[0])

    assert exact == []
    assert [line.match for line in any_case] == ["Sergey\u00a0 Lavrov", "Sergey Lavrov"]
    assert [line.match for lines in spans_like(project, one, me.id) for line in lines] == ["Sergey\u00a0 Lavrov"]


def test_all_are_unlabelled_with_their_links_and_brought_back(project: Project, me: Annotator) -> None:
    project.execute(LabelAll("PERSON", places(project, ALL, me)), me.id)
    project.execute(AddSpan(project.document_ids()[0], "DIRECT", ((0, len(FIRST)),)), me.id)
    spans = all_spans(project, me)
    quote = next(span for span in spans if span.label == "DIRECT")
    people = [span for span in spans if span.label == "PERSON"]
    project.execute(LinkSpans(quote.id, people[0].id, "speaker"), me.id)

    operation = project.execute(UnlabelAll(tuple(span.id for span in people)), me.id)

    assert operation is not None
    assert operation.words == "unlabel 4 places in 2 articles like “Lavrov” PERSON"
    assert all_spans(project, me) == [quote]
    project.undo(me.id)
    assert len(all_spans(project, me)) == 5
    assert len(project.relations(quote.document, me.id)) == 1


def test_nothing_to_unlabel_changes_nothing(project: Project, me: Annotator) -> None:
    assert project.execute(UnlabelAll(()), me.id) is None


def test_all_are_relabelled_in_one_operation(project: Project, me: Annotator) -> None:
    project.execute(LabelAll("PERSON", places(project, ALL, me)), me.id)
    ids = tuple(span.id for span in all_spans(project, me))

    operation = project.execute(RelabelAll(ids, "ORG"), me.id)

    assert operation is not None
    assert operation.words == "relabel 4 places in 2 articles like “Lavrov” to ORG"
    assert {span.label for span in all_spans(project, me)} == {"ORG"}
    assert project.execute(RelabelAll(ids, "ORG"), me.id) is None


def test_a_span_that_cannot_have_the_label_is_left_out(project: Project, me: Annotator) -> None:
    chosen = places(project, ALL, me)
    project.execute(LabelAll("PERSON", chosen), me.id)
    project.execute(LabelAll("ORG", chosen[:1]), me.id)
    ids = tuple(span.id for span in all_spans(project, me) if span.label == "PERSON")

    operation = project.execute(RelabelAll(ids, "ORG"), me.id)

    assert operation is not None
    assert operation.words.endswith("to ORG, 1 left out")


def test_too_many_places_are_refused(project: Project, me: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_all, "MOST_PLACES", 1)

    with pytest.raises(UserError, match="too many"):
        project.execute(UnlabelAll((SpanId("a"), SpanId("b"))), me.id)


def test_a_place_in_an_article_that_is_gone_is_refused(project: Project, me: Annotator) -> None:
    with pytest.raises(UserError, match="no longer"):
        project.execute(LabelAll("PERSON", (Place(DocumentId("gone"), 0, 1),)), me.id)
