"""The WSGI entry (`gunicorn app:app`); `python app.py` serves web and worker in one process."""

import os

from govtracker import config, create_app, serving
from govtracker.config import ConfigurationError

try:
    app = create_app(config.load(os.environ, local=__name__ == "__main__"))
except ConfigurationError as error:
    raise SystemExit(f"GovTracker cannot start: {error}") from None

if __name__ == "__main__":
    serving.serve(app)
