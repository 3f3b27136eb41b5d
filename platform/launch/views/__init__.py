"""Where the sign-up and the public site show."""
