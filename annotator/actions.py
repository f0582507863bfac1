"""Every action of the window as Qt-free data: menus, keys, chips, help and the command line read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.model.scheme import RelationLabel, Scheme

DIGITS = "123456789"
SPEAKER = "speaker"


class Scope(StrEnum):
    """Where an action's keys work."""

    WINDOW = "window"
    ARTICLE = "article"
    REVIEW = "review"

    @property
    def rooms(self) -> frozenset[str]:
        """Where its keys are heard: those of the window everywhere, those of article and review never together."""
        return frozenset({"article", "review"} if self is Scope.WINDOW else {self.value})


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
    SUGGEST = "S&uggest"
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


def _article(id: str, text: str, menu: Menu, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(id, text, menu, keys, icon, Scope.ARTICLE)


def _review(id: str, text: str, *keys: str, icon: str = "", checkable: bool = False) -> ActionSpec:
    return ActionSpec(f"review.{id}", text, Menu.REVIEW, keys, icon, Scope.REVIEW, checkable)


# By the names of services/flow/queues.py, which actions may not import for their speed of start.
QUEUES = {
    "all": "all",
    "todo": "not started",
    "in_progress": "in progress",
    "flagged": "flagged",
    "done": "done",
    "skipped": "skipped",
    "mine": "assigned to me",
}

# Edge, unit, side -> the key that moves the edge of a span in the article too.
REVIEW_EDGES = {
    ("start", "", "left"): "Alt+Left",
    ("start", "", "right"): "Alt+Right",
    ("end", "", "left"): "Alt+Shift+Left",
    ("end", "", "right"): "Alt+Shift+Right",
    ("start", "word_", "left"): "Ctrl+Alt+Left",
    ("start", "word_", "right"): "Ctrl+Alt+Right",
    ("end", "word_", "left"): "Ctrl+Alt+Shift+Left",
    ("end", "word_", "right"): "Ctrl+Alt+Shift+Right",
}

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("project.new", "&New project...", Menu.PROJECT, ("Ctrl+N",), "file-plus"),
    ActionSpec("project.open", "&Open project...", Menu.PROJECT, ("Ctrl+O",), "folder-open"),
    ActionSpec("project.import", "&Import articles...", Menu.PROJECT, ("Ctrl+I",), "import"),
    _article("project.paste", "Import what was &copied", Menu.PROJECT, "Ctrl+V", icon="import"),
    ActionSpec("project.export", "&Export labelled data...", Menu.PROJECT, ("Ctrl+E",), "export"),
    ActionSpec("project.print_pdf", "&Print article to PDF...", Menu.PROJECT, (), "print"),
    ActionSpec("scheme.edit", "Edit label &scheme...", Menu.PROJECT, ("Ctrl+L",), "palette"),
    ActionSpec("guideline.open", "G&uideline...", Menu.PROJECT, ("Ctrl+Shift+G",)),
    ActionSpec("names.open", "Na&mes...", Menu.PROJECT, ("Ctrl+Shift+N",), "account"),
    ActionSpec("annotator.switch", "&Who is annotating...", Menu.PROJECT, ("Ctrl+U",), "account"),
    ActionSpec("annotator.roles", "&Roles of annotators...", Menu.PROJECT),
    ActionSpec("project.assign", "&Assign articles...", Menu.PROJECT, (), "assign"),
    ActionSpec("project.share", "S&hare work...", Menu.PROJECT),
    ActionSpec("project.merge", "Merge others' work...", Menu.PROJECT),
    ActionSpec("project.siblings", "Changed on both si&des...", Menu.PROJECT),
    ActionSpec("project.check", "Chec&k the project...", Menu.PROJECT),
    ActionSpec("backup.now", "&Back up now", Menu.PROJECT),
    ActionSpec("backup.restore", "Res&tore a backup...", Menu.PROJECT),
    ActionSpec("window.close", "&Close", Menu.PROJECT, ("Ctrl+Q",), "close"),
    ActionSpec("edit.undo", "&Undo", Menu.EDIT, ("Ctrl+Z",), "undo"),
    ActionSpec("edit.redo", "&Redo", Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("history.open", "What was d&one...", Menu.EDIT, ("Ctrl+H",), "undo"),
    ActionSpec("history.span", "&History of the span...", Menu.EDIT, ("Ctrl+Shift+H",)),
    ActionSpec("bin.open", "Recycle &bin...", Menu.EDIT, ("Ctrl+Shift+Del",), "delete"),
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
    _article("select.paragraph", "Para&graph", Menu.SELECT, "Ctrl+P"),
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
    _article("select.rest", "&Rest of the sentence", Menu.SELECT, "R"),
    _article("select.before", "Sentence up to here", Menu.SELECT, "E"),
    _article("select.span", "&Words of the span", Menu.SELECT, "W"),
    _article("select.typed", "What you t&ype", Menu.SELECT, "/", icon="find"),
    ActionSpec("select.advance", "Move on after a label", Menu.SELECT, ("Ctrl+J",), checkable=True),
    _article("select.none", "&Nothing", Menu.SELECT, "Esc"),
    _article("span.next", "Next s&pan", Menu.SELECT, "]", icon="next"),
    _article("span.previous", "Previous sp&an", Menu.SELECT, "[", icon="previous"),
    _article("span.cycle", "&Cycle spans here", Menu.SELECT, "O"),
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
    ActionSpec("document.delete", "Delete the article...", Menu.ARTICLE, (), "delete"),
    ActionSpec("document.metadata", "Edit title, outlet, &date...", Menu.ARTICLE, ("Ctrl+D",), "edit"),
    ActionSpec("view.light", "&Light", Menu.VIEW, (), "light", checkable=True),
    ActionSpec("view.dark", "&Dark", Menu.VIEW, (), "dark", checkable=True),
    ActionSpec("view.contrast", "&High contrast", Menu.VIEW, (), "contrast", checkable=True),
    ActionSpec("view.system", "As the s&ystem has it", Menu.VIEW, (), "", checkable=True),
    ActionSpec("palette.scheme", "Label colours of the &scheme", Menu.VIEW, checkable=True),
    ActionSpec("palette.soft", "So&ft label colours", Menu.VIEW, checkable=True),
    ActionSpec("palette.safe", "Label colours for every e&ye", Menu.VIEW, checkable=True),
    ActionSpec("view.comfort", "&Reading comfort...", Menu.VIEW, ("Ctrl+Shift+R",)),
    ActionSpec("view.reading", "Reading &mode: hide all panes", Menu.VIEW, ("F11",), checkable=True),
    ActionSpec("view.more_leading", "More space between lines", Menu.VIEW, ("F9",)),
    ActionSpec("view.less_leading", "Less space between lines", Menu.VIEW, ("Shift+F9",)),
    ActionSpec("view.wider", "Wider column", Menu.VIEW, ("F8",)),
    ActionSpec("view.narrower", "Narrower column", Menu.VIEW, ("Shift+F8",)),
    ActionSpec("view.sans", "Letters without serifs", Menu.VIEW, ("F7",), checkable=True),
    ActionSpec("view.wide_letters", "Wide letter and word spacing", Menu.VIEW, ("Shift+F7",), checkable=True),
    ActionSpec("view.larger", "Lar&ger text", Menu.VIEW, ("Ctrl++", "Ctrl+="), "larger"),
    ActionSpec("view.smaller", "S&maller text", Menu.VIEW, ("Ctrl+-",), "smaller"),
    ActionSpec("view.normal", "&Normal text size", Menu.VIEW, ("Ctrl+0",)),
    ActionSpec("view.documents", "Ar&ticles", Menu.VIEW, ("Ctrl+1",), checkable=True),
    ActionSpec("view.spans", "S&pans", Menu.VIEW, ("Ctrl+2",), checkable=True),
    ActionSpec("view.inspector", "&Inspector", Menu.VIEW, ("Ctrl+3",), checkable=True),
    ActionSpec("view.guide", "Label g&uide", Menu.VIEW, ("Ctrl+4",), checkable=True),
    ActionSpec("view.overview", "Project &overview", Menu.VIEW, ("Ctrl+Shift+O",), "chart"),
    ActionSpec("overview.save", "Save a chart of the overview...", Menu.VIEW),
    ActionSpec("guide.explain", "What this label &means", Menu.VIEW, ("F2",)),
    ActionSpec("guideline.outdated", "Spans under &older definitions", Menu.VIEW, ("Ctrl+Shift+L",)),
    ActionSpec("pane.next", "Ne&xt pane", Menu.VIEW, ("F6",)),
    ActionSpec("pane.previous", "Pre&vious pane", Menu.VIEW, ("Shift+F6",)),
    _article("suggestion.next", "&Next suggestion", Menu.SUGGEST, "Tab", icon="next"),
    _article("suggestion.previous", "&Previous suggestion", Menu.SUGGEST, "Shift+Tab", icon="previous"),
    _article("suggestion.accept", "&Accept suggestion", Menu.SUGGEST, "Return", "Enter", icon="done"),
    _article("suggestion.reject", "&Reject suggestion", Menu.SUGGEST, "X", icon="close"),
    ActionSpec("suggestion.accept_many", "Accept &many...", Menu.SUGGEST, ("Ctrl+Shift+Y",)),
    _article("suggestion.doubtful", "Next &doubtful suggestion", Menu.SUGGEST, "J"),
    _article("suggestion.never", "Ne&ver suggest these words", Menu.SUGGEST, "Shift+X"),
    ActionSpec("suggestion.never_list", "&Words never suggested...", Menu.SUGGEST),
    ActionSpec("suggestion.terms", "&Term lists...", Menu.SUGGEST),
    ActionSpec("suggestion.learn", "L&earn from accepted spans...", Menu.SUGGEST),
    ActionSpec("suggestion.pipeline", "&Choose the pipeline...", Menu.SUGGEST),
    ActionSpec("suggestion.again", "Suggest this article a&gain", Menu.SUGGEST),
    ActionSpec("suggestion.all_articles", "Suggest for a&ll articles", Menu.SUGGEST),
    ActionSpec("suggestion.show", "&Show suggestions", Menu.SUGGEST, ("Ctrl+5",), checkable=True),
    ActionSpec("suggestion.on_opening", "Suggest when an article &opens", Menu.SUGGEST, checkable=True),
    ActionSpec("agreement.open", "How far annotators a&gree", Menu.REVIEW, ("Ctrl+Shift+A",), "chart"),
    ActionSpec("agreement.report", "Write a report on a&greement...", Menu.REVIEW),
    ActionSpec("agreement.gamma", "Compute ga&mma", Menu.REVIEW, reason="Needs the package pygamma-agreement."),
    ActionSpec("pass.open", "&Label your own articles again...", Menu.REVIEW),
    ActionSpec("pass.drift", "How far you agree with your&self", Menu.REVIEW),
    ActionSpec("pass.pause", "Back from the second &pass", Menu.REVIEW),
    ActionSpec("pass.give_up", "Give &up the second pass", Menu.REVIEW),
    ActionSpec("review.open", "&Review disagreements", Menu.REVIEW, ("Ctrl+R",), "chart"),
    _review("next", "&Next disagreement", "N", "J", icon="next"),
    _review("previous", "&Previous disagreement", "P", "K", icon="previous"),
    *(_review(f"take_{n}", f"Take choice {n}", n) for n in DIGITS),
    *(_review(f"take_all_{n}", f"Take choice {n} wherever the same words differ so", f"Shift+{n}") for n in DIGITS),
    _review("none", "N&one is right", "0"),
    _review("both", "Keep &both", "B"),
    _review("merge", "&Join all into one span", "M"),
    _review("edit", "&Edit the bounds", "E", icon="edit"),
    _review("take_edited", "Take the edited bounds", "Return", "Enter"),
    _review("relabel", "Re&label...", "L"),
    _review("accept_unanimous", "&Accept all that agree...", "A"),
    _review("rules", "Let a r&ule decide...", "U"),
    _review("comment", "&Comment", "C", icon="note"),
    _review("reason", "&Reason...", "R"),
    _review("defer", "&Flag for discussion", "F", icon="flag"),
    _review("guideline", "Write it into the &guideline...", "G"),
    _review("blind", "&Hide who chose what", "H", checkable=True),
    _review("list", "&List of disagreements", "/"),
    *(
        _review(f"{edge}_{unit}{side}", f"Gold {edge}s one {unit.strip('_') or 'character'} {side}", keys)
        for (edge, unit, side), keys in REVIEW_EDGES.items()
    ),
    ActionSpec("find.open", "&Find in article", Menu.SELECT, ("Ctrl+F",), "find"),
    ActionSpec("search.open", "Search &all articles", Menu.SELECT, ("Ctrl+Shift+F",), "find"),
    ActionSpec("palette.open", "&Command palette", Menu.HELP, ("Ctrl+K", "Ctrl+Shift+P"), "command"),
    ActionSpec("help.keys", "&Keys", Menu.HELP, ("F1", "?"), "keyboard"),
    ActionSpec("help.guide", "&Guide", Menu.HELP),
    ActionSpec("help.change_keys", "&Change keys...", Menu.HELP, (), "keyboard"),
    ActionSpec("help.about", "&About", Menu.HELP, (), "about"),
)


WRITING = (
    *("label.", "link.", "span.", "zone.", "edit.", "project.import", "project.paste", "scheme.edit"),
    "annotator.switch",
    *("document.done", "document.skip", "document.reopen", "document.delete", "document.metadata", "document.flag"),
    *("backup.restore", "project.merge", "annotator.roles", "project.assign", "suggestion.", "review."),
    *("pass.open", "pass.pause", "pass.give_up"),
)
LOOKING = (
    *("span.next", "span.previous", "span.cycle", "suggestion.next", "suggestion.previous", "suggestion.show"),
    *("suggestion.never_list", "suggestion.on_opening", "suggestion.learn"),
    "suggestion.pipeline",
    *("review.open", "review.next", "review.previous", "review.blind", "review.list"),
)


def writes(id: str) -> bool:
    """Whether an action changes the project, so that a read-only window cannot do it."""
    return id.startswith(WRITING) and id not in LOOKING


def label_actions(scheme: Scheme, taken: Iterable[str] | None = None) -> tuple[ActionSpec, ...]:
    """Make one action per enabled label; digits 1-9 go to the first nine, own keys to whoever has a free one."""
    gone = _keys_of(ACTIONS) if taken is None else set(taken)
    made = []
    for place, label in enumerate(scheme.enabled_labels):
        digit = DIGITS[place] if place < len(DIGITS) else ""
        own = "" if label.key in DIGITS else label.key.upper()
        keys = tuple(key for key in (digit, own) if key and key not in gone)
        gone.update(keys)
        made.append(_article(f"label.{label.layer}.{label.name}", label.name, Menu.LABEL, *keys))
    return tuple(made)


def link_actions(scheme: Scheme, taken: Iterable[str] | None = None) -> tuple[ActionSpec, ...]:
    """Make one action per relation label but the speaker, whose action is fixed."""
    gone = _keys_of(ACTIONS + label_actions(scheme)) if taken is None else set(taken)
    made = []
    for relation in scheme.relation_labels:
        if relation.name != SPEAKER:
            keys = _link_keys(relation, gone)
            made.append(_article(f"link.{relation.name}", f"Link: {relation.name}", Menu.LINK, *keys))
    return tuple(made)


def all_actions(scheme: Scheme, chosen: Mapping[str, tuple[str, ...]] | None = None) -> tuple[ActionSpec, ...]:
    """List the fixed actions and those that the scheme brings, with the keys that were chosen for them.

    No key belongs to two where both are heard: a chosen one counts before a default, labels and links yield.
    """
    chosen = chosen or {}
    fixed = with_keys(ACTIONS, chosen)
    claimed = {key for id, keys in chosen.items() if id.startswith(("label.", "link.")) for key in keys}
    gone = _keys_of(fixed)
    labels = _with_yielding_keys(label_actions(scheme, gone | claimed), chosen, gone)
    gone |= _keys_of(labels)
    return (*fixed, *labels, *_with_yielding_keys(link_actions(scheme, gone | claimed), chosen, gone))


def with_keys(actions: Iterable[ActionSpec], chosen: Mapping[str, tuple[str, ...]]) -> tuple[ActionSpec, ...]:
    """Give actions the keys that were chosen; the others keep those of their defaults that nobody chose."""
    listed = tuple(actions)
    holder: dict[tuple[str, str], str] = {}
    for by_choice in (True, False):
        for action in listed:
            if (action.id in chosen) is by_choice:
                for key in chosen.get(action.id, action.keys):
                    if not any((room, key) in holder for room in action.scope.rooms):
                        holder.update(((room, key), action.id) for room in action.scope.rooms)
    return tuple(
        replace(action, keys=tuple(key for key in dict.fromkeys(wanted) if _holds(holder, action, key)))
        for action in listed
        for wanted in (chosen.get(action.id, action.keys),)
    )


def _holds(holder: Mapping[tuple[str, str], str], action: ActionSpec, key: str) -> bool:
    return all(holder.get((room, key)) == action.id for room in action.scope.rooms)


def _with_yielding_keys(
    actions: tuple[ActionSpec, ...], chosen: Mapping[str, tuple[str, ...]], gone: set[str]
) -> tuple[ActionSpec, ...]:
    free = {id: tuple(key for key in keys if key not in gone) for id, keys in chosen.items()}
    return with_keys(actions, free)


def _keys_of(actions: Iterable[ActionSpec]) -> set[str]:
    """List the keys that the article knows: those of review are heard only there."""
    return {key for action in actions if action.scope is not Scope.REVIEW for key in action.keys}


def _link_keys(relation: RelationLabel, taken: set[str]) -> tuple[str, ...]:
    """Prefer the relation's own key, then Shift with the first letter of its name that is free."""
    letters = [letter for letter in relation.name.upper() if letter.isascii() and letter.isalpha()]
    for key in (relation.key.upper(), *(f"Shift+{letter}" for letter in letters)):
        if key and key not in taken and key not in DIGITS:
            taken.add(key)
            return (key,)
    return ()
