"""The office's server: the log of every office, each record folded with its heads, devices, numbers, files."""
