"""Recovery sheets: read, tried twice a year, and put together when nothing else helps."""
