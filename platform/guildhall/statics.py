"""Static files, as WhiteNoise serves them from the folder they were collected into."""

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

_found: dict[tuple[str, str], dict[str, StaticFile]] = {}


class StaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, whose hundreds of files are looked at once for a process, not again for each
    chain of middleware in it. What is collected later is served after a restart, as with WhiteNoise's own."""

    files: dict[str, StaticFile]

    def update_files_dictionary(self, root: str, prefix: str) -> None:
        if (root, prefix) not in _found:
            others, self.files = self.files, {}
            super().update_files_dictionary(root, prefix)
            _found[root, prefix], self.files = self.files, others
        self.files |= _found[root, prefix]
