"""Who must never read, decide or hear of a case, and who does it instead."""
