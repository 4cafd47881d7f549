"""What people can do for their bond. Every action takes `now`, holds the match's row, and says no with one sentence."""
