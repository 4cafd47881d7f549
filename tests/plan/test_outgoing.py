"""S11: one module asks servers of others for something. Whoever else could speak HTTP is named here with the reason."""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "mentes"
CLIENTS = re.compile(
    r"^(http\.client|urllib\.request|urllib3?|requests|httpx2?|httpcore2?|aiohttp|pycurl|ftplib|xmlrpc|telnetlib|imaplib|poplib"
    r"|websockets?|smtplib|socket|ssl|asyncio\.streams|caldav|niquests|webdav\w*)(\.|$)"
)
# urllib.parse and urllib.error open nothing.
HARMLESS = re.compile(r"^urllib\.(parse|error)$")
MAY = {
    "lib/fetch/fetcher.py": {"http.client", "socket", "ssl"},
    # The operator's own mail server, named by the operator.
    "lib/mail.py": {"smtplib", "ssl"},
    "cli/checkups/machine.py": {"smtplib", "socket"},
    # This machine alone: its own server, its own free ports.
    "cli/serving.py": {"http.client", "socket"},
    "cli/ports.py": {"socket"},
    "cli/running.py": {"socket"},
    # Names this machine's own addresses, and reads a certificate that the operator gave.
    "cli/tls/addresses.py": {"socket"},
    "cli/tls/choice.py": {"ssl"},
}


def imported() -> dict[str, set[str]]:
    """File -> the modules that could open a line, which it imports."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                inner = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [*inner, node.module] if CLIENTS.match(node.module) else [one for one in inner if CLIENTS.match(one)]
            for one in names:
                module = re.sub(r"^(http\.client|urllib\.\w+).*", r"\1", one)
                if CLIENTS.match(module) and not HARMLESS.match(module):
                    found.setdefault(name, set()).add(module if module.startswith(("http.", "urllib.")) else module.split(".")[0])
    return found


def test_one_module_asks_others_for_something():
    wrong = {name: modules - MAY.get(name, set()) for name, modules in imported().items()}
    assert {name: sorted(modules) for name, modules in wrong.items() if modules} == {}


def test_what_may_is_still_there():
    assert {name for name in MAY if name not in imported()} == set()
