"""A package, so that what all journeys share (the server, the browser) ends with the last of them."""
