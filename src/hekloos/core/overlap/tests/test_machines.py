"""Work on this machine: in order, no further ahead than asked, and nothing left behind."""

import threading
from collections.abc import Generator

import pytest
from threadpoolctl import threadpool_info

from hekloos.core.overlap.machines import ThisMachine


def square(number: int) -> int:
    return number * number


def fail(_number: int) -> int:
    raise ArithmeticError("so it goes")


def threads_of_a_product() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.mark.parametrize("arithmetic", [False, True])
def test_values_come_in_order(arithmetic: bool) -> None:
    machine = ThisMachine(3)
    doubled = [machine.start(square, machine.start(square, number)) for number in range(20)]
    assert list(machine.collect(doubled, arithmetic=arithmetic)) == [number**4 for number in range(20)]


@pytest.mark.parametrize("arithmetic", [False, True])
def test_little_more_is_done_than_is_asked_for(arithmetic: bool) -> None:
    done: list[int] = []
    machine = ThisMachine(2)
    values = machine.collect([machine.start(done.append, number) for number in range(50)], arithmetic=arithmetic)
    next(values)
    values.close()
    assert 1 <= len(done) <= 4


@pytest.mark.parametrize("arithmetic", [False, True])
def test_an_error_reaches_who_asked(arithmetic: bool) -> None:
    machine = ThisMachine(2)
    with pytest.raises(ArithmeticError, match="so it goes"):
        list(machine.collect([machine.start(square, 1), machine.start(fail, 2)], arithmetic=arithmetic))


def test_products_of_matrices_get_their_threads_back_however_the_work_ends() -> None:
    before, threads = threads_of_a_product(), set(threading.enumerate())
    one, other = (at_work() for _ in range(2))
    next(one)
    next(other)
    assert threads_of_a_product() <= {1}
    one.close()
    assert threads_of_a_product() <= {1}
    other.close()
    assert threads_of_a_product() == before
    assert set(threading.enumerate()) <= threads


def at_work() -> Generator[object]:
    machine = ThisMachine(2)
    return machine.collect([machine.start(square, number) for number in range(9)], arithmetic=True)
