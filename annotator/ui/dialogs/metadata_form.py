"""Correct what is known about an article: title, outlet, author, date, address."""

from dataclasses import replace

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from annotator.services.commands import SetMetadata
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label
from annotator.ui.session import Session

FIELDS = ("title", "outlet", "author", "published", "url", "language")
_CAPTIONS = {"url": "Address", "published": "Published"}


class MetadataForm(FormDialog):
    """Shows what was proposed at import; the text itself never changes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("About this article", "", parent)
        self.setObjectName("metadata_form")
        self._session = session
        document = session.document
        assert document is not None
        self._document = document
        form = QFormLayout()
        self.fields = {name: QLineEdit(getattr(document.metadata, name)) for name in FIELDS}
        for name, field in self.fields.items():
            caption = _CAPTIONS.get(name, name.capitalize())
            field.setAccessibleName(caption)
            field.setCursorPosition(0)
            form.addRow(plain_label(caption, "caption"), field)
        self.fields["published"].setPlaceholderText("2025-04-26 or 2025-04-26T21:37:10")
        self.body.addLayout(form)
        self.add_confirm("Keep").clicked.connect(self._keep)
        self.resize(560, 280)

    def _keep(self) -> None:
        values = {name: field.text().strip() for name, field in self.fields.items()}
        metadata = replace(
            self._document.metadata,
            title=values["title"],
            outlet=values["outlet"],
            author=values["author"],
            published=values["published"],
            url=values["url"],
            language=values["language"],
        )
        if metadata != self._document.metadata:
            self._session.execute(SetMetadata(self._document.id, metadata))
        self.accept()
