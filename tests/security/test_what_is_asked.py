"""Every address that the program opens goes through one guarded way, whatever led to it."""

import ast

import pytest

from onrecord.acquire.web import Asking, Manners, Missed, Network, addresses, target
from onrecord.acquire.web.network import Deadline, opened

# Spellings of places that nobody may be led to, and names that are answered with one.
INSIDE = {
    "loopback": "127.0.0.1",
    "decimal": "2130706433",
    "octal": "0177.0.0.1",
    "hex": "0x7f.1",
    "short": "127.1",
    "all": "0.0.0.0",  # noqa: S104 - asked, not listened at
    "loopback of IPv6": "[::1]",
    "mapped": "[::ffff:10.0.0.1]",
    "6to4": "[2002:7f00:1::]",
    "NAT64": "[64:ff9b::7f00:1]",
    "local NAT64": "[64:ff9b:1::7f00:1]",
    "private": "192.168.0.1",
    "link-local": "169.254.1.1",
    "cloud": "169.254.169.254",
    "CGNAT": "100.64.0.1",
    "own network of IPv6": "[fd00::1]",
    "one cable of IPv6": "[fe80::1]",
    "circled digits": "①②⑦.⓪.⓪.①",
    "a name": "inside.example",
    "a name of this machine": "localhost",
    "a mixed name": "mixed.example",
}
_NAMES = {"inside.example": ["10.0.0.1"], "localhost": ["127.0.0.1", "::1"],
          "mixed.example": ["93.184.216.34", "127.0.0.1"]}  # fmt: skip


def _nowhere(*_: object) -> object:
    raise AssertionError("a connection was opened")


def _network() -> Network:
    return Network(
        resolve=lambda host, _: _NAMES.get(host, [host.strip("[]")]), connect=_nowhere,
        wait=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize("port", ["", ":80", ":443"])
@pytest.mark.parametrize("host", INSIDE.values(), ids=INSIDE)
def test_no_page_feed_sitemap_part_or_redirect_is_asked_of_an_inner_address(host, port):
    """All of these are `Asking.page` with another reason; the guard stands before the reason."""
    for way in ("page", "robots"):
        asking = Asking(Manners(ignore_robots=way == "page"), _network())
        with pytest.raises(Missed) as refused:
            asking.page(f"http://{host}{port}/feed.xml")
        assert refused.value.code == "web-address-refused"


def test_what_was_vetted_is_what_is_connected_to():
    """A name is looked up once: DNS that changes between the look and the call changes nothing."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    called = []

    def connect(address, *_):
        called.append(address)
        raise ConnectionRefusedError

    network = Network(resolve=lambda *_: answers.pop(0), connect=connect)
    with pytest.raises(Missed):
        opened(target("http://news.example/"), Manners(), network, Deadline(5, network.clock))
    assert called == ["93.184.216.34"]


@pytest.mark.parametrize("address", ["169.254.169.254", "100.100.100.200", "224.0.0.1"])
def test_whoever_allows_private_addresses_does_not_allow_these(address):
    assert addresses.why_not(address, allow_private=True)


# Each place in the program that begins to ask somebody, with the guard that it goes through.
# A new one fails here until somebody has said why it may.
OPENERS = {
    "src/onrecord/acquire/authorities.py": "a time authority that a person named; no redirects",
    "src/onrecord/acquire/providers.py": "a provider of identity that a person named; no redirects",
    "src/onrecord/acquire/web/asking.py": "pages, parts, feeds, sitemaps, robots.txt, redirects",
    "src/onrecord/acquire/web/network.py": "the guard itself",
    "src/onrecord/ask/endpoint.py": "a language model that a person named; no redirects, no proxy",
    "src/onrecord/follow/mail_server.py": "the mail server that a person named",
    "src/onrecord/workflow/bulk/spark_session.py": "whether the master that a person named is there",
}
_OPENS = {"exchange", "opened", "create_connection", "OpenAI", "SMTP", "SMTP_SSL", "urlopen",
          "urlretrieve", "PoolManager", "HTTPConnectionPool", "Client", "AsyncClient",
          "get_page", "fetch_url"}  # fmt: skip
_OWN_NAMES = {"opened"}  # also what other things are called that open files


def _calls(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, ast.unparse(node.func)


def test_nothing_else_in_the_program_opens_an_address(root):
    found = set()
    for path in sorted((root / "src" / "onrecord").rglob("*.py")):
        for name, whole in _calls(ast.parse(path.read_text("utf-8"))):
            if name in _OPENS - _OWN_NAMES and not whole.startswith(("self.", "store.")):
                found.add(path.relative_to(root).as_posix())
    found.discard("src/onrecord/acquire/web/wire.py")  # where `exchange` is
    assert found <= set(OPENERS), found - set(OPENERS)


@pytest.mark.parametrize(
    "base_url", ["http://models.example/v1", "http://10.0.0.1/v1", "file:///v1"]
)
def test_words_go_to_another_machine_only_under_tls(tmp_path, base_url):
    """A model on this machine may be asked in the clear, and any other under https alone."""
    from onrecord.model import OnRecordError
    from onrecord.store import settings

    (tmp_path / "onrecord.toml").write_text(f'[reader.llm]\nbase_url = "{base_url}"\nmodel = "m"\n')
    with pytest.raises(OnRecordError):
        settings.read_settings(tmp_path / "onrecord.toml")
