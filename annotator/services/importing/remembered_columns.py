"""Remembers on this machine which columns of a table hold what, by the table's header."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.settings import settings_folder

_FILE = "columns.json"
_TABLES = 200


def remembered_columns(header: Sequence[str]) -> dict[str, str] | None:
    """Tell what was chosen for a table with this header, None when it was never asked."""
    chosen = _stored().get(_key(header))
    return dict(chosen) if chosen is not None else None


def remember_columns(header: Sequence[str], chosen: Mapping[str, str]) -> None:
    """Keep a choice; a folder that cannot be written costs the memory only."""
    kept = {key: value for key, value in _stored().items() if key != _key(header)}
    newest = dict([*kept.items(), (_key(header), dict(chosen))][-_TABLES:])
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        _path().write_text(json.dumps(newest, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return


def _path() -> Path:
    return settings_folder() / _FILE


def _key(header: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()[:20]


def _stored() -> dict[str, dict[str, str]]:
    """Read what is kept; a damaged file counts as empty."""
    try:
        stored = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    tables = stored.items() if isinstance(stored, dict) else ()
    return {key: _words(value) for key, value in tables if isinstance(value, dict)}


def _words(stored: Mapping[object, object]) -> dict[str, str]:
    return {key: value for key, value in stored.items() if isinstance(key, str) and isinstance(value, str)}
