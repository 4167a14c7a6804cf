"""Which tests of a run one process takes after one another, because what they stand on is dear to make."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {  # path → the name of its group; a folder's ends with a stroke
    "tests/architecture/": "architecture",  # the whole program, read
    "tests/browser/": "browser",  # a Chromium, and an application with the demonstration
    "tests/web/test_asking.py": "marked world",
    "tests/web/test_canary.py": "marked world",
    "tests/web/test_loaders.py": "marked world",
    "tests/services/test_demonstration.py": "demonstration",
}


class Together(LoadScopeScheduling):  # type: ignore[misc]  # it comes without types
    """Tests go one by one to whoever is free, and those of a group to the same process."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid) or nodeid


def group(nodeid: str) -> str | None:
    """The group of a test; None for one that may run anywhere. The demonstration is loaded once for each database."""
    path, _, test = nodeid.partition("::")
    found = TOGETHER.get(path) or next(
        (TOGETHER[key] for key in TOGETHER if key[-1] == "/" and path.startswith(key)), None
    )
    return f"{found} on PostgreSQL" if found and "[postgresql" in test else found
