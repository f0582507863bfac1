"""Stretches that a keyboard offers as names: runs of capitalised words and calendar days; no titles."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from annotator.text.paragraphs import paragraphs
from annotator.text.sentences import sentences
from annotator.text.words import Bounds, word_set, words

# Capitalised at the beginning of a sentence or a headline, and never a name by themselves.
ORDINARY = word_set(
    "a about above according across after again against all almost along already also although always am among an"
    " and another any anyone are around as at away back be because been before behind being below besides between"
    " beyond both but by can could date despite did do does down during each earlier early either else enough even"
    " ever every few finally first following footage for former from further had has have he hence her here here's"
    " hers him his how however i i'm i've if in indeed instead into is it it's its itself just last late later"
    " least less let like many may maybe me meanwhile might mine more moreover most much must my near neither"
    " never nevertheless new next no nobody none nor not nothing now of off often on once one only or other others"
    " otherwise our ours out over per perhaps please quite rather read related said same see several she should"
    " since so some something soon still such than that that's the their theirs them then there there's therefore"
    " these they this those though through throughout thus to today together too toward towards trending two under"
    " unless unlike until up upon us very view was we were what what's when where whether which while who whom"
    " whose why will with within without would written yes yesterday yet you your"
)
TITLES = word_set(
    "president minister premier chancellor secretary ambassador spokesman spokeswoman spokesperson senator governor"
    " general colonel captain sergeant major admiral king queen prince princess pope mayor director chairman chairwoman"
    " chief leader dictator professor judge sheriff representative commissioner envoy mr mr. mrs mrs. ms ms. dr dr."
    " prof. gen. col. maj. lt. capt. sgt. sen. rep. gov. sir lord lady counterpart deputy vice prime"
)
# These say which minister; without one behind them they may belong to a name.
BEFORE_TITLES = word_set("foreign defence defense finance interior deputy vice prime former acting first press general")
# "Republic of", "Ministry of": joined to the name behind. "President of" is not, for titles end a run.
JOINTS = word_set("of & de del della van von der den bin ibn al el du la le da dos")
MONTHS = word_set(
    "january february march april may june july august september october november december"
    " jan jan. feb feb. mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec."
)
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
OPENERS = frozenset("\"“„«‘'’([:•*–—-|/.!?…")
HYPHENS = regex.compile("[-‐‑]")
# "Kim Jong-un" is one name, "Kim-led" holds one.
SHORT_ENDING, NO_ENDINGS = 3, frozenset({"led", "era", "run", "ish"})
PLAIN_ENDINGS = ("ing", "ly", "ed")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    lower: str
    opens: bool


def name_runs(text: str) -> tuple[Bounds, ...]:
    """List the stretches that may be names or days, in order; possessive endings are left out."""
    found = list(words(text))
    known = {text[start:end] for start, end in found}
    starts = {start for start, _ in sentences(text)} | {start for start, _ in paragraphs(text)}
    made = [
        _Word(start, end, text[start:end].lower(), start in starts or (place > 0 and _opens(text, found[place - 1])))
        for place, (start, end) in enumerate(found)
    ]
    runs: list[Bounds] = []
    place = 0
    while place < len(made):
        day_end = _day_end(text, made, place)
        if day_end:
            runs.append((made[place].start, made[day_end - 1].end))
        end = day_end or _run_end(text, made, place, known)
        if not day_end:
            runs.extend(_names(text, made[place:end]))
        place = max(end, place + 1)
    return tuple(runs)


def _opens(text: str, before: Bounds) -> bool:
    return text[before[1] - 1] in OPENERS and before[1] - before[0] <= 2


def _day_end(text: str, made: list[_Word], place: int) -> int:
    """Find the end of "October 18, 2023", "18 October", "Sept. 7" or "Thursday"; 0 for none."""
    if _is_number(text, made, place, 2) and _is_month(text, made, place + 1):
        end = place + 2
    elif _is_month(text, made, place):
        end = place + 1
        if _is_number(text, made, end, 2):
            end += 1
    else:
        return place + 1 if made[place].lower in DAYS else 0
    comma = end < len(made) and made[end].lower == ","
    if _is_number(text, made, end + comma, 4):
        end += comma + 1
    return end


def _is_number(text: str, made: list[_Word], place: int, digits: int) -> bool:
    if place >= len(made):
        return False
    word = text[made[place].start : made[place].end]
    return word.isdecimal() and (len(word) == digits if digits > 2 else len(word) <= digits)


def _is_month(text: str, made: list[_Word], place: int) -> bool:
    if place >= len(made) or made[place].lower not in MONTHS or not text[made[place].start].isupper():
        return False
    doubtful = made[place].lower in ("may", "march", "mar.") and made[place].opens
    return not doubtful or _is_number(text, made, place + 1, 2)


def _run_end(text: str, made: list[_Word], place: int, known: set[str]) -> int:
    """Find the end of a run of name words, `place` itself when none begins there."""
    if not _begins_name(text, made[place], known):
        return place
    end = place + 1
    while end < len(made) and not _cut(text, made[end - 1], made[end]):
        if _goes_on(text, made[end]):
            end += 1
            continue
        joint = end
        while joint < len(made) and _joins(made, joint, end):
            joint += 1
        titled = made[end - 1].lower in TITLES
        if joint == end or joint >= len(made) or titled or not _goes_on(text, made[joint]):
            break
        end = joint + 1
    return end


def _joins(made: list[_Word], joint: int, end: int) -> bool:
    """Tell whether a small word joins names: "of", "of the", and the ending of "People's Republic"."""
    lower = made[joint].lower
    if joint == end and made[end - 1].lower == "people":
        return lower in JOINTS or lower in ("'s", "’s")
    return lower in JOINTS or (joint > end and lower == "the")


def _cut(text: str, before: _Word, word: _Word) -> bool:
    """Tell whether a run must end between two words: at a line's end or inside "UN-initiated"."""
    cut_short = _bare(text, before) != (before.start, before.end)
    return cut_short or "\n" in text[before.end : word.start]


