"""Claims joined into clusters, firmest tie first, never across what keeps two apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.group.bonds import Bonds
from onrecord.group.profile import Profile, Spot
from onrecord.group.relations import are_apart
from onrecord.group.ties import Tie
from onrecord.model import When

_Shape = tuple[When | None, Spot | None]

ATTENDANT, PEOPLE, HARM = range(3)  # how much a claim carries of an incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """
    A tie between two claims, by their positions in the list in order.

    Attributes:
        item, on: Positions; where it matters, `item` hangs on `on`.
        tie: What ties them.
        said: Whether the document itself says so (a part, a repetition): then nothing
            keeps the two apart.
    """

    item: int
    on: int
    tie: Tie
    said: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """What is said first, then firmest first; then by the order of the claims."""
        first, second = sorted((self.item, self.on))
        return (not self.said, -self.tie.firmness, first, second)


class Clusters:
    """
    Disjoint sets of claims, each knowing the times and places that bind it.

    Args:
        profiles: In order.
        unbound: Positions of claims that bring no bounds of their own.
        bonds: What people decided; nothing is joined against it, not even what is said.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        unbound: Iterable[int] = (),
        bonds: Bonds | None = None,
    ) -> None:
        self._bonds = bonds
        self._parent = list(range(len(profiles)))
        self._weight = [weight(item) for item in profiles]
        self._shapes: list[dict[_Shape, None]] = [
            {(item.when, item.spot): None} for item in profiles
        ]
        for position in unbound:
            self._shapes[position] = {}
        self._edges: list[Edge] = []

    def root(self, position: int) -> int:
        """Return the position that stands for a claim's cluster."""
        while self._parent[position] != position:
            self._parent[position] = self._parent[self._parent[position]]
            position = self._parent[position]
        return position

    def join_all(self, edges: Iterable[Edge]) -> None:
        """Join along edges, the best first, where nothing keeps two clusters apart."""
        for edge in sorted(edges, key=lambda edge: edge.rank):
            first, second = self.root(edge.item), self.root(edge.on)
            if (
                first != second
                and self._is_free(edge)
                and (edge.said or not self._are_apart(first, second))
            ):
                self._unite(edge, self._shapes[first] | self._shapes[second])

    def hang(self, edge: Edge) -> None:
        """
        Hang a claim, with what repeats it, on a cluster of heavier claims.

        It brings no bounds, and where its cluster already has heavier claims it stays:
        what hangs never joins two incidents.
        """
        first, second = self.root(edge.item), self.root(edge.on)
        lighter = first != second and self._weight[first] < self._weight[second]
        if lighter and self._is_free(edge):
            self._unite(edge, self._shapes[second])

    def bind(self, edges: Iterable[Edge]) -> None:
        """Join what people decided is one, last of all: whole clusters, as they are."""
        for edge in edges:
            first, second = self.root(edge.item), self.root(edge.on)
            if first != second:
                self._unite(edge, self._shapes[first] | self._shapes[second])

    def _is_free(self, edge: Edge) -> bool:
        return self._bonds is None or self._bonds.may_meet(edge.item, edge.on)

    def _unite(self, edge: Edge, shapes: dict[_Shape, None]) -> None:
        kept, gone = sorted((self.root(edge.item), self.root(edge.on)))
        self._parent[gone] = kept
        self._weight[kept] = max(self._weight[kept], self._weight[gone])
        self._shapes[gone] = {}
        self._shapes[kept] = shapes
        self._edges.append(edge)
        if self._bonds is not None:
            self._bonds.meet(edge.item, edge.on)

    def _are_apart(self, first: int, second: int) -> bool:
        return any(
            are_apart(one, other) for one in self._shapes[first] for other in self._shapes[second]
        )

    def members(self) -> dict[int, list[int]]:
        """Return the claims of each cluster, in order, by its first claim's position."""
        found: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._parent)):
            found[self.root(position)].append(position)
        return found

    def reasons(self) -> dict[int, list[Edge]]:
        """Return the edges that joined, by each claim they touch."""
        touching: dict[int, list[Edge]] = defaultdict(list)
        for edge in self._edges:
            touching[edge.item].append(edge)
            touching[edge.on].append(edge)
        return touching


def weight(item: Profile) -> int:
    """Return how much a claim carries: harm makes incidents, other claims may stand beside."""
    if item.is_harm:
        return HARM
    return PEOPLE if item.is_people else ATTENDANT
