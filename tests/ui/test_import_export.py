"""Claims about the import and export dialogs."""

import json
from pathlib import Path

import pytest

from annotator.ui.dialogs.export_dialog import CHOSEN, EVERYTHING, ExportDialog
from annotator.ui.dialogs.import_dialog import ImportDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


def test_imported_articles_appear_in_the_list(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "more.txt"
    file.write_text("A new bridge opened.\n\nIt is long.\n", encoding="utf-8")
    before = hands.window.documents.view.model().rowCount()
    dialog = opened_import(hands)

    dialog.add_paths([file])
    done(dialog)

    assert hands.window.documents.view.model().rowCount() == before + 1
    assert "1 articles added" in dialog.report.toPlainText()


def test_the_same_article_twice_is_said(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "again.txt"
    file.write_bytes(hands.text.encode("utf-8"))
    dialog = opened_import(hands)

    dialog.add_paths([file])
    done(dialog)

    assert "1 known already" in dialog.report.toPlainText()


def test_a_path_that_is_gone_is_a_sentence(hands: Hands, tmp_path: Path) -> None:
    dialog = opened_import(hands)

    dialog.add_paths([tmp_path / "nothing.txt"])
    done(dialog)

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


def test_before_an_export_the_window_says_what_the_format_does_not_keep(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    dialog = opened_export(hands)
    dialog.view.setCurrentIndex(EVERYTHING)
    assert wait_until(lambda: "Nothing is lost." in dialog.losses.words.text())

    dialog.format.setCurrentText("conll")

    assert wait_until(lambda: "Not kept: state" in dialog.losses.words.text())
    assert "1 spans" in dialog.losses.words.text()
    assert dialog.out.text().endswith(".zip")


def test_the_choices_of_a_format_are_offered_and_a_wrong_one_is_said(hands: Hands, tmp_path: Path) -> None:
    dialog = opened_export(hands)
    dialog.format.setCurrentText("spacy")

    dialog.choices.field("dev").setText("many")
    dialog.choices.field("dev").editingFinished.emit()

    assert wait_until(lambda: "no share for development" in dialog.losses.words.text())
    dialog.out.setText(str(tmp_path / "out.spacy"))
    dialog.run()
    assert "no share for development" in dialog.problem.text()


def opened_export(hands: Hands) -> ExportDialog:
    hands.action("project.export").trigger()
    dialog = hands.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    return dialog


def opened_import(hands: Hands) -> ImportDialog:
    hands.action("project.import").trigger()
    dialog = hands.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    return dialog


def done(dialog: ImportDialog) -> None:
    """Import and wait for the end."""
    dialog.run()
    assert wait_until(lambda: not dialog.is_running)


def test_a_tick_gives_annotators_pseudonyms_in_the_file(hands: Hands, tmp_path: Path) -> None:
    dialog = ExportDialog(hands.window.session, hands.window)
    dialog.view.setCurrentIndex(EVERYTHING)
    dialog.out.setText(str(tmp_path / "out.jsonl"))

    assert not dialog.pseudonyms.isChecked()
    dialog.pseudonyms.click()
    dialog.run()

    name = hands.window.session.annotator.name
    written = [json.loads(line)["annotator"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert written
    assert name not in written
    assert all(one == "" or one.startswith("annotator-") for one in written)
