"""Learning from accepted spans in the window: counted, learnt in another process, judged, chosen, given up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.suggest.pipelines import default_pipeline, shipped_pipeline
from annotator.ui.dialogs.learn import LearnDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until
from tests.unit.learning.sample_lessons import ship_lessons


@pytest.fixture
def hands(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on articles whose ships are marked as FAC."""
    lessons = ship_lessons()
    groups = [lessons[place : place + 10] for place in range(0, 60, 10)]
    path = make_project(*["\n\n".join(one.text for one in group) + f"\n\nNo. {n}\n" for n, group in enumerate(groups)])
    hands = open_window(path)
    project, me = hands.session.project, hands.session.annotator.id
    for identity in project.document_ids():
        text = project.document(identity).text
        for sentence, (start, end, _) in {one.text: one.spans[0] for one in lessons if one.text in text}.items():
            at = text.index(sentence)
            project.execute(AddSpan(identity, "FAC", ((at + start, at + end),)), me)
    return hands


def opened(hands: Hands) -> LearnDialog:
    hands.action("suggestion.learn").trigger()
    dialog = hands.window.findChild(LearnDialog)
    assert isinstance(dialog, LearnDialog)
    return dialog


def test_the_paragraphs_are_counted_before_anything_is_learnt(hands: Hands) -> None:
    dialog = opened(hands)

    assert wait_until(lambda: "worth it from about 300" in dialog.count.text(), 30)
    assert dialog.start.isEnabled()


def test_what_was_learnt_is_judged_and_used_only_when_chosen(hands: Hands) -> None:
    dialog = opened(hands)
    assert wait_until(dialog.start.isEnabled, 30)

    dialog.start.click()

    assert wait_until(lambda: "FAC: better" in dialog.verdicts.text(), 90), dialog.problem.text()
    assert default_pipeline() == shipped_pipeline()
    dialog.use.click()
    assert default_pipeline().endswith("-entity")
    dialog.remove.click()
    assert default_pipeline() == shipped_pipeline()


def test_leaving_gives_a_running_learning_up(hands: Hands) -> None:
    dialog = opened(hands)
    assert wait_until(dialog.start.isEnabled, 30)
    dialog.start.click()

    dialog.reject()

    assert default_pipeline() == shipped_pipeline()
    with Project.open(hands.session.project.path, read_only=True) as project:
        assert len(project.document_ids()) == 6
