"""Every action of the window as Qt-free data: menus, keys, chips, help and the command line read it."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.scheme import RelationLabel, Scheme

DIGITS = "123456789"
SPEAKER = "speaker"


class Scope(StrEnum):
    """Where an action's keys work."""

    WINDOW = "window"
    ARTICLE = "article"


class Menu(StrEnum):
    """The menus of the menu bar, in order; NONE has keys and a palette entry only."""

    PROJECT = "&Project"
    EDIT = "&Edit"
    SELECT = "&Select"
    LABEL = "&Label"
    LINK = "Lin&k"
    ZONE = "&Zone"
    ARTICLE = "&Article"
    VIEW = "&View"
    REVIEW = "&Review"
    HELP = "&Help"
    NONE = ""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; `keys` are default key sequences, `reason` says why it cannot work yet."""

    id: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    icon: str = ""
    scope: Scope = Scope.WINDOW
    checkable: bool = False
    reason: str = ""

    @property
    def words(self) -> str:
        """The text without the marks that only menus need."""
        return self.text.replace("&", "").removesuffix("...")


_LATER_SUGGESTIONS = "This project has no suggestions: marking by hand does not need them."
_LATER_REVIEW = "Comparing annotators is not part of this version."


def _article(id: str, text: str, menu: Menu, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(id, text, menu, keys, icon, Scope.ARTICLE)


def _later(id: str, text: str, reason: str) -> ActionSpec:
    return ActionSpec(id, text, Menu.REVIEW, reason=reason)


# By the names of services/queues.py, which actions may not import for their speed of start.
QUEUES = {
    "all": "all",
    "todo": "not started",
    "in_progress": "in progress",
    "flagged": "flagged",
    "done": "done",
    "skipped": "skipped",
    "mine": "assigned to me",
}

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("project.new", "&New project...", Menu.PROJECT, ("Ctrl+N",), "file-plus"),
    ActionSpec("project.open", "&Open project...", Menu.PROJECT, ("Ctrl+O",), "folder-open"),
    ActionSpec("project.import", "&Import articles...", Menu.PROJECT, ("Ctrl+I",), "import"),
    ActionSpec("project.export", "&Export labelled data...", Menu.PROJECT, ("Ctrl+E",), "export"),
    ActionSpec("scheme.edit", "Edit label &scheme...", Menu.PROJECT, ("Ctrl+L",), "palette"),
    ActionSpec("annotator.switch", "&Who is annotating...", Menu.PROJECT, ("Ctrl+U",), "account"),
    ActionSpec("annotator.roles", "&Roles of annotators...", Menu.PROJECT),
    ActionSpec("project.assign", "&Assign articles...", Menu.PROJECT, (), "assign"),
    ActionSpec("window.close", "&Close", Menu.PROJECT, ("Ctrl+Q",), "close"),
    ActionSpec("edit.undo", "&Undo", Menu.EDIT, ("Ctrl+Z",), "undo"),
    ActionSpec("edit.redo", "&Redo", Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    _article("span.delete", "&Delete span", Menu.EDIT, "Del", "Backspace", icon="delete"),
    _article("span.add_fragment", "&Add selection to span as a piece", Menu.EDIT, "+", icon="piece"),
    _article("span.start_left", "Start one character left", Menu.EDIT, "Alt+Left"),
    _article("span.start_right", "Start one character right", Menu.EDIT, "Alt+Right"),
    _article("span.end_left", "End one character left", Menu.EDIT, "Alt+Shift+Left"),
    _article("span.end_right", "End one character right", Menu.EDIT, "Alt+Shift+Right"),
    _article("span.start_word_left", "Start one word left", Menu.EDIT, "Ctrl+Alt+Left"),
    _article("span.start_word_right", "Start one word right", Menu.EDIT, "Ctrl+Alt+Right"),
    _article("span.end_word_left", "End one word left", Menu.EDIT, "Ctrl+Alt+Shift+Left"),
    _article("span.end_word_right", "End one word right", Menu.EDIT, "Ctrl+Alt+Shift+Right"),
    _article("span.bounds_to_selection", "Move span to the &selection", Menu.EDIT, "="),
    _article("span.attributes", "Set an attribu&te", Menu.EDIT, "A"),
    _article("span.label_all", "&Label all like this...", Menu.EDIT, "Shift+A", icon="find"),
    _article("span.unlabel_all", "&Unlabel all like this...", Menu.EDIT),
    _article("span.relabel_all", "&Relabel all like this...", Menu.EDIT),
    ActionSpec("span.note", "Write a &note", Menu.EDIT, ("Ctrl+M",), "note"),
    _article("select.word_next", "&Next word", Menu.SELECT, "Space"),
    _article("select.word_previous", "&Previous word", Menu.SELECT, "Shift+Space"),
    _article("select.sentence", "&Sentence", Menu.SELECT, "."),
    _article("select.sentence_next", "Ne&xt sentence", Menu.SELECT, "Ctrl+."),
    _article("select.paragraph", "Parag&raph", Menu.SELECT, "Ctrl+P"),
    _article("select.name_next", "Next na&me", Menu.SELECT, "N"),
    _article("select.name_previous", "Previous name", Menu.SELECT, "Shift+N"),
    _article("select.quotation_next", "Next &quotation", Menu.SELECT, "D"),
    _article("select.quotation_previous", "Previous quotation", Menu.SELECT, "Shift+D"),
    _article("select.unlabelled_next", "Next quotation without a label", Menu.SELECT, "U"),
    _article("select.unlabelled_previous", "Previous quotation without a label", Menu.SELECT, "Shift+U"),
    _article("select.statement_next", "Next sentence without its full stop", Menu.SELECT, ","),
    _article("select.statement_previous", "Previous sentence without its full stop", Menu.SELECT, "Ctrl+,"),
    _article("select.paragraph_next", "Next paragraph", Menu.SELECT, "G"),
    _article("select.paragraph_previous", "Previous paragraph", Menu.SELECT, "Shift+G"),
    _article("select.typed", "What you t&ype", Menu.SELECT, "/", icon="find"),
    ActionSpec("select.advance", "Move on after a label", Menu.SELECT, ("Ctrl+J",), checkable=True),
    _article("select.none", "&Nothing", Menu.SELECT, "Esc"),
    _article("span.next", "Next s&pan", Menu.SELECT, "]", icon="next"),
    _article("span.previous", "Previous sp&an", Menu.SELECT, "[", icon="previous"),
    _article("span.cycle", "&Cycle spans here", Menu.SELECT, "Tab"),
    _article("span.link_speaker", "Link to &speaker", Menu.LINK, "L", icon="link"),
    _article("zone.title", "Mark as &title", Menu.ZONE),
    _article("zone.byline", "Mark as b&yline", Menu.ZONE),
    _article("zone.dateline", "Mark as &dateline", Menu.ZONE),
    _article("zone.caption", "Mark as &caption", Menu.ZONE),
    _article("zone.boilerplate", "Mark as &boilerplate", Menu.ZONE, "Ctrl+B"),
    _article("zone.other", "Mark as &other", Menu.ZONE),
    _article("zone.clear", "&Unmark", Menu.ZONE, "Ctrl+Shift+B"),
    ActionSpec("zone.confirm", "Con&firm all zones of this article", Menu.ZONE),
    ActionSpec("document.next", "&Next article", Menu.ARTICLE, ("Ctrl+PgDown", "Alt+Down"), "next"),
    ActionSpec("document.previous", "&Previous article", Menu.ARTICLE, ("Ctrl+PgUp", "Alt+Up"), "previous"),
    ActionSpec("document.done_next", "&Done, open next", Menu.ARTICLE, ("Ctrl+Return", "Ctrl+Enter"), "done"),
    ActionSpec("document.skip", "&Skip, open next", Menu.ARTICLE, ("Ctrl+Shift+Return",), "skip"),
    ActionSpec("document.reopen", "Back to &in progress", Menu.ARTICLE, (), "reopen"),
    ActionSpec("document.flag", "F&lag, to come back to", Menu.ARTICLE, ("Ctrl+G",), "flag", checkable=True),
    ActionSpec("queue.choose", "Choose a &queue", Menu.ARTICLE, ("Ctrl+Shift+D",)),
    *(ActionSpec(f"queue.{id}", f"List articles: {words}", Menu.NONE) for id, words in QUEUES.items()),
    ActionSpec("document.metadata", "Edit title, outlet, &date...", Menu.ARTICLE, ("Ctrl+D",), "edit"),
    ActionSpec("view.light", "&Light", Menu.VIEW, (), "light", checkable=True),
    ActionSpec("view.dark", "&Dark", Menu.VIEW, (), "dark", checkable=True),
    ActionSpec("view.contrast", "&High contrast", Menu.VIEW, (), "contrast", checkable=True),
    ActionSpec("view.larger", "Lar&ger text", Menu.VIEW, ("Ctrl++", "Ctrl+="), "larger"),
    ActionSpec("view.smaller", "S&maller text", Menu.VIEW, ("Ctrl+-",), "smaller"),
    ActionSpec("view.normal", "&Normal text size", Menu.VIEW, ("Ctrl+0",)),
    ActionSpec("view.documents", "Ar&ticles", Menu.VIEW, ("Ctrl+1",), checkable=True),
    ActionSpec("view.spans", "S&pans", Menu.VIEW, ("Ctrl+2",), checkable=True),
    ActionSpec("view.inspector", "&Inspector", Menu.VIEW, ("Ctrl+3",), checkable=True),
    ActionSpec("view.guide", "Label g&uide", Menu.VIEW, ("Ctrl+4",), checkable=True),
    ActionSpec("view.overview", "Project &overview", Menu.VIEW, ("Ctrl+Shift+O",), "chart"),
    ActionSpec("overview.save", "Save a chart of the overview...", Menu.VIEW),
    ActionSpec("pane.next", "Ne&xt pane", Menu.VIEW, ("F6",)),
    ActionSpec("pane.previous", "Pre&vious pane", Menu.VIEW, ("Shift+F6",)),
    _later("suggestion.next", "Next suggestion", _LATER_SUGGESTIONS),
    _later("suggestion.previous", "Previous suggestion", _LATER_SUGGESTIONS),
    _later("suggestion.accept", "Accept suggestion", _LATER_SUGGESTIONS),
    _later("suggestion.reject", "Reject suggestion", _LATER_SUGGESTIONS),
    _later("review.next", "Next disagreement", _LATER_REVIEW),
    *(_later(f"review.take_{n}", f"Take choice {n}", _LATER_REVIEW) for n in DIGITS),
    _later("review.none", "Take none", _LATER_REVIEW),
    _later("review.both", "Take both", _LATER_REVIEW),
    _later("review.accept_unanimous", "Accept all that agree", _LATER_REVIEW),
    ActionSpec("find.open", "&Find in article", Menu.SELECT, ("Ctrl+F",), "find"),
    ActionSpec("search.open", "Search &all articles", Menu.SELECT, ("Ctrl+Shift+F",), "find"),
    ActionSpec("palette.open", "&Command palette", Menu.HELP, ("Ctrl+K", "Ctrl+Shift+P"), "command"),
    ActionSpec("help.keys", "&Keys", Menu.HELP, ("F1", "?"), "keyboard"),
    ActionSpec("help.about", "&About", Menu.HELP, (), "about"),
)


WRITING = (
    *("label.", "link.", "span.", "zone.", "edit.", "project.import", "scheme.edit", "annotator.switch"),
    *("document.done", "document.skip", "document.reopen", "document.metadata"),
    *("document.flag", "annotator.roles", "project.assign"),
)
LOOKING = ("span.next", "span.previous", "span.cycle")


def writes(id: str) -> bool:
    """Whether an action changes the project, so that a read-only window cannot do it."""
    return id.startswith(WRITING) and id not in LOOKING


def label_actions(scheme: Scheme) -> tuple[ActionSpec, ...]:
    """Make one action per enabled label; digits 1-9 go to the first nine, own keys to whoever has a free one."""
    taken = _taken_keys(ACTIONS)
    made = []
    for place, label in enumerate(scheme.enabled_labels):
        keys = [DIGITS[place]] if place < len(DIGITS) else []
        own = label.key.upper()
        if own and own not in DIGITS and own not in taken:
            keys.append(own)
            taken.add(own)
        made.append(_article(f"label.{label.layer}.{label.name}", label.name, Menu.LABEL, *keys))
    return tuple(made)


def link_actions(scheme: Scheme) -> tuple[ActionSpec, ...]:
    """Make one action per relation label but the speaker, whose action is fixed."""
    taken = _taken_keys(ACTIONS + label_actions(scheme))
    made = []
    for relation in scheme.relation_labels:
        if relation.name != SPEAKER:
            made.append(
                _article(f"link.{relation.name}", f"Link: {relation.name}", Menu.LINK, *_link_keys(relation, taken))
            )
    return tuple(made)


def all_actions(scheme: Scheme) -> tuple[ActionSpec, ...]:
    """List the fixed actions and those that the scheme brings."""
    return (*ACTIONS, *label_actions(scheme), *link_actions(scheme))


def _taken_keys(actions: tuple[ActionSpec, ...]) -> set[str]:
    return {key for action in actions for key in action.keys}


def _link_keys(relation: RelationLabel, taken: set[str]) -> tuple[str, ...]:
    """Prefer the relation's own key, then Shift with the first letter of its name that is free."""
    letters = [letter for letter in relation.name.upper() if letter.isascii() and letter.isalpha()]
    for key in (relation.key.upper(), *(f"Shift+{letter}" for letter in letters)):
        if key and key not in taken and key not in DIGITS:
            taken.add(key)
            return (key,)
    return ()
