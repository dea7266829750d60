"""How the two sites are set up: settings, hardening, rendering, words. No product logic."""
