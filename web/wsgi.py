"""The application gunicorn serves, configured by the environment."""

from __future__ import annotations

import os

from kb.settings import Settings
from web import logs
from web.app import create_app

logs.configure()
app = create_app(Settings.from_env(os.environ))
