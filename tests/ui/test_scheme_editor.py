"""Claims about editing the scheme in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.services.scheme_file import scheme_from_json
from annotator.ui.dialogs.delete_label import DeleteLabelDialog
from annotator.ui.dialogs.scheme_editor import SchemeEditor
from tests.ui.hands import Hands


@pytest.fixture
def editor(hands: Hands) -> Iterator[SchemeEditor]:
    hands.action("scheme.edit").trigger()
    found = hands.window.findChild(SchemeEditor)
    assert isinstance(found, SchemeEditor)
    yield found
    found.close()


def test_an_added_label_gets_a_key_and_a_chip(hands: Hands, editor: SchemeEditor) -> None:
    editor.new_name.setText("VESSEL")

    editor.add_label()

    assert hands.session.project.scheme.label("VESSEL") is not None
    layer = hands.session.project.scheme.label("VESSEL").layer  # type: ignore[union-attr]  # asserted above
    assert hands.action(f"label.{layer}.VESSEL").isEnabled()
    assert "VESSEL" in [chip.text() for chip in hands.window.label_bar.chips]


def test_renaming_carries_the_spans_along(hands: Hands, editor: SchemeEditor) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")
    editor.select("PERSON")

    editor.form.name.setText("HUMAN")
    editor.keep()

    assert hands.stored_words() == [("HUMAN", word)]
    assert [span.label for span in hands.session.spans] == ["HUMAN"]


def test_recolouring_and_describing_are_stored(hands: Hands, editor: SchemeEditor) -> None:
    editor.select("PERSON")

    editor.form.set_colour("#112233")
    editor.form.texts["example"].setPlainText("an example")
    editor.keep()

    label = hands.session.project.scheme.label("PERSON")
    assert label is not None
    assert (label.colour, label.example) == ("#112233", "an example")


def test_deleting_a_label_asks_what_becomes_of_its_spans(hands: Hands, editor: SchemeEditor) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")
    editor.select("PERSON")

    editor.ask_delete()
    question = editor.findChild(DeleteLabelDialog)
    assert isinstance(question, DeleteLabelDialog)
    assert hands.session.project.scheme.label("PERSON") is not None
    question.target.setCurrentText("ORG")
    question.confirm.click()

    assert hands.session.project.scheme.label("PERSON") is None
    assert hands.stored_words() == [("ORG", word)]


def test_undo_brings_a_deleted_label_and_its_spans_back(hands: Hands, editor: SchemeEditor) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")
    editor.select("PERSON")
    editor.ask_delete()
    question = editor.findChild(DeleteLabelDialog)
    assert isinstance(question, DeleteLabelDialog)
    question.remove.setChecked(True)
    question.confirm.click()
    assert hands.stored() == ()

    hands.action("edit.undo").trigger()

    assert hands.stored_words() == [("PERSON", word)]
    assert hands.action("label.entity.PERSON").isEnabled()


def test_a_name_that_is_taken_is_refused_with_a_sentence(editor: SchemeEditor) -> None:
    editor.new_name.setText("PERSON")

    editor.add_label()

    assert "PERSON" in editor.problem.text()


def test_the_scheme_travels_as_a_file(hands: Hands, editor: SchemeEditor, tmp_path: Path) -> None:
    file = tmp_path / "scheme.json"
    editor.export_file(str(file))
    editor.new_name.setText("VESSEL")
    editor.add_label()

    editor.import_file(str(file))

    assert hands.session.project.scheme.label("VESSEL") is None
    assert scheme_from_json(file.read_text(encoding="utf-8")).label("PERSON") is not None


def test_a_file_that_is_no_scheme_is_refused_with_a_sentence(editor: SchemeEditor, tmp_path: Path) -> None:
    file = tmp_path / "scheme.json"
    file.write_text("{", encoding="utf-8")

    editor.import_file(str(file))

    assert editor.problem.text()
