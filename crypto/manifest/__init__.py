"""Who holds keys, since when, and on whose word.

Everybody who seals or checks starts here: the public site pins the hash of the
first manifest and believes nothing that does not follow from it.
"""
