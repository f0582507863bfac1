"""Changes the keys of actions: every change holds at once and is remembered on this machine."""

from annotator.actions import ACTIONS, ActionSpec
from annotator.settings import load_settings, save_settings
from annotator.ui.key_rules import native
from annotator.ui.window_actions import WindowActions

_OF_SCHEME = ("label.", "link.")
_FIXED = {spec.id: spec for spec in ACTIONS}


class KeyChoice:
    """Knows who has which key; what was chosen counts before the defaults."""

    def __init__(self, actions: WindowActions) -> None:
        self._actions = actions

    def specs(self) -> tuple[ActionSpec, ...]:
        """List all actions with the keys that they have now."""
        return tuple(self._actions.specs.values())

    def spec(self, id: str) -> ActionSpec:
        """Find an action with the keys that it has now."""
        return self._actions.specs[id]

    def is_changed(self, id: str) -> bool:
        """Tell whether keys were chosen for an action."""
        return id in self._actions.chosen_keys

    def changed(self) -> int:
        """Count the actions whose keys were chosen."""
        return len(self._actions.chosen_keys)

    def holder(self, id: str, key: str) -> ActionSpec | None:
        """Find the action that has a key now where another action would hear it."""
        rooms = self.spec(id).scope.rooms
        return next((spec for spec in self.specs() if key in spec.keys and spec.scope.rooms & rooms), None)

    def add(self, id: str, key: str) -> None:
        """Give an action one more key; who had it loses it."""
        chosen, other = dict(self._actions.chosen_keys), self.holder(id, key)
        if other is not None and (other.id in chosen or (id.startswith(_OF_SCHEME) and other.id in _FIXED)):
            chosen[other.id] = _without(other, key)
        chosen[id] = (*_without(self.spec(id), key), key)
        self._keep(chosen)

    def remove(self, id: str, key: str) -> None:
        """Take a key away from an action."""
        self._keep({**self._actions.chosen_keys, id: _without(self.spec(id), key)})

    def reset(self, id: str) -> str:
        """Give an action its default keys back; say which of them another action keeps."""
        self._keep({other: keys for other, keys in self._actions.chosen_keys.items() if other != id})
        missing = [key for key in _FIXED[id].keys if key not in self.spec(id).keys] if id in _FIXED else []
        holders = ((key, self.holder(id, key)) for key in missing)
        return " ".join(f"{native(key)} stays with “{other.words}”." for key, other in holders if other is not None)

    def reset_all(self) -> None:
        """Give every action its default keys back."""
        self._keep({})

    def _keep(self, chosen: dict[str, tuple[str, ...]]) -> None:
        self._actions.set_keys(chosen)
        save_settings(load_settings().with_keys(self._actions.chosen_keys))


def _without(spec: ActionSpec, key: str) -> tuple[str, ...]:
    return tuple(one for one in spec.keys if one != key)
