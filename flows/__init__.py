"""The flow that Prefect schedules, retries and shows, and the command line. Only here is Prefect imported.

Prefect reads its settings when it is first imported, so they are set here; what the environment says comes first.
"""

import os
from pathlib import Path

_SETTINGS = {
    "PREFECT_HOME": str(Path.cwd() / ".prefect"),  # of the folder where one stands, not of the user: see the README
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a first start makes its database: 10 to 25 s
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # without a network it is an error and locks the new database
    "DO_NOT_TRACK": "1",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
