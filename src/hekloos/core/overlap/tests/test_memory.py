import gc

from hekloos.core.overlap.memory import nothing_collected, remembered


def test_what_was_found_is_not_made_again_until_the_memory_is_full() -> None:
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return 10 * key

    memory: dict[int, int] = {}
    assert [remembered(memory, key, make, most=2) for key in (1, 2, 1, 3, 1)] == [10, 20, 10, 30, 10]
    assert made == [1, 2, 3, 1]
    assert len(memory) <= 2


def test_garbage_is_collected_again_when_the_last_has_left_whoever_came_first() -> None:
    one, other = nothing_collected(), nothing_collected()
    assert gc.isenabled()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert not gc.isenabled()
    other.__exit__(None, None, None)
    assert gc.isenabled()


def test_who_does_without_the_collector_finds_it_as_it_was() -> None:
    gc.disable()
    try:
        with nothing_collected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
