"""What can go wrong, one class for each kind."""

from __future__ import annotations

__all__ = ["DatelineError", "LanguageError", "OptionError", "QueryError", "RecordError", "StoreError", "StoryError", "TableError"]


class DatelineError(Exception):
    """The base of all errors of this package.

    Attributes:
        what: What is wrong.
        where: The story, row, column, file or argument.
        expected: What was expected, or how to mend it; may be empty.
    """

    def __init__(self, what: str, where: str = "", expected: str = "") -> None:
        super().__init__(what, where, expected)
        self.what = what
        self.where = where
        self.expected = expected

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f"; expected: {self.expected}" if self.expected else "")


class OptionError(DatelineError, ValueError):
    """An argument that cannot be."""


class StoryError(DatelineError, ValueError):
    """A story that cannot be read."""


class LanguageError(StoryError):
    """A story that is not in English."""


class TableError(DatelineError, ValueError):
    """Arrow data that is no table of stories."""


class RecordError(DatelineError, ValueError):
    """A record that is not what the JSON Schema says."""


class StoreError(DatelineError, OSError):
    """A file of records that cannot be read."""


class QueryError(DatelineError, ValueError):
    """A question that a file of records cannot answer: wrong SQL, one that would write, one that took too long, an unknown type."""
