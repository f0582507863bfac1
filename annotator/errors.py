"""Errors that the user can act on; everything else is a bug."""


class UserError(Exception):
    """One sentence for the user: what happened, to which thing, what to do."""


class ProjectBusy(UserError):
    """Another process holds the project; the message names the holder where it is known."""


class DamagedProject(UserError):
    """A project file that cannot be opened because something happened to it; the message says what."""


class OlderProject(UserError):
    """A project that an older version of the program made, before it was upgraded."""


class NewerProject(UserError):
    """A project that a newer version of the program made."""


class NotSaved(UserError):
    """A write failed; the project still holds the state from before it."""


class FileBusy(NotSaved):
    """A write failed because another program holds the file just now."""


class ProjectGone(NotSaved):
    """A write failed because the project is no longer where it was opened."""


class SpanRejected(UserError):
    """A span cannot stand where it was asked for; the message says why."""
