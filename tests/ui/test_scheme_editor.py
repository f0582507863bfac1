"""Claims about editing the scheme in the window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from annotator.model.annotation import Attribute
from annotator.model.scheme import AttributeDefinition, AttributeType, OverlapRule
from annotator.services.commands import SetAttributes
from annotator.services.scheme.commands import ChangeLabel
from annotator.services.scheme_file import scheme_from_json
from annotator.ui.dialogs.delete_label import DeleteLabelDialog
from annotator.ui.dialogs.scheme_editor import SchemeEditor
from annotator.ui.dialogs.values_question import ValuesQuestion
from tests.ui.hands import Hands, in_front


@pytest.fixture
def editor(hands: Hands) -> Iterator[SchemeEditor]:
    hands.action("scheme.edit").trigger()
    found = hands.window.findChild(SchemeEditor)
    assert isinstance(found, SchemeEditor)
    in_front(found)
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


def test_an_attribute_is_added_by_keys_and_undone_in_one_step(hands: Hands, editor: SchemeEditor) -> None:
    editor.select("CUE")
    before = len(editor.form.attributes.attributes())
    QTest.keyClick(editor.form.attributes.add, Qt.Key.Key_Space)
    field = editor.form.attributes.table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "tone")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    QTest.keyClick(editor.buttons_by_name["Keep changes"], Qt.Key.Key_Space)

    label = hands.session.project.scheme.label("CUE")
    assert label is not None
    assert [one.name for one in label.attributes[before:]] == ["tone"]
    hands.action("edit.undo").trigger()
    label = hands.session.project.scheme.label("CUE")
    assert label is not None
    assert len(label.attributes) == before


def test_an_attribute_without_a_name_is_refused_with_a_sentence(hands: Hands, editor: SchemeEditor) -> None:
    editor.select("CUE")
    before = hands.session.project.scheme.label("CUE")
    QTest.keyClick(editor.form.attributes.add, Qt.Key.Key_Space)
    editor.keep()

    assert "needs a name" in editor.problem.text()
    assert hands.session.project.scheme.label("CUE") == before


@pytest.mark.parametrize("go", [True, False])
def test_values_in_use_are_asked_about(hands: Hands, editor: SchemeEditor, go: bool) -> None:
    mood = AttributeDefinition("mood", "mood", AttributeType.ENUM, ("glad", "sad"))
    label = hands.session.scheme.label("PERSON")
    assert label is not None
    hands.session.execute(ChangeLabel("PERSON", replace(label, attributes=(mood,))))
    span = hands.mark(hands.text.split()[0], "PERSON")
    hands.session.execute(SetAttributes(span, (Attribute("mood", "glad"),)))
    editor.select("PERSON")
    editor.form.attributes.show_attributes(())
    editor.keep()
    question = editor.findChild(ValuesQuestion)
    assert isinstance(question, ValuesQuestion)
    assert "mood: 1" in question.findChildren(QLabel)[0].text()

    (question.remove if go else question.keep).setChecked(True)
    QTest.keyClick(question.confirm, Qt.Key.Key_Space)

    assert [one.attributes for one in hands.stored()] == [() if go else (Attribute("mood", "glad"),)]


def test_a_link_label_is_added_changed_and_deleted(hands: Hands, editor: SchemeEditor) -> None:
    QTest.keyClicks(editor.new_name, "praises")
    QTest.keyClick(editor.buttons_by_name["Add link label"], Qt.Key.Key_Space)
    editor.relation.from_layers.item(0).setCheckState(Qt.CheckState.Checked)
    editor.relation.texts["definition"].setPlainText("says good things about")
    QTest.keyClick(editor.buttons_by_name["Keep changes"], Qt.Key.Key_Space)

    link = hands.session.project.scheme.relation_label("praises")
    assert link is not None
    assert (link.from_layers, link.definition) == (("entity",), "says good things about")
    assert hands.action("link.praises").isEnabled()
    QTest.keyClick(editor.buttons_by_name["Delete label..."], Qt.Key.Key_Space)
    assert hands.session.project.scheme.relation_label("praises") is None


def test_overlaps_of_a_layer_are_forbidden(hands: Hands, editor: SchemeEditor) -> None:
    editor.select("entity")

    QTest.keyClick(editor.overlap, Qt.Key.Key_Space)
    QTest.keyClick(editor.buttons_by_name["Keep changes"], Qt.Key.Key_Space)

    layer = hands.session.project.scheme.layer("entity")
    assert layer is not None
    assert layer.overlap is OverlapRule.FORBIDDEN


def test_the_form_says_when_an_action_has_the_key(editor: SchemeEditor) -> None:
    editor.select("PERSON")

    QTest.keyClicks(editor.form.key, "l")

    assert "Link to speaker" in editor.form.key_note.text()
