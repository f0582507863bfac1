"""Claims about speed: a whole real article is labelled and linked by keys alone, three presses a span or fewer."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.model.annotation import Relation, Span
from annotator.services.importing import import_paths
from annotator.services.project import Project
from tests.ui.hands import Hands

MOST_PRESSES = 3.0
FEWEST_SPANS = 60
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
PERSON, ORG, GPE, NORP, DATE, DIRECT = Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_6
SCARE, CLAIM, CUE, EVENT, PLACE, BUILDING = Key.Key_8, Key.Key_9, Key.Key_C, Key.Key_V, Key.Key_P, Key.Key_B
# What an analyst knows: which key a name gets.
KNOWN = {
    **dict.fromkeys("Lavrov Putin Choe Kim".split(), PERSON),
    **dict.fromkeys(("Sergei Lavrov", "Vladimir Putin", "Kim Jong Un", "Kim Jong-Un", "Choe Con Hui"), PERSON),
    **dict.fromkeys(("John Kirby", "Andrey Karlov"), PERSON),
    **dict.fromkeys("Russia Ukraine Pyongyang Beijing DPRK Moscow Turkey Ankara Najin Dunay LONDON".split(), GPE),
    **dict.fromkeys(("North Korea", "United States"), GPE),
    **dict.fromkeys(("Russian", "Western", "Korean-Russian"), NORP),
    **dict.fromkeys(("White House", "TASS", "Russian Embassy", "National Security Council"), ORG),
    **dict.fromkeys(("Asia", "Africa", "Middle East", "Latin America"), PLACE),
    "Vostochny Cosmodrome": BUILDING,
}
CALENDAR = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Sept\.|Oct\.|September)(?: \d+)?")
# The quotations, counted from 0, that are hers; all others are his.
CHOE_SPEAKS = range(7, 9)
SAID = re.compile(r"\W*said\b")
MARKS = re.compile(r"[\"“”]|\A'|'\Z")


class Analyst:
    """Looks at the screen and presses keys in the article; every key-down counts, a chord once."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.presses = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        self.hands.press(key, modifiers)

    @property
    def sees(self) -> str:
        """The words that are shown as selected."""
        chosen = self.hands.view.selected_range()
        return self.hands.text[slice(*chosen)] if chosen else ""

    @property
    def sees_behind(self) -> str:
        """The words behind the caret."""
        return self.hands.text[self.hands.view.caret() :][:20]

    def selects(self, key: Qt.Key) -> bool:
        """Press a key that selects; tell whether something else is selected now."""
        before = self.hands.view.selected_range()
        self.press(key)
        return self.hands.view.selected_range() not in (None, before)

    def label_names(self) -> None:
        """Walk from name to name; with the option to move on, a name that is right costs one key."""
        self.press(Key.Key_J, CTRL)
        going = self.selects(Key.Key_N)
        while going:
            before = self.hands.view.selected_range()
            if self.sees == "Belt":
                for _ in range(3):
                    self.press(Key.Key_Right, CTRL | SHIFT)
                self.press(EVENT)
            else:
                key = DATE if CALENDAR.fullmatch(self.sees) else KNOWN.get(self.sees)
                if key is not None:
                    self.press(key)
            shown = self.hands.view.selected_range()
            going = shown not in (None, before) or self.selects(Key.Key_N)
        self.press(Key.Key_J, CTRL)

    def label_quotations(self) -> None:
        """Walk from quotation to quotation: label, speaker, and the verb with its link."""
        self.press(Key.Key_Home, CTRL)
        number = 0
        while self.selects(Key.Key_U):
            if len(self.sees.split()) <= 2 and not self.sees.endswith('!"'):
                self.press(SCARE)
                continue
            self.press(DIRECT)
            self.link_speaker("Choe" if number in CHOE_SPEAKS else "Lavrov")
            number += 1
            if SAID.match(self.sees_behind):
                self.press(Key.Key_Space)
                self.press(CUE)
                self.press(Key.Key_C, SHIFT)

    def link_speaker(self, name: str) -> None:
        """Link to the nearest mention and go on to the next until it is the right person."""
        self.press(Key.Key_L)
        for _ in range(15):
            if name in self.sees_as_speaker:
                return
            self.press(Key.Key_Tab)

    @property
    def sees_as_speaker(self) -> str:
        """The words at the other end of the link that was made last."""
        quote = self.hands.session.selected
        ends = [one.to_span for one in self.hands.session.relations if one.from_span == quote]
        target = self.hands.session.span(ends[-1]) if ends else None
        return target.text if target else ""

    def label_claims(self) -> None:
        """Walk from statement to statement and mark those of the article's own voice, with how checkable they are."""
        self.press(Key.Key_Home, CTRL)
        while self.selects(Key.Key_Comma):
            if MARKS.search(self.sees) or not self.sees_behind.startswith("."):
                continue
            high = re.search(r"\d", self.sees) is not None
            self.press(CLAIM)
            self.press(Key.Key_A)
            self.press(Key.Key_H if high else Key.Key_L)


