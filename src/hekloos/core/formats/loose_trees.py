"""Trees out of loose "belongs to" links, as tables and packages state them: no circles, parents first."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def break_circles(parents: MutableMapping[Node, Node | None]) -> list[Node]:
    """Make a root of one node in every circle; gives those nodes, in order."""
    broken: list[Node] = []
    sound: set[Node] = set()
    for start in list(parents):
        path: set[Node] = set()
        node: Node | None = start
        while node is not None and node not in sound:
            path.add(node)
            above = parents[node]
            if above is not None and above in path:
                broken.append(node)
                parents[node] = above = None
            node = above
        sound |= path
    return broken


def parents_first(nodes: Iterable[Node], parents: Mapping[Node, Node | None]) -> Iterator[Node]:
    """The given order, with a parent brought forward when it stands below its child."""
    done: set[Node] = set()
    for start in nodes:
        waiting: list[Node] = []
        node: Node | None = start
        while node is not None and node not in done:
            waiting.append(node)
            done.add(node)
            node = parents[node]
        yield from reversed(waiting)
