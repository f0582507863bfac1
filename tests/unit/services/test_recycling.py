"""Claims about the recycle bin: who sees what, and what comes back with a record."""

import pytest

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId, SpanId
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, LinkSpans, RemoveSpans, SetState
from annotator.services.document_commands import RemoveDocument
from annotator.services.history.recycling import Binned, RestoreRecords, recycle_bin
from annotator.services.scheme.commands import AddLabel, DeleteLabel
from tests.unit.services.conftest import MEETS, TEXT, Desk


def binned(desk: Desk, kind: RecordKind | None = None, who: AnnotatorId | None = None) -> tuple[Binned, ...]:
    known = next(one for one in desk.project.annotators() if one.id == (who or desk.first))
    return recycle_bin(desk.project, known, kind)


def restore(desk: Desk, line: Binned, *, with_spans: bool = True) -> None:
    desk.act(RestoreRecords(line.kind, line.id, line.operation, with_spans))


def test_a_deleted_span_comes_back_with_its_id_and_its_links(desk: Desk) -> None:
    ana, ben = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(ana, ben, MEETS))
    before = desk.span(ana)
    desk.act(RemoveSpans((ana,)))

    (line,) = binned(desk)
    restore(desk, line)

    assert desk.span(ana) == before
    assert [(one.from_span, one.to_span) for one in desk.project.relations(desk.document, desk.first)] == [(ana, ben)]
    assert binned(desk) == ()


def test_a_link_stays_away_while_its_other_end_is_deleted(desk: Desk) -> None:
    ana, ben = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(ana, ben, MEETS))
    desk.act(RemoveSpans((ana, ben)))

    restore(desk, next(one for one in binned(desk) if one.id == ana))

    assert desk.project.relations(desk.document, desk.first) == ()
    assert [one.id for one in binned(desk)] == [ben]


def test_the_bin_says_what_by_whom_and_in_which_article(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))

    (line,) = binned(desk)

    assert (line.name, line.who) == ("Ana Moreno", "first")
    assert "PERSON" in line.detail


def test_others_deleted_spans_are_seen_by_a_lead_only(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))

    assert binned(desk, who=desk.second) == ()
    assert len(recycle_bin(desk.project, Annotator(desk.second, "second", Role.LEAD))) == 1


def test_another_annotators_span_is_not_restored(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    (line,) = binned(desk)

    with pytest.raises(UserError, match="another annotator"):
        desk.project.execute(RestoreRecords(line.kind, line.id, line.operation), desk.second)


def test_a_deleted_article_comes_back_with_everybodys_work(desk: Desk) -> None:
    ana, bens = desk.add("Ana Moreno"), desk.add("Ben Okafor", actor=desk.second)
    desk.act(SetState(desk.document, DocumentState.DONE))
    before = desk.project.document(desk.document)
    desk.act(RemoveDocument(desk.document))

    (line,) = binned(desk, RecordKind.DOCUMENT)
    restore(desk, line)

    assert desk.project.document(desk.document) == before
    assert [one.id for one in (*desk.spans(), *desk.spans(desk.second))] == [ana, bens]
    assert desk.project.state(desk.document, desk.first) is DocumentState.DONE


def test_spans_of_a_deleted_article_are_not_listed_apart(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.act(RemoveDocument(desk.document))

    assert [one.kind for one in binned(desk)] == [RecordKind.DOCUMENT]


def test_an_article_without_a_label_of_its_spans_comes_back_without_those(desk: Desk) -> None:
    desk.add("Ana Moreno")
    kept = desk.add("Monday", "DATE")
    desk.act(RemoveDocument(desk.document))
    desk.act(DeleteLabel("PERSON", None))

    restore(desk, binned(desk, RecordKind.DOCUMENT)[0])

    assert [one.id for one in desk.spans()] == [kept]


@pytest.mark.parametrize("move_to", [None, "ORG"])
def test_a_deleted_label_brings_its_spans_back_on_wish(desk: Desk, move_to: str | None) -> None:
    ana = desk.add("Ana Moreno")
    desk.act(DeleteLabel("PERSON", move_to))

    restore(desk, binned(desk, RecordKind.LABEL)[0])

    assert desk.span(ana).label == "PERSON"
    assert desk.project.scheme.label("PERSON") is not None


def test_a_deleted_label_can_come_back_alone(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.act(DeleteLabel("PERSON", None))

    restore(desk, binned(desk, RecordKind.LABEL)[0], with_spans=False)

    assert desk.project.scheme.label("PERSON") is not None
    assert desk.spans() == ()


def test_a_label_whose_name_is_taken_is_refused_in_words(desk: Desk) -> None:
    label = desk.project.scheme.label("PERSON")
    assert label is not None
    desk.act(DeleteLabel("PERSON", None))
    desk.act(AddLabel(type(label)("new one", label.layer, "PERSON", label.colour)))

    with pytest.raises(UserError, match="another PERSON"):
        restore(desk, binned(desk, RecordKind.LABEL)[0])


def test_a_span_whose_label_is_gone_says_what_to_restore_first(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    desk.act(DeleteLabel("PERSON", None))

    with pytest.raises(UserError, match="needs the label PERSON"):
        restore(desk, binned(desk, RecordKind.SPAN)[0])


def test_what_is_there_again_is_refused(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    (line,) = binned(desk)
    restore(desk, line)

    with pytest.raises(UserError, match="already"):
        restore(desk, line)


def test_an_unknown_record_is_refused(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    (line,) = binned(desk)

    with pytest.raises(UserError, match="no longer knows"):
        desk.act(RestoreRecords(line.kind, SpanId("nothing"), line.operation))


def test_restoring_is_undone_like_everything(desk: Desk) -> None:
    ana = desk.add("Ana Moreno")
    desk.act(RemoveSpans((ana,)))
    restore(desk, binned(desk)[0])

    desk.project.undo(desk.first)

    assert desk.project.span(ana) is None
    assert [one.id for one in binned(desk)] == [ana]


def test_the_undo_list_names_the_own_operations_newest_first(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Monday", "DATE")
    desk.add("Ben Okafor", actor=desk.second)
    desk.project.undo(desk.first)
    desk.act(AddSpan(desk.document, "ORG", ((0, TEXT.index(" ")),)))

    words = [one.words for one in desk.project.undo_list(desk.first, 10)]

    assert words == ["label “Ana” ORG", "label “Ana Moreno” PERSON"]


def test_a_span_that_was_labelled_again_since_is_not_there_twice(desk: Desk) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    again = desk.add("Ana Moreno")

    with pytest.raises(UserError, match="“Ana Moreno” is labelled PERSON there already"):
        restore(desk, binned(desk)[0])

    assert [one.id for one in desk.spans()] == [again]
