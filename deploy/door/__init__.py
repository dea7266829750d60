"""The demo committee before casework's door: made-up people who have joined, and may come in.

They join as real people do, by the same services: a code on paper, a passphrase, an app,
recovery codes. What each would have on paper and in an app lies in a file, so that whoever
has a first look can sign in as any of them. Never use it for people who are real.
"""
