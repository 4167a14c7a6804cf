"""`python -m benchmarks.drills NAME …`: run one rehearsal."""

import importlib
import pkgutil
import sys

from benchmarks import drills


def main(arguments: list[str]) -> int:
    """The drill's own status; 2 for a name that none has."""
    known = sorted(module.name for module in pkgutil.iter_modules(drills.__path__) if not module.name.startswith("_"))
    if not arguments or arguments[0] not in known:
        print(f"Name one of the drills: {', '.join(known) or 'there are none yet'}.", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"{drills.__name__}.{arguments[0]}").main(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
