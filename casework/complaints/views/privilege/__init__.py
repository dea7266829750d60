"""Pages of what is labelled: who reads each container, and what stands beside a label."""
