"""The passcode: the only way back to a report, so a bad copy of it must still open the door.

Nine words of a pinned list, of which the ninth only checks the others. What counts
is the eight numbers behind the words: any language's list, and plain digits, give the same.
"""
