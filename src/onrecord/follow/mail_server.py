"""The user's own mail server: the one module that sends, and only over TLS or to this machine."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage

from onrecord.model import MachineLacks

_SECONDS = 30.0
_REFUSED = 500  # and above: an answer for good (RFC 5321, section 4.2.1)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Server:
    """
    How the server is reached.

    Attributes:
        host, port: Where.
        security: `starttls`, `tls`, or `none`, which settings allow for this machine alone.
        user, password: Who signs in; "" for nobody.
        certificates: A file of certificates that are trusted instead of the system's.
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    certificates: str | None = None


class NotTaken(Exception):
    """
    The server said that it does not take one letter: it was surely not sent.

    Attributes:
        is_for_good: Whether asking again is in vain.
    """

    def __init__(self, why: str, *, is_for_good: bool) -> None:
        super().__init__(why)
        self.is_for_good = is_for_good


class Line:
    """A line to the server, open; see `opened`."""

    def __init__(self, line: smtplib.SMTP) -> None:
        self._line = line

    def send(self, letter: EmailMessage) -> None:
        """
        Hand over one letter.

        Raises:
            NotTaken: The server refused it.
            MachineLacks: The line broke: nobody knows whether it was taken.
        """
        try:
            self._line.send_message(letter)
        except smtplib.SMTPRecipientsRefused as fault:
            code = max((told[0] for told in fault.recipients.values()), default=_REFUSED)
            why = f"the address was refused ({code})"
            raise NotTaken(why, is_for_good=code >= _REFUSED) from None
        except smtplib.SMTPResponseException as fault:
            why = f"the mail server refused it ({fault.smtp_code})"
            raise NotTaken(why, is_for_good=fault.smtp_code >= _REFUSED) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise MachineLacks(f"the line to the mail server broke ({_why(fault)})") from None


@contextmanager
def opened(server: Server) -> Iterator[Line]:
    """
    Open a line to the server; certificates are checked, and nothing is sent without TLS.

    Raises:
        MachineLacks: It cannot be reached, shows no good certificate, or lets nobody in.
    """
    where = f"the mail server {server.host}:{server.port}"
    try:
        line = _connected(server)
    except ssl.SSLError as fault:
        raise MachineLacks(f"{where} shows no certificate that holds ({fault.reason})") from None
    except smtplib.SMTPAuthenticationError:
        raise MachineLacks(f"{where} does not take the user or the password") from None
    except smtplib.SMTPNotSupportedError:
        raise MachineLacks(f"{where} does not offer what is asked of it (STARTTLS)") from None
    except (smtplib.SMTPException, OSError) as fault:
        raise MachineLacks(f"{where} cannot be reached ({_why(fault)})") from None
    try:
        yield Line(line)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()


def _connected(server: Server) -> smtplib.SMTP:
    trusted = ssl.create_default_context(cafile=server.certificates)
    line: smtplib.SMTP
    if server.security == "tls":
        line = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=trusted)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    try:
        if server.security == "starttls":
            line.starttls(context=trusted)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def _why(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return type(fault).__name__
