"""Makes what somebody typed or pasted storable: no NUL, no half of a surrogate pair."""

import unicodedata
from dataclasses import replace

from annotator.model.operation import Change, Image
from annotator.services.commands import Plan
from annotator.text.normalise import REPLACEMENT, UNSTORABLE


def storable_plan(plan: Plan) -> Plan:
    """Put U+FFFD where SQLite or JSON could not keep a character; a plan without such stays as it is."""
    return replace(plan, words=_storable(plan.words), changes=tuple(_storable_change(one) for one in plan.changes))


def storable_line(name: str) -> str:
    """Write a name on one line, NFC, storable; empty when nothing of it can be seen."""
    line = unicodedata.normalize("NFC", " ".join(_storable(name).split()))
    visible = any(unicodedata.category(character)[0] not in "CZ" for character in line)
    return line if visible else ""


def _storable_change(change: Change) -> Change:
    if change.after is None or not any(isinstance(v, str) and UNSTORABLE.search(v) for v in change.after.values()):
        return change
    return replace(change, after=_storable_image(change.after))


def _storable_image(image: Image) -> Image:
    return {name: _storable(value) if isinstance(value, str) else value for name, value in image.items()}


def _storable(text: str) -> str:
    return UNSTORABLE.sub(REPLACEMENT, text)
