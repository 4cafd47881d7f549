"""Every setting that would be unsafe for real people stops a start, with its own sentence."""

import pytest

from mentes.cli.safety import dangers, is_loopback, worries
from mentes.lib import keyring

SAFE_PROXIED = {"MENTES_PUBLIC_URL": "https://mentes.example.org", "MENTES_TRUSTED_PROXIES": "1"}
SETTINGS = (
    "MENTES_PUBLIC_URL",
    "MENTES_TRUSTED_PROXIES",
    "MENTES_ALLOWED_HOSTS",
    "MENTES_DEMO",
    "MENTES_TEST",
    "MENTES_SECRET_KEY",
    "MENTES_EMAIL_URL",
    "DEBUG",
    "DJANGO_DEBUG",
    "MENTES_DEBUG",
)
GOOD_KEY = "k3Yq-Zt81_pLwe90VbXcN5mGh7uRf2sDaJ4oTiQ6"


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


def set_all(monkeypatch, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("host", "settings"),
    [
        ("127.0.0.1", {}),
        ("::1", {"MENTES_PUBLIC_URL": "http://localhost:8000"}),
        ("127.0.0.1", SAFE_PROXIED),
        ("0.0.0.0", SAFE_PROXIED),
        ("127.0.0.1", {"MENTES_SECRET_KEY": GOOD_KEY}),
    ],
)
def test_safe_settings_start(monkeypatch, tmp_path, host, settings):
    set_all(monkeypatch, settings)
    assert dangers(host=host, data=tmp_path) == []


@pytest.mark.parametrize(
    ("host", "settings", "words"),
    [
        ("127.0.0.1", {"MENTES_PUBLIC_URL": "http://mentes.example.org"}, "without https"),
        ("127.0.0.1", {"MENTES_PUBLIC_URL": "http://192.168.1.7:8000"}, "without https"),
        ("0.0.0.0", {}, "can be reached from other machines"),
        ("127.0.0.1", {"MENTES_PUBLIC_URL": "https://mentes.example.org"}, "MENTES_TRUSTED_PROXIES is 0"),
        ("127.0.0.1", {"MENTES_PUBLIC_URL": "mentes.example.org"}, "no web address"),
        ("127.0.0.1", SAFE_PROXIED | {"MENTES_PUBLIC_URL": "https://example.org/mentes"}, "has a path"),
        ("127.0.0.1", {"MENTES_TRUSTED_PROXIES": "10.0.0.1"}, "number of proxies"),
        ("127.0.0.1", SAFE_PROXIED | {"MENTES_ALLOWED_HOSTS": "*"}, "holds a *"),
        ("127.0.0.1", {"DEBUG": "1"}, "error pages"),
        ("127.0.0.1", {"MENTES_DEMO": "1"}, "let anybody in"),
        ("127.0.0.1", {"MENTES_TEST": "true"}, "for tests only"),
        ("127.0.0.1", {"MENTES_SECRET_KEY": ""}, "too easy to guess"),
        ("127.0.0.1", {"MENTES_SECRET_KEY": "changeme"}, "too easy to guess"),
        ("127.0.0.1", {"MENTES_SECRET_KEY": "ab" * 40}, "too easy to guess"),
    ],
)
def test_an_unsafe_setting_is_named(monkeypatch, tmp_path, host, settings, words):
    set_all(monkeypatch, settings)
    found = dangers(host=host, data=tmp_path)
    assert len(found) == 1
    assert words in found[0]


def test_a_key_that_others_can_read_or_guess_is_named(tmp_path):
    kept = tmp_path / "secrets" / "secret_key"
    kept.parent.mkdir()
    kept.write_text(GOOD_KEY)
    kept.chmod(0o644)
    assert ["chmod 600" in danger for danger in dangers(host="127.0.0.1", data=tmp_path)] == [True]
    kept.chmod(0o600)
    assert dangers(host="127.0.0.1", data=tmp_path) == []
    kept.write_text("short")
    assert ["too short" in danger for danger in dangers(host="127.0.0.1", data=tmp_path)] == [True]


def test_sealing_keys_that_others_can_read_or_nobody_can_use_are_named(monkeypatch, tmp_path):
    keyring.make(tmp_path)
    assert dangers(host="127.0.0.1", data=tmp_path) == []
    (tmp_path / keyring.FILE).chmod(0o640)
    assert ["mentes keys rotate" in danger for danger in dangers(host="127.0.0.1", data=tmp_path)] == [True]
    (tmp_path / keyring.FILE).chmod(0o600)
    monkeypatch.setenv("MENTES_SEALING_KEYS", "no key")
    assert ["cannot be used" in danger for danger in dangers(host="127.0.0.1", data=tmp_path)] == [True]


def test_several_dangers_are_all_named(monkeypatch, tmp_path):
    set_all(monkeypatch, {"MENTES_PUBLIC_URL": "http://mentes.example.org", "MENTES_DEMO": "1", "MENTES_SECRET_KEY": "x"})
    assert len(dangers(host="0.0.0.0", data=tmp_path)) == 3


def test_a_missing_mail_server_is_a_worry_and_no_danger(monkeypatch, tmp_path):
    assert ["MENTES_EMAIL_URL" in worry for worry in worries()] == [True]
    monkeypatch.setenv("MENTES_EMAIL_URL", "smtp://localhost:25")
    assert worries() == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "127.0.0.1.example.org", "", None])
def test_other_hosts_are_no_loopback(host):
    assert not is_loopback(host)
