"""What each site remembers by itself of the committee's word, apart from the dropbox."""
