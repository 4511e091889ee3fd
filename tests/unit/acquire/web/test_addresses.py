"""No address of this machine or of a private network is asked, however it is spelled."""

import pytest

from onrecord.acquire.web import Missed, addresses, target

LOOPBACK = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://127.0.0.1./",
    "http://127.000.000.001/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://1２7.0.0.1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://127.0.0.1%2f@news.example/",
    "http://news.example@127.0.0.1/",
    "http://news.example:80@127.0.0.1/",
    "http://127.0.0.1:80\\@news.example/",
    "http://127.0.0.1\t/",
    "http://%31%32%37.0.0.1/",
    "http:///127.0.0.1/",
    "//127.0.0.1/",
    "http://127.0.0.1#@news.example/",
    "http://127.0.0.1?@news.example/",
]
OTHERS = [
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.64.0.1/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[2001::1]/",
    "http://[64:ff9b:1::1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[100::1]/",
]


def local(host, _port=0):
    """Look names up as a machine does that knows only its own."""
    return ["127.0.0.1", "::1"] if host.endswith("localhost") else []


@pytest.mark.parametrize("url", [*LOOPBACK, *OTHERS])
def test_an_address_that_is_not_of_the_open_internet_is_refused(url, asking, site):
    site.page("/", "secret")
    here = {name: ["127.0.0.1", "::1"] for name in ("localhost", "a.localhost")}
    with pytest.raises(Missed) as refused:
        asking(hosts={**here, "news.example": ["127.0.0.1"]}).page(url)
    assert refused.value.code == "web-address-refused"
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "javascript:1",
            "data:text/html,x", "news.example", "", "http://", "http://news.example:99999/",
            "http://a..b/", "http://[::1/", f"http://news.example/{'a' * 5000}"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(Missed) as refused:
        target(url)
    assert refused.value.code == "web-address-refused"


def test_other_ports_are_asked_only_if_a_person_says_so(asking, site):
    site.page("/", "open")
    with pytest.raises(Missed, match="port 22 "):
        asking().page("http://news.example:22/")
    assert asking(ports=(80, 22)).page("http://news.example:22/").last.body == b"open"


def test_one_private_address_among_public_ones_spoils_the_name(asking, site):
    with pytest.raises(Missed, match="private network"):
        asking(hosts={"news.example": ["93.184.216.34", "10.0.0.7"]}).page("http://news.example/")
    assert site.asked == []


def test_a_name_is_looked_up_once_and_exactly_that_address_is_asked(asking, site):
    """A second look-up could be answered with an address of this machine (DNS rebinding)."""
    site.page("/", "open")
    asked = asking(hosts={"news.example": [["93.184.216.34"], ["127.0.0.1"]]}, ignore_robots=True)
    got = asked.page("http://news.example/")
    assert got.last.address == "93.184.216.34"
    assert asked.net.looked_up == ["news.example"]
    assert asked.net.connected == ["93.184.216.34"]


def test_a_name_that_changes_to_a_private_address_is_refused_the_second_time(asking, site):
    site.page("/", "open")
    asked = asking(hosts={"news.example": [["93.184.216.34"], ["127.0.0.1"]]})
    with pytest.raises(Missed, match="this machine"):  # the first was for its robots.txt
        asked.page("http://news.example/")


@pytest.mark.parametrize("url", LOOPBACK[:1])
def test_this_machine_is_asked_if_a_person_says_so(url, asking, site):
    site.page("/", "open")
    got = asking(allow_private=True, ports=(site.port,)).page(f"http://127.0.0.1:{site.port}/")
    assert got.last.body == b"open"


@pytest.mark.parametrize("address", ["169.254.169.254", "168.63.129.16", "224.0.0.1", "::"])
def test_private_addresses_that_are_wanted_do_not_let_all_others_in(address):
    assert addresses.why_not(address, allow_private=True) is not None


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_of_the_open_internet_are_fit(address):
    assert addresses.why_not(address) is None


def test_a_name_in_any_script_is_asked_for_in_ascii():
    assert target("https://مثال.example/صفحة?س=1").url == (
        "https://xn--mgbh0fb.example/%D8%B5%D9%81%D8%AD%D8%A9?%D8%B3=1"
    )
    assert target("https://Example.org:443#top").url == "https://example.org/"
    assert target("../b?x=%20", base="http://example.org/a/c").url == "http://example.org/b?x=%20"
