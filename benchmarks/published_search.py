"""How large the search of a published site becomes, and what it costs to make: made-up incidents.

python benchmarks/published_search.py [INCIDENTS]
"""

# ruff: noqa: INP001, S311, T201 - a program to be run by hand; chance is no secret here

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model.public import PublicIncident, PublicSource
from onrecord.model.side import Role
from onrecord.model.when import When
from onrecord.publish import changes
from onrecord.publish.site import search
from onrecord.publish.site.gathered import row_of
from onrecord.publish.site.page import Site
from onrecord.testing import publics

_CLAIMS = 4  # an incident
_WORDS = 38  # a claim with its sentence: as in the demonstration record
_SOUNDS = "ba da fa ga ha ja ka la ma na qa ra sa ta wa ya za shi mu nu ri ab el in or".split()
_ARABIC = "با دا فا حا جا كا لا ما نا قا را سا تا وا يا زا شي مو نو ري اب ال ين ور".split()


def vocabulary(chance: random.Random, many: int, parts: list[str]) -> list[str]:
    """Return words whose frequency falls as their rank rises, as in any language."""
    return ["".join(chance.choices(parts, k=chance.randrange(2, 5))) for _ in range(many)]


def incidents(many: int) -> list[PublicIncident]:
    """Return made-up incidents: as many words, places and sources as real ones have."""
    chance = random.Random(11)
    english = vocabulary(chance, 30_000, _SOUNDS)
    arabic = vocabulary(chance, 15_000, _ARABIC)
    weights = [1 / (rank + 2) for rank in range(45_000)]
    words = [*english, *arabic]
    stream = chance.choices(words, weights[: len(words)], k=1_000_000)
    places = [word.title() for word in english[:8_000]]

    def made(number: int) -> PublicIncident:
        claims = tuple(
            publics.claim(
                number * _CLAIMS + n,
                before=publics.words(""),
                exact=publics.words(_some(chance, stream, 6)),
                after=publics.words(_some(chance, stream, _WORDS - 6)),
                places=(),
            )
            for n in range(_CLAIMS)
        )
        day = date(2011, 1, 1) + timedelta(days=number * 5000 // many)
        source = PublicSource(
            id="org", name=_some(chance, stream, 3), role=Role.UNKNOWN, claim_ids=()
        )
        return publics.incident(
            number,
            claims=claims,
            when=When(earliest=day, latest=day),
            places=(replace(publics.TOWN, name=chance.choice(places)),),
            sources=(source,),
        )

    return [made(number) for number in range(many)]


def _some(chance: random.Random, stream: list[str], many: int) -> str:
    at = chance.randrange(len(stream) - many)
    return " ".join(stream[at : at + many])


def main() -> None:
    """Print sizes, times and memory."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    told = incidents(many)
    public = publics.public(*told)
    index = search.Index(documents=public.documents)
    before, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for one in told:
        index.see(one)
    seen = time.process_time()
    rows = [row_of(one, "") for one in told]
    start = time.process_time()
    pages = [(p.path, len(p.body)) for p in search.pages(Site(public=public), index, rows)]
    end = time.process_time()
    shards = [size for path, size in pages if path.startswith("search/") and "index" not in path]
    print(f"incidents               {many:>12,}")
    print(f"words                   {len(index.held):>12,}")
    print(f"seen, CPU seconds       {seen - before:>12.1f}")
    print(f"written, CPU seconds    {end - start:>12.1f}")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
    print(f"memory grown, MiB       {grown / 1024:>12.0f}")
    print(f"files                   {len(shards):>12,}")
    print(f"largest, bytes          {max(shards):>12,}")
    print(f"index file, bytes       {dict(pages)['search/index.js']:>12,}")
    print(f"all, MB                 {sum(size for _, size in pages) / 1e6:>12.1f}")
    start = time.process_time()
    kept = sum(len(changes.as_line(one)) for one in changes.told(public))
    print(f"summaries, CPU seconds  {time.process_time() - start:>12.1f}")
    print(f"summaries, MB           {kept / 1e6:>12.1f}")


if __name__ == "__main__":
    main()
