"""A look nobody has saved yet, as a stylesheet under an address of its own: tokens in the query, checked one by one.

No signature is needed: nothing but values from tokens.CHOICES and two colours can come in, so the worst a stranger
can ask for is an ugly stylesheet. It keeps previews inside a policy without inline styles.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from theming import tokens


def path(given: Mapping[str, object]) -> str:
    """`/theme/preview.css?…`: only what differs from the defaults stands in the address."""
    chosen = tokens.lenient(given)
    said = {name: value for name, value in chosen.items() if tokens.DEFAULTS[name] != value}
    return f"/theme/preview.css?{urlencode(sorted(said.items()))}"
