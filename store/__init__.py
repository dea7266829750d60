"""The ground both sites stand on: the database, and what passes between them.

Neither site may import the other, yet a report must travel from one to the
other. It does so here, sealed: nothing in this package holds a key. Tables that
only one site uses live with that site.
"""
