"""Claims about an import that goes on beside the window's events."""

import csv
import gc
import json
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from annotator.services.project import Project
from annotator.ui.dialogs.column_choice import ColumnChoice
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.dialogs.label_mapping import LabelMapping
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

STALL_S = 0.25  # the bar is 50 ms on a machine of its own; tests share theirs


def opened(hands: Hands, *paths: Path) -> ImportDialog:
    hands.action("project.import").trigger()
    dialog = hands.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.add_paths(list(paths))
    return dialog


def lines_file(path: Path, count: int, label: str = "PERSON") -> Path:
    lines = []
    for number in range(count):
        text = f"Anna met Otto, number {number}. " * 20
        spans = [{"start": 0, "end": 4, "label": label}]
        lines.append(json.dumps({"text": text, "annotator": "first", "spans": spans}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def table_file(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Überschrift", "Wortlaut", "Tag"])
        writer.writerow(["A bridge", "It opened today.", "2024-05-06"])
    return path


def asked(hands: Hands, kind: type[QDialog]) -> QDialog:
    assert wait_until(lambda: hands.window.findChild(kind) is not None)
    found = hands.window.findChild(kind)
    assert isinstance(found, kind)
    return found


def operations(hands: Hands) -> int:
    (count,) = hands.session.project.file.db.execute("SELECT count(*) FROM operation").fetchone()
    return int(count)


def test_many_articles_come_in_while_the_window_answers(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, lines_file(tmp_path / "many.jsonl", 400))
    gaps: list[float] = []
    last = [0.0]

    def beat() -> None:
        # Of this thread's own time: the machine of a test may be busy with other things.
        now = thread_time()
        if last[0] and dialog.bar.maximum() > 0:
            gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(dialog)
    timer.timeout.connect(beat)
    timer.start(5)
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)
    timer.stop()

    assert "400 articles added" in dialog.report.toPlainText()
    assert max(gaps) < STALL_S
    dialog.reject()


@pytest.mark.parametrize("after", [0, 40])
def test_a_cancelled_import_leaves_nothing_behind(hands: Hands, tmp_path: Path, after: int) -> None:
    documents = hands.session.project.document_ids()
    before = operations(hands)
    dialog = opened(hands, lines_file(tmp_path / "many.jsonl", 2000))

    dialog.run()
    if after:
        assert wait_until(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() >= after)
    dialog.leave.click()

    assert "cancelled" in dialog.problem.text()
    assert hands.session.project.document_ids() == documents
    assert operations(hands) == before
    assert not hands.session.project.file.db.conn.in_transaction
    dialog.reject()


def test_closing_the_window_ends_an_import_without_a_trace(hands: Hands, tmp_path: Path) -> None:
    path = hands.session.project.path
    before = len(hands.session.project.document_ids())
    dialog = opened(hands, lines_file(tmp_path / "many.jsonl", 2000))
    dialog.run()
    assert wait_until(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() > 20)

    hands.window.close()

    assert gc.isenabled()
    with Project.open(path) as project:
        assert len(project.document_ids()) == before


def test_nobody_writes_into_a_running_import(hands: Hands, tmp_path: Path) -> None:
    told: list[str] = []
    hands.session.failed.connect(told.append)
    dialog = opened(hands, lines_file(tmp_path / "many.jsonl", 2000))
    dialog.run()
    assert wait_until(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() > 20)

    hands.action("document.done_next").trigger()

    assert "an import is running" in told[0]
    dialog.leave.click()
    dialog.reject()


def test_unknown_labels_can_be_taken_for_known_ones(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, lines_file(tmp_path / "foreign.jsonl", 2, label="PER"))
    dialog.run()
    mapping = asked(hands, LabelMapping)
    assert isinstance(mapping, LabelMapping)

    box = mapping.boxes["PER"]
    box.setCurrentIndex(box.findData("PERSON"))
    mapping.confirm.click()

    assert wait_until(lambda: not dialog.is_running)
    assert hands.session.scheme.label("PER") is None
    project = hands.session.project
    (span,) = project.spans(project.document_ids()[-1], hands.session.annotator.id) or (None,)
    assert span is not None
    assert span.label == "PERSON"
    dialog.reject()


def test_columns_of_a_table_are_asked_for_once(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, table_file(tmp_path / "table.csv"))
    dialog.run()
    choice = asked(hands, ColumnChoice)
    assert isinstance(choice, ColumnChoice)
    assert choice.boxes["title"].currentData() == "Überschrift"
    choice.confirm.click()
    assert "article text" in choice.problem.text()

    choice.boxes["text"].setCurrentIndex(choice.boxes["text"].findData("Wortlaut"))
    choice.boxes["published"].setCurrentIndex(choice.boxes["published"].findData("Tag"))
    choice.confirm.click()
    assert wait_until(lambda: not dialog.is_running)

    project = hands.session.project
    document = project.document(project.document_ids()[-1])
    assert document.text == "A bridge\n\nIt opened today."
    assert (document.metadata.title, document.metadata.published) == ("A bridge", "2024-05-06")
    dialog.add_paths([tmp_path / "table.csv"])
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)
    assert "1 known already" in dialog.report.toPlainText()
    dialog.reject()


def test_fields_of_json_that_nobody_knows_are_asked_for_once(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"kopf": "A bridge", "inneres": {"wortlaut": "It opened today."}}\n', encoding="utf-8")
    dialog = opened(hands, path)
    dialog.run()
    choice = asked(hands, ColumnChoice)
    assert isinstance(choice, ColumnChoice)

    for fact, name in (("text", "inneres.wortlaut"), ("title", "kopf")):
        choice.boxes[fact].setCurrentIndex(choice.boxes[fact].findData(name))
    choice.confirm.click()
    assert wait_until(lambda: not dialog.is_running)

    project = hands.session.project
    document = project.document(project.document_ids()[-1])
    assert (document.text, document.metadata.title) == ("A bridge\n\nIt opened today.", "A bridge")
    dialog.add_paths([path])
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)
    assert "1 known already" in dialog.report.toPlainText()
    dialog.reject()


def test_a_question_that_is_closed_cancels_the_import(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, table_file(tmp_path / "table.csv"))
    dialog.run()

    asked(hands, ColumnChoice).reject()

    assert not dialog.is_running
    assert "cancelled" in dialog.problem.text()
    dialog.reject()


def test_faults_refuse_everything_unless_the_good_part_is_wanted(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_text('{"text": "Good."}\n{"no": "text"}\n', encoding="utf-8")
    before = len(hands.session.project.document_ids())
    dialog = opened(hands, file)
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)
    assert "ticking the box" in dialog.problem.text()
    assert "line 2" in dialog.report.toPlainText()
    assert len(hands.session.project.document_ids()) == before

    dialog.keep_good.setChecked(True)
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)

    assert len(hands.session.project.document_ids()) == before + 1
    dialog.reject()
