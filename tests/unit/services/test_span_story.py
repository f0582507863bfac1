"""Claims about the story of a span."""

from annotator.services.commands import MoveSpan, RelabelSpan, RemoveSpans, SetNote
from annotator.services.history.span_story import span_story
from tests.unit.services.conftest import Desk


def test_each_chapter_tells_who_and_what_was_before_and_after(desk: Desk) -> None:
    ana = desk.add("Ana Moreno")
    desk.act(RelabelSpan(ana, "ORG"))
    desk.act(MoveSpan(ana, ((0, 3),)))
    desk.act(SetNote(ana, "why"))

    story = span_story(desk.project, ana)

    assert [chapter.who for chapter in story] == ["first"] * 4
    assert [[(one.what, one.before, one.after) for one in chapter.differences] for chapter in story[1:]] == [
        [("Label", "PERSON", "ORG")],
        [("Words", "Ana Moreno", "Ana"), ("Bounds", "0–10", "0–3")],
        [("Note", "", "why")],
    ]


def test_a_deleted_span_still_has_its_story(desk: Desk) -> None:
    ana = desk.add("Ana Moreno")
    desk.act(RemoveSpans((ana,)))

    last = span_story(desk.project, ana)[-1]

    assert ("Label", "PERSON", "") in [(one.what, one.before, one.after) for one in last.differences]
