"""Why the stand-in cannot do what it was asked, in one sentence for whoever plays with it."""


class StandinError(Exception):
    """Holds a sentence for people, and nothing that anybody wrote in a report."""
