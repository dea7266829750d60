"""The rules of the house that no public linter knows. Each message says why the rule exists."""
