"""The tour: the whole job through the real windows and a real server on loopback, driven by mouse and key events."""
