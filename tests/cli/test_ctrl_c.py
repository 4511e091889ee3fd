"""From a signal to a flag, and back to what was before."""

import os
import signal
import threading

import pytest

from onrecord.cli import stopping


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def sent(request):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield request.param
    for number, was in before.items():
        signal.signal(number, was)


def test_a_signal_is_noted_and_raises_nothing(sent):
    with stopping.asked() as is_stopping:
        assert not is_stopping()
        os.kill(os.getpid(), sent)
        assert is_stopping()


def test_afterwards_signals_do_what_they_did_before(sent):
    def mine(_number, _frame):
        pass

    signal.signal(sent, mine)

    def fails():
        with stopping.asked():
            assert signal.getsignal(sent) is not mine
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert signal.getsignal(sent) is mine


def test_an_ignored_signal_stays_ignored(sent):
    signal.signal(sent, signal.SIG_IGN)
    with stopping.asked() as is_stopping:
        os.kill(os.getpid(), sent)
        assert not is_stopping()
    assert signal.getsignal(sent) is signal.SIG_IGN


def test_outside_the_main_thread_nothing_is_touched():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def work():
        with stopping.asked() as is_stopping:
            seen.extend([is_stopping(), signal.getsignal(signal.SIGINT)])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False, before]
