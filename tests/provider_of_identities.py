"""A provider of identities, for tests: it signs as a real one does, and can be told to lie."""

import hashlib
import json
import threading
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

NOW = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})


class Provider:
    """A provider of identities, of the test's own."""

    def __init__(self, url):
        self.url = url
        self.says = {}  # what it says otherwise than it should
        self.head = {"alg": "RS256", "kid": "1"}
        self.key = KEY
        self.codes = {}
        self.posted = []

    def signs_in(self, address, subject="s-1", email="basel@example.org", *, verified=True):
        """Do what a browser and its owner do there; return what the browser brings back."""
        told = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.codes)}"
        claims = {
            "iss": self.url,
            "aud": told["client_id"],
            "sub": subject,
            "iat": int(NOW.timestamp()),
            "exp": int(NOW.timestamp()) + 300,
            "nonce": told["nonce"],
            "email": email,
            "email_verified": verified,
        }
        claims = {k: v for k, v in {**claims, **self.says}.items() if v is not None}
        self.codes[code] = (told, claims)
        return {"state": told["state"], "code": code}

    def answer(self, path, posted):
        if path.endswith("/.well-known/openid-configuration"):
            return {
                "issuer": self.says.get("issuer", self.url),
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": self.says.get("token_endpoint", f"{self.url}/token"),
                "jwks_uri": f"{self.url}/keys",
            }
        if path == "/keys":
            return {"keys": [KEY.as_dict(private=False)]}
        self.posted.append(posted)
        told, claims = self.codes.pop(posted["code"])
        hashed = hashlib.sha256(posted["code_verifier"].encode()).digest()
        assert urlsafe_b64encode(hashed).decode().rstrip("=") == told["code_challenge"]
        assert posted["redirect_uri"] == told["redirect_uri"]
        return {"access_token": "a", "id_token": jwt.encode(self.head, claims, self.key)}


@contextmanager
def running():
    made = None

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.say(None)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self.say({k: v[0] for k, v in parse_qs(body).items()})

        def say(self, posted):
            body = json.dumps(made.answer(self.path, posted)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    made = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
