"""A committee for demos and tests, until casework can found one: people, keys, and a letter-opener.

It works as a real committee would, through `crypto` and `store`, so a report that it
can read and answer is one that casework will read and answer. Its keys lie in a folder
without any passphrase: never use it for people who are real.
"""
