"""Claims about backups that are made beside the work, and about the warning when spans are gone."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import perf_counter

import pytest
from PySide6.QtCore import Qt

from annotator.services.project import Project
from annotator.services.safety.backups import back_up, backups, contents
from annotator.ui.dialogs.delete_article import DeleteArticle
from annotator.ui.safety.backing import Backing
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Open = Callable[..., Hands]


def backing(hands: Hands) -> Backing:
    return next(one for one in hands.window.features if isinstance(one, Backing))


def reasons(path: Path) -> list[str]:
    return [one.reason for one in backups(path)]


def test_work_is_copied_at_closing(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    hands.window.close()

    assert wait_until(lambda: reasons(project_path) == ["closed"], 10)
    assert contents(backups(project_path)[0].path).spans == 1


def test_nothing_is_copied_where_nothing_was_done(hands: Hands, project_path: Path) -> None:
    hands.window.close()

    assert backups(project_path) == ()


def test_a_backup_is_made_by_hand_and_named(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    hands.action("backup.now").trigger()

    assert wait_until(lambda: "Backup made" in hands.window.status.undo_words.text())
    assert reasons(project_path) == ["by-hand"]
    hands.window.close()
    assert reasons(project_path) == ["by-hand"], "a second copy of the same state was made"


def test_a_due_backup_is_made_only_when_something_is_new(hands: Hands, project_path: Path) -> None:
    backing(hands).make_due()
    hands.mark(hands.text.split()[0], "PERSON")
    backing(hands).make_due()

    assert wait_until(lambda: reasons(project_path) == ["automatic"])


def test_many_spans_are_copied_before_they_go(make_project: Callable[..., Path], open_window: Open) -> None:
    path = make_project(" ".join(f"Name{number}" for number in range(60)))
    hands = open_window(path)
    for number in range(51):
        hands.mark(f"Name{number} ", "PERSON")
    hands.action("document.delete").trigger()
    question = hands.window.findChild(DeleteArticle)

    assert isinstance(question, DeleteArticle)
    question.confirm.click()

    assert hands.session.project.document_ids() == ()
    assert reasons(path) == ["before-delete"]
    assert contents(backups(path)[0].path).spans == 51


def test_an_article_with_few_spans_goes_at_once(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.action("document.delete").trigger()
    question = hands.window.findChild(DeleteArticle)

    assert isinstance(question, DeleteArticle)
    question.confirm.click()

    assert reasons(project_path) == []


def test_spans_that_nobody_deleted_are_missed_at_opening(open_window: Open, project_path: Path) -> None:
    hands = open_window(project_path)
    words = hands.text.split()
    older = project_path.read_bytes()
    hands.mark(words[0], "PERSON")
    hands.window.close()
    project_path.write_bytes(older)

    again = open_window(project_path)

    assert wait_until(lambda: "1 of 1 spans is gone" in again.window.banner.words)


def test_spans_that_were_deleted_by_hand_are_not_missed(open_window: Open, project_path: Path) -> None:
    hands = open_window(project_path)
    hands.mark(hands.text.split()[0], "PERSON")
    hands.window.close()
    second = open_window(project_path)
    second.press(Qt.Key.Key_BracketRight)
    second.press(Qt.Key.Key_Delete)
    assert second.stored() == ()
    second.window.close()

    third = open_window(project_path)

    assert third.window.banner.words == ""


def test_spans_that_go_missing_at_work_are_told(hands: Hands, project_path: Path) -> None:
    words = hands.text.split()
    hands.mark(words[0], "PERSON")
    backing(hands)._look_for_loss()
    with closing(sqlite3.connect(project_path)) as other, other:
        other.execute("DELETE FROM span")

    backing(hands)._look_for_loss()

    assert "gone" in hands.window.banner.words


@pytest.mark.parametrize("trial", range(20))
def test_saving_goes_on_beside_a_backup(tmp_path: Path, trial: int) -> None:
    path = tmp_path / "long.annotator"
    made: list[Path] = []

    def copy() -> None:
        with Project.open(path, read_only=True) as reading:
            made.append(back_up(reading).path)

    with Project.create(path) as project:
        with project.file.unit() as db:
            db.execute("INSERT INTO property (name, value) VALUES ('ballast', ?)", ["x" * 2_000_000])
        thread = Thread(target=copy)
        thread.start()
        longest, saved = 0.0, 0
        while thread.is_alive() or saved < 5:
            began = perf_counter()
            project.ensure_annotator(f"annotator {saved}")
            longest = max(longest, perf_counter() - began)
            saved += 1
        thread.join()

    assert longest < 5, f"a save took {longest * 1000:.0f} ms beside a backup"
    assert contents(made[0]).annotators <= saved
