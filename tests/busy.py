"""Two people at the same moment, of whom one has to wait for the other."""

import threading
from collections.abc import Callable

from django.db import connection, transaction


def while_another_is_busy(first: Callable[[], object], second: Callable[[], object]) -> object:
    """What the second gives, or raises, who began before the first was done."""
    outcomes: list[object] = []

    def act() -> None:
        try:
            outcomes.append(second())
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            outcomes.append(error)
        finally:
            connection.close()

    late = threading.Thread(target=act)
    with transaction.atomic():
        first()
        late.start()
        late.join(0.5)
        assert late.is_alive(), "the second does not wait for the first"
    late.join()
    return outcomes[0]
