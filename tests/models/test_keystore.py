"""Only a keystore that keeps secrets by the system's own means counts; everything else means a real passphrase."""

from __future__ import annotations

import keyring
import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.errors import KeyringLocked, PasswordSetError

from models import keystore
from models.errors import KnownError


class Service(keyring.backend.KeyringBackend):
    """Stands for the desktop's secret service."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service, username):
        if self.locked:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.locked:
            raise PasswordSetError("locked")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class PlainFile(Service):
    """Stands for keyrings.alt: a file in clear text."""


Service.__module__ = "keyring.backends.SecretService"
PlainFile.__module__ = "keyrings.alt.file"


class Forgetful(Service):
    def get_password(self, service, username):
        return None


Forgetful.__module__ = "keyring.backends.kwallet"


@pytest.fixture
def system():
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


def test_a_real_keystore_answers_and_the_probe_leaves_nothing_behind(system):
    backend = system(Service())
    found = keystore.probe()
    assert found is not None and backend.kept == {}
    assert found.get("store") is None
    found.set("store", b"s" * 32)
    assert keystore.find().get("store") == b"s" * 32


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, PlainFile, Forgetful]
)
def test_none_a_plain_file_and_one_that_forgets_do_not_count(system, backend):
    system(backend())
    assert keystore.probe() is None


def test_a_locked_keystore_does_not_count_when_a_profile_is_made_and_is_named_later(system):
    backend = system(Service())
    found = keystore.probe()
    backend.locked = True
    assert keystore.probe() is None
    for call in (lambda: found.get("store"), lambda: found.set("store", b"s" * 32)):
        with pytest.raises(KnownError) as caught:
            call()
        assert caught.value.code == "keystore_refused"


def test_the_real_one_is_chosen_out_of_a_chain(system):
    class Chain(keyring.backend.KeyringBackend):
        priority = 10
        backends = (PlainFile(), Service())

        def get_password(self, service, username):
            raise AssertionError("the chain itself is never asked")

        set_password = delete_password = get_password

    system(Chain())
    found = keystore.probe()
    found.set("store", b"s" * 32)
    assert Chain.backends[0].kept == {} and len(Chain.backends[1].kept) == 1
