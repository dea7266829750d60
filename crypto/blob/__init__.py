"""The files of a report, sealed as one stream whose length tells a class and never a size."""
