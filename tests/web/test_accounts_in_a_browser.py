"""Accounts in a real browser: passkeys by an authenticator, pages for everybody, without scripts."""

import shutil
import sys
import threading
from pathlib import Path

import pytest

from onrecord.model import AccountRole
from onrecord.web import app, serving
from onrecord.workflow.desk import Desk

sys.path.insert(0, str(Path(__file__).parent))
import team

pytestmark = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
LOOKS = [(1280, "light", "en"), (390, "dark", "ar"), (390, "light", "en"), (1280, "dark", "ar")]


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    made = Path(shutil.copytree(built, tmp_path_factory.mktemp("accounts") / "demo-record"))
    team.settle(made)
    with team.opened(made) as accounts:
        accounts.invite("فريد", AccountRole.EDITOR, None)
        accounts.noted(accounts.named("Elias"), "asked", "GET /names.csv")
        accounts.close(accounts.named("Elias"), None)
    return made


@pytest.fixture(scope="module")
def port(folder, serve):
    """The desk, served; passkeys want a name, so that pages are asked for at `localhost`."""
    with Desk(folder) as desk:
        made = app(desk, opening=team.opened)
        with serving.listening(0) as listening:
            server = serving.Server(serving.configured(made))
            started = threading.Event()
            server.when_started = started.set
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            assert started.wait(20)
            yield listening.getsockname()[1]
            server.should_exit = True
            thread.join()
        made.state.door.close()


@pytest.fixture
def tab(chromium, port):
    """Open a tab: `tab("Badr", width=390)` has signed in, `tab()` has not."""
    contexts = []

    def opened(name="", *, host="localhost", width=1280, language="", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.here = f"http://{host}:{port}"
        page.errors = []
        page.on("pageerror", lambda fault: page.errors.append(str(fault)))
        page.on(
            "console",
            lambda said: (
                page.errors.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        if language:
            context.add_cookies([{"name": "language", "value": language, "url": page.here}])
        if name:
            page.goto(page.here + "/sign-in")
            page.fill("#name", name)
            page.fill("#password", team.password(name))
            page.click("#by-password button")
            page.wait_for_url(page.here + "/")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def authenticator():
    """Give a tab an authenticator that says yes, as a key in somebody's hand does."""

    def given(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        told = session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        return session, told["authenticatorId"]

    return given


def test_somebody_makes_a_passkey_and_signs_in_with_nothing_else(tab, authenticator):
    page = tab("Badr")
    session, held = authenticator(page)
    page.goto(page.here + "/account")
    page.fill("#label", "My key")
    page.click("[data-passkey=register] button")
    page.wait_for_selector("text=My key")
    assert (
        len(session.send("WebAuthn.getCredentials", {"authenticatorId": held})["credentials"]) == 1
    )
    page.click("main >> text=Sign out >> nth=0")
    page.wait_for_url("**/sign-in")
    page.goto(page.here + "/queue?kind=place")
    page.click("[data-passkey=sign-in] button")
    page.wait_for_url("**/queue?kind=place")
    assert "Badr" in page.inner_text("header .who")
    assert page.errors == []
    # Taken out, it opens nothing; what it had opened ends.
    page.goto(page.here + "/account")
    page.click("text=Remove")
    page.wait_for_url("**/sign-in")
    page.click("[data-passkey=sign-in] button")
    page.wait_for_selector("[data-told]:not(:empty)")
    assert page.inner_text("[data-told]") == "That passkey does not open an account here."


def test_what_was_sent_is_kept_while_somebody_signs_in_with_a_passkey(tab, authenticator):
    page = tab("Rana")
    authenticator(page)
    page.goto(page.here + "/account")
    page.click("[data-passkey=register] button")
    page.wait_for_selector("[action='/account/passkeys/remove']")
    page.goto(page.here + "/queue")
    claim = page.get_attribute("article[data-claim]", "data-claim")
    page.context.clear_cookies()
    page.click("[data-key=a]")
    page.wait_for_selector("text=Nothing is lost")
    page.click("[data-passkey=sign-in] button")
    page.wait_for_selector("text=You are signed in")
    page.click("main form button.main")
    page.wait_for_url("**/queue*")
    page.goto(f"{page.here}/history?about={claim}")
    assert "Rana" in page.inner_text("main")


def test_an_invitation_is_taken_up_by_its_address_alone_and_its_code_is_sent_nowhere(tab, folder):
    admin = tab("Amal")
    admin.goto(admin.here + "/people")
    admin.fill("#invited", "Huda")
    admin.select_option("#as", "viewer")
    admin.click("text=Make an invitation")
    address = admin.inner_text("code.secret")
    page = tab()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(address)
    secret = address.partition("#")[2]
    page.wait_for_function("document.getElementById('secret').value !== ''")
    assert page.input_value("#secret") == secret
    assert not [one for one in asked[1:] if secret in one]
    assert secret not in page.url
    page.fill("#password", "four small boats at noon")
    page.fill("#again", "four small boats at noon")
    page.click("main form button.main")
    page.wait_for_url("**/account")
    assert "Huda" in page.inner_text("h1")
    again = tab()
    again.goto(address)
    again.fill("#password", "another four small boats")
    again.fill("#again", "another four small boats")
    again.click("main form button.main")
    again.wait_for_selector(".fault")


def test_under_a_number_the_page_leads_to_where_passkeys_work(tab, port):
    page = tab(host="127.0.0.1")
    page.goto(page.here + "/sign-in?then=%2Fqueue")
    link = page.wait_for_selector("[data-told] a")
    assert link.get_attribute("href") == f"http://localhost:{port}/sign-in?then=%2Fqueue"


def test_without_scripts_a_password_does(tab):
    page = tab("Chadia", java_script_enabled=False)
    page.goto(page.here + "/account")
    assert page.inner_text("h1").startswith("Chadia")
    page.click("main >> text=Sign out >> nth=0")
    assert page.url.endswith("/sign-in")


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_pages_of_accounts_are_for_everybody(tab, axe, tmp_path, width, scheme, language):
    page = tab("Amal", width=width, language=language, color_scheme=scheme)
    for path in ("/account", "/people", "/people/log", "/queue"):
        page.goto(page.here + path)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.documentElement.dir") == (
            "rtl" if language == "ar" else "ltr"
        )
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "language", "value": language, "url": page.here}])
    for path in ("/sign-in?then=%2Fqueue", "/invitation"):
        page.goto(page.here + path)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert page.errors == []
