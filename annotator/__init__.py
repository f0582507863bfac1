"""Label entities, quotes and claims in news articles."""

import socket

# Nothing here ever speaks to a network. A library that spaCy brings along would try a socket as soon as it is imported.
socket.has_ipv6 = False

__version__ = "0.1.0"
