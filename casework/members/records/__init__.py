"""The rows of members: accounts, what they sign in with, sessions and devices."""

from casework.members.records.accounts import Accounts
from casework.members.records.factors import SecondFactors
from casework.members.records.sessions import Devices, Sessions

__all__ = ["Accounts", "Devices", "SecondFactors", "Sessions"]
