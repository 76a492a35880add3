"""With which everybody of the tests logs in."""

PASSWORD = "over de hekjes heen"  # noqa: S105  (of people who exist in tests only)
