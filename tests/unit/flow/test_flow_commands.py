"""Flags belong to one annotator and survive states; roles are changed by a lead once there is one."""

import pytest

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId
from annotator.services.commands import SetState
from annotator.services.flow.commands import SetFlag, SetRole
from tests.unit.services.conftest import Desk


def _flagged(desk: Desk, annotator: AnnotatorId | None = None) -> bool:
    summary = desk.project.summary(annotator or desk.first, desk.document)
    assert summary is not None
    return summary.flagged


def _role(desk: Desk, identity: AnnotatorId) -> Role:
    return next(one.role for one in desk.project.annotators() if one.id == identity)


def test_a_flag_is_set_taken_off_and_undone(desk: Desk) -> None:
    desk.act(SetFlag(desk.document, True))
    assert _flagged(desk)

    desk.act(SetFlag(desk.document, False))
    assert not _flagged(desk)

    desk.project.undo(desk.first)
    assert _flagged(desk)


def test_a_flag_is_the_annotators_own(desk: Desk) -> None:
    desk.act(SetFlag(desk.document, True))

    assert not _flagged(desk, desk.second)


def test_a_flag_does_not_begin_an_article_and_outlives_its_state(desk: Desk) -> None:
    desk.act(SetFlag(desk.document, True))
    assert desk.project.state(desk.document, desk.first) is DocumentState.TODO

    desk.act(SetState(desk.document, DocumentState.DONE))
    desk.add("Ana Moreno")

    assert _flagged(desk)
    assert desk.project.state(desk.document, desk.first) is DocumentState.DONE


@pytest.mark.parametrize("already", [False, True])
def test_the_same_flag_again_changes_nothing(desk: Desk, already: bool) -> None:
    if already:
        desk.act(SetFlag(desk.document, True))

    assert desk.project.execute(SetFlag(desk.document, already), desk.first) is None


def test_a_flag_says_what_it_did(desk: Desk) -> None:
    desk.act(SetFlag(desk.document, True))

    assert desk.project.undo_words(desk.first) == "flag “Ferry”"


def test_the_first_lead_may_be_anybody(desk: Desk) -> None:
    desk.act(SetRole(desk.second, Role.LEAD))

    assert _role(desk, desk.second) is Role.LEAD


def test_undo_takes_a_role_back(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))

    desk.project.undo(desk.first)

    assert _role(desk, desk.first) is Role.ANNOTATOR


def test_once_there_is_a_lead_only_a_lead_changes_roles(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))

    with pytest.raises(UserError, match="Only a lead"):
        desk.project.execute(SetRole(desk.second, Role.LEAD), desk.second)
    desk.act(SetRole(desk.second, Role.LEAD))

    assert _role(desk, desk.second) is Role.LEAD


def test_the_same_role_again_changes_nothing(desk: Desk) -> None:
    assert desk.project.execute(SetRole(desk.first, Role.ANNOTATOR), desk.first) is None


def test_gold_and_suggesters_keep_their_role(desk: Desk) -> None:
    gold: Annotator = desk.project.ensure_annotator("gold", Role.GOLD)

    for who, role in ((gold.id, Role.LEAD), (desk.first, Role.SUGGESTER)):
        with pytest.raises(UserError, match="keeps its role"):
            desk.project.execute(SetRole(who, role), desk.first)


def test_nobody_unknown_gets_a_role(desk: Desk) -> None:
    with pytest.raises(UserError, match="no longer"):
        desk.project.execute(SetRole(AnnotatorId("nobody"), Role.LEAD), desk.first)
