"""Review in the window: opens the page, gives keys their meaning there, shows what lies on the desk."""

from functools import partial

from PySide6.QtCore import QModelIndex, QObject

from annotator.actions import DIGITS, REVIEW_EDGES
from annotator.metrics.clusters import ClusterClass
from annotator.model.decision import Policy, Verdict
from annotator.model.document import Role
from annotator.model.ids import AnnotatorId
from annotator.services.review.clustered import REVIEWED
from annotator.services.review.gathering import gold_annotator
from annotator.services.review.reviewing import (
    CLASS_WORDS,
    REASONS,
    choice_words,
    decision_words,
    pseudonyms,
    review_refusal,
)
from annotator.services.review.rows import ClusterRow
from annotator.ui.article.selection import Edge, Unit
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts
from annotator.ui.review.asking import alike_places, ask_guideline, choose_one
from annotator.ui.review.bounds import Bounds
from annotator.ui.review.desk import ReviewDesk
from annotator.ui.review.page import ReviewPage
from annotator.ui.review.previews import AlikeDialog, RuleDialog
from annotator.ui.tables import RECORD

EMPTY = "Nothing to review: at least two annotators must be done with the same article."
LOOK_ONLY = "These are two passes of one annotator: they are looked at, and nothing is decided between them."


class Reviewing(QObject):
    """Joins page, desk and actions."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self.page = ReviewPage(parts.actions)
        self.desk = ReviewDesk(parts.session, self.page.table, self)
        self.bounds = Bounds(self.page.text)
        self._blind = parts.actions.by_id["review.blind"]
        self._blind.setChecked(True)
        self._shown: tuple[object, ...] = ()
        self._picked: tuple[str, ...] = ()
        self.page.text.set_reading(parts.options.settings.reading)
        parts.pages.add(self.page)
        self._connect()

    def _connect(self) -> None:
        page = self.page
        page.left.connect(self._parts.pages.show_article)
        page.card.chosen.connect(self._take)
        page.card.commented.connect(self._on_comment)
        page.card.comment_left.connect(page.text.setFocus)
        page.filters.changed.connect(self._on_filters)
        page.list.clicked.connect(self._on_row)
        page.list.selectionModel().currentChanged.connect(self._on_row)
        self.desk.shown.connect(self._show)
        self.desk.loaded.connect(self._count)
        self._parts.options.reading_changed.connect(page.text.set_reading)
        self._parts.pages.page_shown.connect(self._on_page)
        self._session.annotator_changed.connect(self._leave)
        self._session.failed.connect(page.banner.warn)
        self._session.changed.connect(page.banner.hide)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        edges = {
            f"review.{edge}_{unit}{side}": partial(self._move, Edge(edge), unit, side)
            for edge, unit, side in REVIEW_EDGES
        }
        taking = {f"review.take_{n}": partial(self._take, int(n) - 1) for n in DIGITS}
        taking |= {f"review.take_all_{n}": partial(self._take_alike, int(n) - 1) for n in DIGITS}
        return {
            **edges,
            **taking,
            "review.open": self.open,
            "review.next": partial(self._walk, 1),
            "review.previous": partial(self._walk, -1),
            "review.none": partial(self._decide, Verdict.NONE),
            "review.both": partial(self._decide, Verdict.BOTH),
            "review.merge": partial(self._decide, Verdict.MERGE),
            "review.defer": partial(self._decide, Verdict.DEFER),
            "review.edit": self._edit,
            "review.take_edited": self._take_edited,
            "review.relabel": self._relabel,
            "review.accept_unanimous": partial(self._ask_rule, Policy.UNANIMOUS),
            "review.rules": partial(self._ask_rule, Policy.MAJORITY),
            "review.comment": self._comment,
            "review.reason": self._ask_reason,
            "review.guideline": self._guideline,
            "review.blind": self._on_blind,
            "review.list": self.page.list.setFocus,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.page.set_theme(theme)

    def close(self) -> None:
        """End what still reads."""
        self.desk.stop()

    def open(self) -> None:
        """Show the page, unless somebody else is to review."""
        self._open(())

    def _open(self, whom: tuple[AnnotatorId, ...]) -> None:
        """Show the page; two passes of one annotator are looked at only, and by herself too."""
        is_own = self._session.annotator.id in whom and self._session.annotator.role is not Role.SECOND_PASS
        refusal = "" if is_own else review_refusal(self._session.project, self._session.annotator)
        if refusal:
            self._session.failed.emit(refusal)
            return
        self.desk.whom = whom
        self._offer()
        self._shown = ()
        self._parts.pages.show_page(self.page)
        self.desk.begin()
        self._show()

    def show_clusters(self, keys: tuple[str, ...], whom: tuple[AnnotatorId, ...] = ()) -> None:
        """Show the clusters behind a figure only; `keys` are ids of clusters or of spans in them.

        `whom` are the two passes of one annotator, when it is these that are to be seen.
        """
        self._picked = keys
        self._open(whom)

    def _offer(self) -> None:
        people = [one.name for one in self._session.project.annotators() if one.role in REVIEWED]
        self.page.filters.offer(self._session.scheme, [] if self._blind.isChecked() else people)
        picked, self._picked = self._picked, ()
        if picked or self.page.filters.wanted.keys:
            self.page.filters.pick(frozenset(picked))
        self.page.table.ask(self.page.filters.wanted, self.page.filters.wanted_order)

    def _ready(self) -> bool:
        """Show the page first if an action was chosen from a menu elsewhere."""
        if self._parts.pages.currentWidget() is self.page:
            return True
        self.open()
        return False

    def _may_decide(self) -> bool:
        """Be ready, and refuse to decide between two passes of one annotator."""
        if not self._ready():
            return False
        if self.desk.whom:
            self._session.failed.emit(LOOK_ONLY)
        return not self.desk.whom

    def _walk(self, step: int) -> None:
        if self._ready():
            self.desk.walk(step)

    def _decide(self, verdict: Verdict) -> None:
        if self._may_decide():
            self.desk.decide(verdict, 0 if verdict is Verdict.MERGE else None)

    def _take(self, number: int) -> None:
        if not self._may_decide():
            return
        if self.desk.item is not None and number >= len(self.desk.item.choices):
            self._session.failed.emit(f"There is no choice {number + 1} here: take one of those that are shown.")
            return
        self.desk.decide(Verdict.TAKE, number)
        self.page.text.setFocus()

    def _take_alike(self, number: int) -> None:
        if not self._may_decide():
            return
        item, row = self.desk.item, self.desk.row
        if item is None or row is None or number >= len(item.choices):
            self._take(number)
        elif self.desk.is_loading:
            self._session.failed.emit("The articles are still being read: wait until the list is complete.")
        else:
            places = alike_places(self._session.project, self.desk, self.page.table.known, number)
            if len(places) == 1:
                self.desk.decide(Verdict.TAKE, number)
                return
            choice = item.choices[number].reading
            words = f"{' + '.join(one.label for one in choice)} is taken at {len(places)} places. Space leaves one out."
            dialog = AlikeDialog(self._session, row.surface, places, words, self._parts.window)
            dialog.accepted.connect(partial(self.desk.walk, 1))
            dialog.open()

    def _edit(self) -> None:
        if self._may_decide() and self._has_item():
            assert self.desk.item is not None
            self.bounds.begin(self.desk.item.choices[0].reading[0])
            self.page.text.setFocus()
            self._session.told.emit("Alt and arrows move the edges, or select other words; Enter takes them.")

    def _move(self, edge: Edge, unit: str, side: str) -> None:
        if not self._may_decide() or not self._has_item():
            return
        if not self.bounds.fragments:
            self._edit()
        self.bounds.move(edge, Unit.WORD if unit else Unit.CHARACTER, forward=side == "right")

    def _take_edited(self) -> None:
        pieces = self.bounds.fragments
        if self._may_decide() and not pieces:
            self._session.failed.emit("No words are selected: press E, or select them in the article, first.")
        elif self._has_item():
            assert self.desk.item is not None
            label = self.desk.item.choices[0].reading[0].label
            self.desk.edit(pieces, label)

    def _relabel(self) -> None:
        if not self._may_decide() or not self._has_item():
            return
        layer = self.desk.item.cluster.layer if self.desk.item is not None else ""
        names = [one.name for one in self._session.scheme.enabled_labels if one.layer == layer]
        choose_one(self.page.card, "review_labels", [(name, name) for name in names], self._on_label)

    def _on_label(self, name: str) -> None:
        if self.desk.item is not None:
            self.desk.edit(self.bounds.fragments or self.desk.item.choices[0].reading[0].fragments, name)

    def _ask_reason(self) -> None:
        if self._may_decide() and self._has_item():
            rows = [(words, reason) for reason, words in REASONS.items()]
            choose_one(self.page.card, "review_reasons", rows, self._on_reason)

    def _on_reason(self, reason: str) -> None:
        self.desk.annotate(reason=reason)

    def _comment(self) -> None:
        if self._may_decide() and self._has_item():
            decision = self.desk.item.decision if self.desk.item is not None else None
            self.page.card.ask_comment(self.desk.comment or (decision.comment if decision is not None else ""))

    def _on_comment(self, words: str) -> None:
        self.desk.annotate(comment=words.strip())
        self.page.text.setFocus()

    def _guideline(self) -> None:
        if self._may_decide():
            ask_guideline(self._session, self.desk, self._parts.window)

    def _ask_rule(self, policy: Policy) -> None:
        if self._may_decide():
            dialog = RuleDialog(self._session, policy, self._parts.window)
            dialog.accepted.connect(partial(self.desk.walk, 1))
            dialog.open()

    def _has_item(self) -> bool:
        if self.desk.item is None:
            self._session.failed.emit(self.desk.why_not())
        return self.desk.item is not None

    def _on_filters(self) -> None:
        self.page.table.ask(self.page.filters.wanted, self.page.filters.wanted_order)
        row = self.desk.row
        if row is None or self.page.table.place_of(row.document, row.key) < 0:
            place = self.page.table.next_unresolved(-1, 1)
            rows = self.page.table.rows
            self.desk.go(rows[max(place, 0)] if rows else None)
        self._follow()
        self._count()

    def _on_row(self, index: QModelIndex, _before: object = None) -> None:
        row = index.data(RECORD) if index.isValid() else None
        if isinstance(row, ClusterRow) and (self.desk.row is None or row.key != self.desk.row.key):
            self.desk.go(row)

    def _on_blind(self) -> None:
        self._shown = ()
        self._offer()
        self._show()

    def _on_page(self, page: object) -> None:
        if page is not self.page:
            self.desk.stop()

    def _leave(self, _annotator: object) -> None:
        """Keep what was shown to one from the eyes of another."""
        if self._parts.pages.currentWidget() is self.page:
            self._parts.pages.show_article()

    def _known_as(self) -> dict[str, str]:
        """Name everybody as she is to be called in the article on the desk."""
        review = self.desk.review
        names = [one.name for one in review.annotators] if review is not None else []
        if self.desk.whom:
            return {name: name for name in names}
        if self._blind.isChecked() and review is not None:
            return pseudonyms(review.document, names)
        return {name: name for name in names}

    def _show(self) -> None:
        self.bounds.end()
        self._show_text()
        self._show_card()
        self._follow()
        self._count()

    def _show_text(self) -> None:
        desk, text = self.desk, self.page.text
        if desk.document is None or desk.review is None or desk.row is None:
            self.page.title.setText("Review of disagreements")
            text.setVisible(False)
            return
        text.setVisible(True)
        self.page.title.setText(desk.document.title)
        known, layer = self._known_as(), desk.row.layer
        seen = (desk.document.id, layer, desk.review.annotators, desk.gold, tuple(known.items()))
        if seen != self._shown:
            self._shown = seen
            project = self._session.project
            gold = gold_annotator(project.annotators())
            names = {gold.id if gold is not None else AnnotatorId("gold"): "gold"}
            people = sorted(
                desk.review.annotators,
                key=lambda one: (len(known[one.name]) if self._blind.isChecked() else 0, known[one.name]),
            )
            names |= {one.id: known[one.name] for one in people}
            in_layer = tuple(span for span in (*desk.gold, *desk.review.spans) if span.layer == layer)
            text.show_tracks(desk.document, self._session.scheme, names, in_layer)
        held = set(desk.item.decision.gold_spans) if desk.item is not None and desk.item.decision is not None else set()
        ids = (desk.item.span_ids if desk.item is not None else frozenset()) | held
        text.show_cluster((desk.row.start, desk.row.end), ids)

    def _show_card(self) -> None:
        desk, card = self.desk, self.page.card
        if desk.row is None or desk.document is None or desk.review is None:
            card.show_choices("Reading the articles…" if desk.is_loading else EMPTY, "", ())
            return
        if desk.item is None:
            card.show_choices(f"{desk.row.difference} in {desk.row.layer}: spans are gone", desk.why_not(), ())
            return
        known = self._known_as()
        words = choice_words(self._session.project, desk.document, desk.item, known)
        cluster = desk.item.cluster
        heading = f"{cluster.kind.value}: {CLASS_WORDS[ClusterClass(cluster.kind)]}, in {cluster.layer}"
        if cluster.silent:
            heading += f". Not labelled by {', '.join(sorted(known.get(one, one) for one in cluster.silent))}"
        by = {one.id: one.name for one in self._session.project.annotators()}
        told = decision_words(desk.item, desk.gold, by)
        if desk.row.state.value.startswith("changed"):
            told = f"Changed since decided, or decided in two ways. {told}"
        card.show_choices(heading, told, words)
        kept = [REASONS.get(desk.reason, ""), f"“{desk.comment}”" if desk.comment else ""]
        pending = "; ".join(one for one in kept if one)
        card.show_pending(f"With the next decision: {pending}" if pending and not told else "")

    def _follow(self) -> None:
        row, view = self.desk.row, self.page.list
        place = self.page.table.place_of(row.document, row.key) if row is not None else -1
        if place >= 0 and view.currentIndex().row() != place:
            view.selectRow(place)

    def _count(self) -> None:
        known = self.page.table.known
        left = sum(row.is_unresolved for row in known)
        reading = ", reading…" if self.desk.is_loading else ""
        shown = len(self.page.table.rows)
        filtered = f", {shown} listed" if shown != len(known) else ""
        if self.desk.whom:
            self.page.progress.setText(f"{shown} of {len(known)} differences between two passes{reading}")
            return
        self.page.progress.setText(f"{left} of {len(known)} to decide{filtered}{reading}")
