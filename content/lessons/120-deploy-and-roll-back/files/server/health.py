"""Asks the server for its page. Ends with 0 when it gets one, with 1 (an error) when it does not."""

from urllib.request import urlopen

urlopen("http://localhost:8000/", timeout=2)
