"""Claims about speed: a whole real article is labelled and linked by keys alone, three presses a span or fewer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.model.annotation import Relation, Span
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.ui.hands import Hands

MOST_PRESSES = 3.0
FEWEST_SPANS = 60
NO, CTRL, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
INDIRECT, SOURCE = Key.Key_7, Key.Key_S
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
    **dict.fromkeys(("White House", "Russian News Agency TASS", "Russian Embassy", "National Security Council"), ORG),
    **dict.fromkeys(("Asia", "Africa", "Middle East", "Latin America"), PLACE),
    "Vostochny Cosmodrome": BUILDING,
}
CALENDAR = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Sept\.|Oct\.|September)(?: \d+)?")
# The quotations, counted from 0, that are hers; all others are his.
CHOE_SPEAKS = range(7, 9)


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody is said to have said; the cue is reached by typing its first letters."""

    typed: str
    speaker: str
    claim: Key | None = None
    # How often Down goes on, how many words it has too many in front, and whether it stands before its cue.
    down: int = 0
    too_many: int = 0
    is_before: bool = False
    relay: bool = False
    by_pronoun: bool = False


REPORTED = (
    Reported("repo", "Russian News Agency TASS", claim=Key.Key_L, relay=True),
    Reported("she", "Choe"),
    Reported("she", "she", is_before=True, by_pronoun=True),
    Reported("sai", "United States", claim=Key.Key_H, down=1),
    Reported("anno", "John Kirby", claim=Key.Key_H, too_many=3),
    Reported("sai", "White House", claim=Key.Key_H, is_before=True),
)
SAID = re.compile(r"\W*said\b")
MARKS = re.compile(r"[\"“”]|\A'|'\Z")


class Analyst:
    """Looks at the screen and presses keys in the article; every key-down counts, a chord once."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.presses = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        self.presses += 1
        self.hands.press(key, modifiers, on=self.hands.window.focusWidget())

    def find(self, letters: str, down: int = 0) -> None:
        """Type the first letters of a word."""
        self.press(Key.Key_Slash)
        for letter in letters:
            self.press(Key(ord(letter.upper())))
        for _ in range(down):
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)

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

    def label_names(self, *, moving_on: bool) -> None:
        """Walk from name to name; with the option to move on, a name that is right costs one key."""
        if moving_on:
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
        if moving_on:
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

    def label_reports(self) -> None:
        """Walk to what introduces a report: mark it, what is reported, the links, and a claim on the same words."""
        self.press(Key.Key_Home, CTRL)
        for report in REPORTED:
            self.find(report.typed, report.down)
            self.label_cue(report)
            self.press(Key.Key_E if report.is_before else Key.Key_R)
            for _ in range(report.too_many):
                self.press(Key.Key_Right, CTRL | ALT)
            self.press(INDIRECT)
            if report.relay:
                self.press(Key.Key_R, SHIFT)
            else:
                self.link_speaker(report.speaker)
            self.press(Key.Key_C, SHIFT)
            if report.claim is not None:
                for key in (Key.Key_W, CLAIM, Key.Key_A, report.claim):
                    self.press(key)
                self.link_speaker(report.speaker)

    def label_cue(self, report: Reported) -> None:
        if report.by_pronoun:
            self.press(SOURCE)
            self.press(Key.Key_Space)
        elif self.sees == "she":
            self.press(Key.Key_Space, SHIFT)
        self.press(CUE)

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

    @property
    def sees_claim(self) -> bool:
        """Whether a claim is marked within the selected words."""
        start, end = self.hands.view.selected_range() or (0, 0)
        return any(one.label == "CLAIM" and start <= one.start < end for one in self.hands.view.shown_spans())

    def label_claims(self) -> None:
        """Walk from statement to statement and mark those of the article's own voice, with how checkable they are."""
        self.press(Key.Key_Home, CTRL)
        while self.selects(Key.Key_Comma):
            if self.sees_claim or MARKS.search(self.sees) or not self.sees_behind.startswith("."):
                continue
            high = re.search(r"\d", self.sees) is not None
            self.press(CLAIM)
            self.press(Key.Key_A)
            self.press(Key.Key_H if high else Key.Key_L)


def label_whole_article(
    project_path: Path, open_window: Callable[..., Hands], *, moving_on: bool = True
) -> tuple[Hands, Analyst]:
    hands = open_window(project_path)
    analyst = Analyst(hands)
    analyst.label_names(moving_on=moving_on)
    analyst.label_quotations()
    analyst.label_reports()
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
    check_reports({span.id: span for span in spans}, links)
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
    direct = {span.id for span in quotes}
    spoken = {one.from_span: spans[one.to_span] for one in links if one.label == "speaker" and one.from_span in direct}
    assert set(spoken) == direct
    assert {target.text.split()[-1] for target in spoken.values()} == {"Lavrov", "Choe"}
    cues = [one for one in links if one.label == "cue" and spans[one.from_span].label == "DIRECT"]
    assert len(cues) >= 2
    assert all(spans[one.to_span].text == "said" for one in cues)
    assert all(0 < spans[one.to_span].start - spans[one.from_span].end < 10 for one in cues)


def check_reports(spans: dict[object, Span], links: tuple[Relation, ...]) -> None:
    reports = [span for span in spans.values() if span.label == "INDIRECT"]
    ends = {(one.from_span, one.label): spans[one.to_span].text for one in links}
    assert len(reports) == len(REPORTED)
    for span, report in zip(reports, REPORTED, strict=True):
        assert ends[span.id, "relay" if report.relay else "speaker"] == report.speaker
        assert ends[span.id, "cue"] in ("said", "announced", "reporting")
    claims = {span.fragments: span for span in spans.values() if span.label == "CLAIM"}
    for span, report in zip(reports, REPORTED, strict=True):
        if report.claim is not None:
            assert ends[claims[span.fragments].id, "claimant"] == report.speaker
    first, last = reports[0].text, reports[-1].text
    assert (first.split()[0], first.split()[-1]) == ("the", "hour")
    assert (last.split()[0], last.split()[-1]) == ("The", "Russia")


def test_a_whole_article_takes_three_presses_a_span_or_fewer(one_seed: Path, open_window: Callable[..., Hands]) -> None:
    check(*label_whole_article(one_seed, open_window))


def test_it_takes_no_more_without_moving_on(one_seed: Path, open_window: Callable[..., Hands]) -> None:
    check(*label_whole_article(one_seed, open_window, moving_on=False))


@pytest.mark.xvfb
def test_it_does_so_on_a_real_display_too(one_seed: Path, open_window: Callable[..., Hands]) -> None:
    check(*label_whole_article(one_seed, open_window))