def label_whole_article(project_path: Path, open_window: Callable[..., Hands]) -> tuple[Hands, Analyst]:
    hands = open_window(project_path)
    analyst = Analyst(hands)
    analyst.label_names()
    analyst.label_quotations()
    analyst.label_claims()
    return hands, analyst


@pytest.fixture
def one_seed(tmp_path: Path, shared_seeds: Path) -> Path:
    path = tmp_path / "seed.annotator"
    with Project.create(path) as project:
        import_paths(project, sorted(shared_seeds.glob("003_*.txt")))
    return path


def check(hands: Hands, analyst: Analyst) -> None:
    """Check count and sense of what is stored in the project."""
    spans = hands.stored()
    links = hands.session.project.relations(hands.document, hands.session.annotator.id)
    rate = analyst.presses / len(spans)
    print(f"\n{analyst.presses} presses, {len(spans)} spans, {len(links)} links: {rate:.2f} presses per span")
    assert len(spans) >= FEWEST_SPANS
    assert rate <= MOST_PRESSES
    assert all(span.text == hands.text[span.start : span.end] for span in spans)
    check_entities(spans)
    check_links({span.id: span for span in spans}, links)
    claims = [span for span in spans if span.label == "CLAIM"]
    assert len(claims) >= 8
    assert all([one.name for one in span.attributes] == ["check"] for span in claims)
    assert not any(span.text.endswith(".") for span in claims)


def check_entities(spans: tuple[Span, ...]) -> None:
    entities = [span for span in spans if span.layer == "entity"]
    assert len(entities) >= FEWEST_SPANS
    assert {"PERSON", "ORG", "GPE", "NORP", "DATE", "LOC", "FAC", "EVENT"} <= {span.label for span in entities}
    assert all(before.end <= after.start for before, after in pairwise(entities))


def check_links(spans: dict[object, Span], links: tuple[Relation, ...]) -> None:
    quotes = [span for span in spans.values() if span.label == "DIRECT"]
    assert len(quotes) >= 8
    assert all(span.text[0] in "\"'" and span.text[-1] in "\"'" for span in quotes)
    spoken = {one.from_span: spans[one.to_span] for one in links if one.label == "speaker"}
    assert set(spoken) == {span.id for span in quotes}
    assert {target.text.split()[-1] for target in spoken.values()} == {"Lavrov", "Choe"}
    cues = [one for one in links if one.label == "cue"]
    assert len(cues) >= 2
    assert all(spans[one.to_span].text == "said" for one in cues)
    assert all(0 < spans[one.to_span].start - spans[one.from_span].end < 10 for one in cues)


def test_a_whole_article_takes_three_presses_a_span_or_fewer(one_seed: Path, open_window: Callable[..., Hands]) -> None:
    check(*label_whole_article(one_seed, open_window))


@pytest.mark.xvfb
def test_it_does_so_on_a_real_display_too(one_seed: Path, open_window: Callable[..., Hands]) -> None:
    check(*label_whole_article(one_seed, open_window))
