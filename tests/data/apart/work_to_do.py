"""What the tests of `onrecord.kit.apart` have done in a process of its own."""

import os
import socket
import subprocess
import sys
import time


def length(data, told):
    return {"length": len(data), "told": told}


def doubled(data, _):
    return {"n": len(data)}, data * 2


def eats(_data, _):
    return {"n": len(bytearray(3 << 30))}


def naps(data, told):
    time.sleep(1)
    return {}


def sleeps(_data, _):
    time.sleep(60)


def spins(_data, _):
    while True:
        pass


def dies(_data, _):
    os._exit(3)


def fetches(_data, _):
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def starts(_data, _):
    subprocess.run([sys.executable, "-c", ""], check=True)
    return {}


def number(_data, _):
    return os.getpid()
