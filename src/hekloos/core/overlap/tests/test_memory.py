from hekloos.core.overlap.memory import remembered


def test_what_was_found_is_not_made_again_until_the_memory_is_full() -> None:
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return 10 * key

    memory: dict[int, int] = {}
    assert [remembered(memory, key, make, most=2) for key in (1, 2, 1, 3, 1)] == [10, 20, 10, 30, 10]
    assert made == [1, 2, 3, 1]
    assert len(memory) <= 2
