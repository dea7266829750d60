"""Four pages between a case and whoever gets a copy of it, and the paper itself."""

from casework.export.views.several import several
from casework.export.views.steps import export

BLUEPRINTS = (export, several)
