"""The pages of the end of a case: what closing lacks, how long it is kept, how it goes."""
