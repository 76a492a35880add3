"""What the tests of the command line share."""

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]  # arguments in; exit code, output and errors out
