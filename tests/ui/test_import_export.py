"""Claims about the import and export dialogs."""

import json
from pathlib import Path

import pytest

from annotator.ui.dialogs.export_dialog import CHOSEN, EVERYTHING, ExportDialog
from annotator.ui.dialogs.import_dialog import ImportDialog
from tests.ui.hands import Hands


def test_imported_articles_appear_in_the_list(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "more.txt"
    file.write_text("A new bridge opened.\n\nIt is long.\n", encoding="utf-8")
    before = hands.window.documents.view.model().rowCount()
    dialog = opened_import(hands)

    dialog.add_paths([file])
    dialog.run()

    assert hands.window.documents.view.model().rowCount() == before + 1
    assert "1 articles added" in dialog.report.toPlainText()


def test_the_same_article_twice_is_said(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "again.txt"
    file.write_bytes(hands.text.encode("utf-8"))
    dialog = opened_import(hands)

    dialog.add_paths([file])
    dialog.run()

    assert "1 known already" in dialog.report.toPlainText()


def test_a_path_that_is_gone_is_a_sentence(hands: Hands, tmp_path: Path) -> None:
    dialog = opened_import(hands)

    dialog.add_paths([tmp_path / "nothing.txt"])
    dialog.run()

    assert "nothing.txt" in dialog.problem.text()


@pytest.mark.parametrize("view", [CHOSEN, EVERYTHING])
def test_an_export_holds_the_spans(hands: Hands, tmp_path: Path, view: int) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")
    out = tmp_path / "out.jsonl"
    hands.action("project.export").trigger()
    dialog = hands.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)

    dialog.view.setCurrentIndex(view)
    dialog.out.setText(str(out))
    dialog.run()

    spans = [span for line in out.read_text(encoding="utf-8").splitlines() for span in json.loads(line)["spans"]]
    assert [(span["label"], span["text"]) for span in spans] == [("PERSON", word)]
    assert "1 spans" in dialog.outcome.text()


def test_an_export_into_nowhere_is_a_sentence(hands: Hands, tmp_path: Path) -> None:
    hands.action("project.export").trigger()
    dialog = hands.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)

    dialog.out.setText(str(tmp_path / "no folder" / "out.jsonl"))
    dialog.run()

    assert dialog.problem.text()


def opened_import(hands: Hands) -> ImportDialog:
    hands.action("project.import").trigger()
    dialog = hands.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    return dialog
