"""Write one's own work, or everybody's, into a file that another copy of the project can merge."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from annotator.services.merging.exchange_file import SUFFIX
from annotator.services.merging.sharing import ShareReport
from annotator.services.reading import counted
from annotator.services.workers import News, NewsKind
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.session import Session

_SHARE = "annotator.services.safety.jobs:share_work"
_INTRODUCTION = (
    "The file goes to whoever has a copy of this project: there, Project > Merge others' work takes it in. "
    "It holds the articles and the labels that the work stands on."
)


class ShareDialog(FormDialog):
    """Changes nothing in the project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Share work", _INTRODUCTION, parent)
        self.setObjectName("share_dialog")
        self._session = session
        self._jobs = Jobs(self)
        self.mine = QRadioButton(f"The work of {single_line(session.annotator.name, 40)}".replace("&", "&&"))
        self.everybody = QRadioButton("Everybody's work")
        self.mine.setChecked(True)
        path = session.project.path
        self.out = QLineEdit(str(path.with_name(f"{path.stem}-work{SUFFIX}")))
        self.out.setAccessibleName("File to write")
        browse = QPushButton("Browse...")
        browse.clicked.connect(self._choose)
        self.outcome = wrapped_label()
        self.outcome.setObjectName("share_outcome")
        where = QHBoxLayout()
        where.addWidget(self.out, 1)
        where.addWidget(browse)
        for part in (plain_label("Whose work", "caption"), self.mine, self.everybody, plain_label("File", "caption")):
            self.body.addWidget(part)
        self.body.addLayout(where)
        self.body.addWidget(self.outcome)
        self.share = self.add_confirm("Share")
        self.share.clicked.connect(self._share)
        self.finished.connect(self._jobs.close)
        self.resize(560, 300)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Share to", self.out.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.out.setText)
        dialog.open()

    def _share(self) -> None:
        self.complain("")
        self.share.setEnabled(False)
        name = self._session.annotator.name if self.mine.isChecked() else None
        self._jobs.submit(self._on_shared, _SHARE, self._session.project.path, Path(self.out.text()), name)

    def _on_shared(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self.share.setEnabled(True)
        report = news.value
        if isinstance(report, ShareReport):
            people = ", ".join(report.annotators) or "nobody yet"
            operations = counted(report.operations, "operation")
            self.outcome.setText(f"Written: {operations}, work of {people}.\n{report.out}")
            self.leave.setText("Close")
        else:
            self.complain(str(report))
