"""A stateful stand-in for Stripe: the demo and the tests talk to it through the real SDK and the contract transport."""
