"""What a whole run tells at its end."""


def pytest_terminal_summary(terminalreporter) -> None:
    """How each visit failed that passed at its second try: docs/decisions/0032-one-more-try-for-a-visit.md."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"first try: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
