"""Graph matching: as many edges of a graph as can be chosen so that no two of them meet.

First whatever hangs by one edge is matched along it, which is always right; most graphs fall apart that way. In what is
left, vertices with two edges or more, the matching grows from each free vertex in turn (Edmonds, "Paths, trees, and
flowers", 1965): a tree of paths, on which edges outside and inside the matching take turns, is followed until it meets
another free vertex; along the path between the two, edges outside and inside change places, and there is one more.
Where an edge closes an odd circle, the circle (a blossom) is one vertex from then on: its `base` is where it hangs.
A vertex from which no such path starts never gets one later, so each is tried once: V times E steps, and V for each
circle.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

Graph = dict[str, set[str]]


def matched(edges: Iterable[tuple[str, str]]) -> int:
    """Return how many edges the greatest matching has; no edge joins a vertex to itself, and one twice counts once."""
    graph: Graph = {}
    for one, other in edges:
        graph.setdefault(one, set()).add(other)
        graph.setdefault(other, set()).add(one)
    return _hanging(graph) + _MatchingSearch(graph).number()


def _hanging(graph: Graph) -> int:
    """Match what hangs by one edge, take it out of the graph with its partner, and return how many edges that were."""
    number = 0
    ends = [vertex for vertex, near in graph.items() if len(near) == 1]
    while ends:
        near = graph.pop(ends.pop(), None)
        if not near:
            continue
        number += 1
        (partner,) = near
        for other in graph.pop(partner):
            if other in graph:
                graph[other].discard(partner)
                if len(graph[other]) == 1:
                    ends.append(other)
    return number


class _MatchingSearch:
    """A matching that grows, path by path, until there is no greater one."""

    def __init__(self, graph: Graph) -> None:
        names = sorted(graph)
        numbers = {name: number for number, name in enumerate(names)}
        self._near = [sorted(numbers[other] for other in graph[name]) for name in names]
        self._mate: list[int | None] = [None] * len(names)

    def number(self) -> int:
        """Return how many edges the greatest matching has."""
        for vertex, near in enumerate(self._near):  # as it comes: most of the matching, and the rest has less to do
            free = next((other for other in near if self._mate[other] is None), None)
            if self._mate[vertex] is None and free is not None:
                self._mate[vertex], self._mate[free] = free, vertex
        for vertex in range(len(self._near)):
            if self._mate[vertex] is None:
                self._grow(vertex)
        return sum(mate is not None for mate in self._mate) // 2

    def _grow(self, root: int) -> None:
        """Match a free vertex if a path leads from it to another one."""
        self._before: list[int | None] = [None] * len(self._near)  # on the path to the root, the vertex outside
        self._base = list(range(len(self._near)))
        self._is_even = [vertex == root for vertex in range(len(self._near))]
        waiting = deque([root])
        while waiting:
            node = waiting.popleft()
            for neighbour in self._near[node]:
                mate = self._mate[neighbour]
                if self._base[node] == self._base[neighbour] or mate == node:
                    continue
                if neighbour == root or (mate is not None and self._before[mate] is not None):
                    waiting += self._shrink(node, neighbour)
                elif self._before[neighbour] is None:
                    self._before[neighbour] = node
                    if mate is None:
                        self._turn(neighbour)
                        return
                    self._is_even[mate] = True
                    waiting.append(mate)

    def _turn(self, end: int) -> None:
        """Let edges outside and inside the matching change places on the path from its end to the root."""
        node: int | None = end
        while node is not None:
            before = self._before[node]
            assert before is not None  # noqa: S101 - every second vertex of the path has come from another
            beyond = self._mate[before]
            self._mate[node], self._mate[before] = before, node
            node = beyond

    def _shrink(self, one: int, other: int) -> list[int]:
        """Make one vertex of the circle that an edge closes, and return those that can be gone on from now."""
        base = self._meeting(one, other)
        circle: set[int] = set()
        self._mark(one, base, other, circle)
        self._mark(other, base, one, circle)
        new = []
        for vertex, its_base in enumerate(self._base):
            if its_base in circle:
                self._base[vertex] = base
                if not self._is_even[vertex]:
                    self._is_even[vertex] = True
                    new.append(vertex)
        return new

    def _meeting(self, one: int, other: int) -> int:
        """Return the base at which the paths of two vertices to the root meet."""
        seen = set()
        for vertex in self._to_root(one):
            seen.add(vertex)
        return next(vertex for vertex in self._to_root(other) if vertex in seen)

    def _to_root(self, vertex: int) -> Iterable[int]:
        """Yield the bases on the way from a vertex to the root, every second one."""
        while True:
            vertex = self._base[vertex]
            yield vertex
            mate = self._mate[vertex]
            before = None if mate is None else self._before[mate]
            if before is None:
                return
            vertex = before

    def _mark(self, vertex: int, base: int, child: int, circle: set[int]) -> None:
        """Gather the bases on one side of a circle, and let its vertices be reached from the other side as well."""
        while self._base[vertex] != base:
            mate = self._mate[vertex]
            assert mate is not None  # noqa: S101 - only the root has none, and the root is a base
            circle |= {self._base[vertex], self._base[mate]}
            self._before[vertex] = child
            child = mate
            before = self._before[mate]
            assert before is not None  # noqa: S101 - as above
            vertex = before
