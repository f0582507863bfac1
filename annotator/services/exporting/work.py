"""Brings together what an export goes through: whose work, under which names, cut down to what a format holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from annotator.formats.base import Format, Line
from annotator.formats.fitting import fit
from annotator.services.exporting.lines import ExportTally, export_lines
from annotator.services.exporting.pseudonyms import Pseudonyms, pseudonyms_of
from annotator.services.exporting.selection import Chosen, Scope, choose
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class ExportWork:
    """The chosen work of a project, and what of it was counted so far."""

    project: Project
    scope: Scope
    chosen: Chosen
    tally: ExportTally
    pseudonyms: Pseudonyms | None

    @property
    def filters(self) -> dict[str, object]:
        """Say in the manifest what was asked for."""
        said = self.scope.as_json()
        return said if self.pseudonyms is None else self.pseudonyms.filters(said, self.scope.annotators)

    def fitted(self, form: Format) -> Iterator[Line]:
        """Yield the lines as a format holds them, and count them."""
        given = (self.project, self.chosen, self.tally)
        if self.pseudonyms is None:
            return export_lines(*given, fit=partial(fit, form))
        return export_lines(*given, fit=partial(fit, form), disguise=self.pseudonyms.line)


def export_work(project: Project, scope: Scope, *, pseudonyms: bool) -> ExportWork:
    """Choose the work of an export; raises UserError for an annotator that is not there."""
    chosen = choose(project, scope)
    if not pseudonyms:
        return ExportWork(project, scope, chosen, ExportTally(), None)
    hidden = pseudonyms_of(project)
    return ExportWork(project, scope, hidden.chosen(chosen), ExportTally(), hidden)
