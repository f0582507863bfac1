"""The line for a canonical name: completes from the authority list, adds a new name, offers an alias."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.model.authority import AuthorityEntry
from annotator.services.authority.commands import NameSpans
from annotator.services.authority.entries import Proposal, completed, exactly, meant_by, names_of
from annotator.text.name_spelling import folded
from annotator.ui.panels.completing_line import Choice, CompletingLine
from annotator.ui.session import Session

_SURE = 90.0  # from here on Enter alone takes the entry; below it a new name is meant
SEPARATOR = ";"


class NameLine(CompletingLine):
    """Names the selected span; nothing joins the list unless its line is chosen."""

    named = Signal()

    def __init__(self, session: Session, attribute: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._attribute = session, attribute
        self._entries: tuple[AuthorityEntry, ...] = ()
        self.alias = QCheckBox("Its alias too (Shift+Enter)")
        self.alias.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.alias.setAccessibleName("Add the span's words to the aliases")
        self.rows.addWidget(self.alias)
        self.typed.connect(self._on_typed)
        self.chosen.connect(self._name)
        self.list.currentRowChanged.connect(self._offer_alias)

    def resolved(self, words: str) -> AuthorityEntry | None:
        """Find the only entry that goes by these words."""
        found = exactly(names_of(self._session.project), words)
        return found[0] if len(found) == 1 else None

    def _on_typed(self, text: str) -> None:
        span = self._session.selected_span
        if span is None:
            return
        if not text:
            self._entries = names_of(self._session.project)
        words = text.rpartition(SEPARATOR)[2].strip()
        proposals = completed(self._entries, words) if words else meant_by(self._entries, span.text)
        choices = [Choice(_words(one), one.entry) for one in proposals]
        new = " ".join((words or span.text).split())
        if not any(folded(one.entry.name) == folded(new) for one in proposals):
            choices.append(Choice(f"New name: {new}", new))
        sure = bool(proposals) and proposals[0].score >= _SURE
        row = 0 if sure else len(choices) - 1
        self.offer(tuple(choices), -1 if self.text() and not text else row)
        self._offer_alias()

    def _offer_alias(self, _row: int = 0) -> None:
        span, choice = self._session.selected_span, self.current
        entry = choice.value if choice else None
        new = span is not None and isinstance(entry, AuthorityEntry) and not _goes_by(entry, span.text)
        self.alias.setChecked(False)
        self.alias.setVisible(new)

    def _name(self, value: object, held: bool) -> None:
        span = self._session.selected_span
        if span is None:
            return
        if isinstance(value, AuthorityEntry):
            wanted = (held or self.alias.isChecked()) and not _goes_by(value, span.text)
            command = NameSpans((span.id,), self._attribute, value.name, value.id, (span.text,) if wanted else ())
        else:
            command = NameSpans((span.id,), self._attribute, str(value))
        if self._session.execute(command) is not None:
            self._session.told.emit(f"{self._attribute}: {command.name}")
        self.named.emit()


def _goes_by(entry: AuthorityEntry, words: str) -> bool:
    return folded(words) in map(folded, entry.surfaces)


def _words(proposal: Proposal) -> str:
    entry = proposal.entry
    other = f" ({proposal.surface})" if proposal.surface != entry.name else ""
    return f"{entry.name}{other}{f' · {entry.kind}' if entry.kind else ''}"