def _goes_on(text: str, word: _Word) -> bool:
    return text[word.start].isupper() and word.lower not in MONTHS | DAYS | ORDINARY - {"new"}


def _begins_name(text: str, word: _Word, known: set[str]) -> bool:
    start, end = _bare(text, word)
    if start == end or (word.lower in ORDINARY and not (word.lower == "new" and not word.opens)):
        # "US" is a country, "us" is not.
        return text[word.start : word.end] in ("US", "IT")
    if not word.opens or text[start:end].isupper():
        return True
    return word.lower not in known and not (word.lower.endswith(PLAIN_ENDINGS) and end - start > SHORT_ENDING + 1)


def _bare(text: str, word: _Word) -> Bounds:
    """Cut the small parts off a hyphened word: "anti-Russian" to "Russian"; empty where no part is a name."""
    pieces: list[Bounds] = []
    start = word.start
    for hyphen in HYPHENS.finditer(text, word.start, word.end):
        pieces.append((start, hyphen.start()))
        start = hyphen.end()
    pieces.append((start, word.end))
    capital = [place for place, piece in enumerate(pieces) if text[piece[0] : piece[0] + 1].isupper()]
    if not capital:
        return (word.start, word.start)
    last = capital[-1]
    while last + 1 < len(pieces) and _is_ending(text[slice(*pieces[last + 1])]):
        last += 1
    return pieces[capital[0]][0], pieces[last][1]


def _is_ending(piece: str) -> bool:
    return piece.isdecimal() or (len(piece) <= SHORT_ENDING and piece not in NO_ENDINGS)


def _names(text: str, run: list[_Word]) -> Iterator[Bounds]:
    """Split a run at its titles: "Russian President Vladimir Putin" names a people and a person."""
    part: list[_Word] = []
    for word in [*run, None]:
        if word is not None and word.lower not in TITLES:
            part.append(word)
            continue
        while word is not None and part and part[-1].lower in BEFORE_TITLES:
            part.pop()
        if part:
            yield _bare(text, part[0])[0], _bare(text, part[-1])[1]
        part = []
