"""A browser without scripts: pages, links, and forms as the page gives them.

A form is sent with what its page put into it, hidden fields and the token against forgery among it, changed only where
a person could change it. What a page offers to scripts alone does not exist here.
"""

from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client

BUTTON = ("submit", "button")


class Plain:
    """Somebody at her own machine, on one host. `line` is how she reaches it: in this process unless told otherwise."""

    def __init__(self, host: str, line: Any = None, **more: Any) -> None:
        self.client = line or Client(HTTP_HOST=host, enforce_csrf_checks=True, HTTP_ACCEPT_LANGUAGE="en", **more)
        self.path, self.status, self.page = "/", 0, BeautifulSoup("", "html.parser")

    def go(self, path: str) -> "Plain":
        return self._arrive(self.client.get(path), path)

    def follow(self, words: str) -> "Plain":
        """The first link of the page with these words."""
        found = [tag for tag in self.page.find_all("a") if _words(tag) == words]
        assert found, f"no link {words!r} on {self.path}: {[_words(tag) for tag in self.page.find_all('a')]}"
        return self.go(urljoin(self.path, found[0]["href"]))

    def press(self, words: str, *, refused: bool = False, **typed: Any) -> "Plain":
        """The first button with these words. `typed`: by name of field; True or False ticks a box, a list ticks those
        of several. Whoever is `refused` sees the form again, with a sentence."""
        return self._press(self._button(words), refused, typed)

    def enter(self, field: str, *, refused: bool = False, **typed: Any) -> "Plain":
        """The Enter key in a field: it presses its form's first button."""
        form = self._form_of(self.page.find(attrs={"name": field}))
        first = next(tag for tag in form.find_all("button") if tag.get("type", "submit") == "submit")
        return self._press(first, refused, typed)

    def _press(self, button: Tag, refused: bool, typed: dict[str, Any]) -> "Plain":
        form = self._form_of(button)
        sent = self._filled(form, typed)
        if any(isinstance(value, UploadedFile) for value in typed.values()):
            assert form.get("enctype") == "multipart/form-data", f"{self.path} sends no files"
        if button.get("name"):
            sent[button["name"]] = [button.get("value", "")]
        target = urljoin(self.path, button.get("formaction") or form.get("action") or self.path)
        assert not urlsplit(target).netloc, f"{_words(button)!r} on {self.path} leads to another host: {target}"
        if form.get("method", "get").lower() == "get":
            return self._arrive(self.client.get(target, sent), target)
        return self._arrive(self.client.post(target, sent), target, refused)

    def sees(self, *texts: str) -> "Plain":
        for text in texts:
            assert text in self.text, f"{text!r} is not on {self.path}: {self.text}"
        return self

    @property
    def text(self) -> str:
        return " ".join((self.page.find("main") or self.page).get_text(" ").split())

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.page.find(attrs={"name": name}).get("value", "")

    def _arrive(self, answer: Any, path: str, refused: bool = False) -> "Plain":
        for _hop in range(5):
            if answer.status_code not in (301, 302, 303):
                break
            path = urljoin(path, answer["Location"])
            answer = self.client.get(path)
        self.path, self.status = path.partition("#")[0], answer.status_code
        self.page = BeautifulSoup(answer.content, "html.parser")
        for tag in self.page.find_all(("template", "script")):
            tag.decompose()
        assert refused == (400 <= self.status < 500) and self.status < 500, f"{self.status} on {path}: {self.text}"
        return self

    def _button(self, words: str) -> Tag:
        buttons = [tag for tag in self.page.find_all("button") if tag.get("type", "submit") == "submit"]
        found = [tag for tag in buttons if _words(tag) == words]
        assert found, f"no button {words!r} on {self.path}: {[_words(tag) for tag in buttons]}"
        return found[0]

    def _form_of(self, tag: Tag) -> Tag:
        return self.page.find("form", id=tag["form"]) if tag.get("form") else tag.find_parent("form")

    def _filled(self, form: Tag, typed: dict[str, Any]) -> dict[str, list[Any]]:
        sent: dict[str, list[Any]] = {}
        fields = [tag for tag in self.page.find_all(("input", "select", "textarea")) if self._form_of(tag) is form]
        names = {tag.get("name") for tag in fields if tag.get("type") != "hidden"}
        assert set(typed) <= names, f"{set(typed) - names} cannot be typed on {self.path}: {names}"
        for tag in fields:
            name = tag.get("name")
            if name and not tag.has_attr("disabled") and tag.get("type") not in BUTTON:
                sent.setdefault(name, []).extend(_values(tag, typed))
        return {name: values for name, values in sent.items() if values}


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _values(tag: Tag, typed: dict[str, Any]) -> list[Any]:
    """What this field sends: nothing, its own value, or what was typed."""
    name, kind = tag["name"], tag.get("type", tag.name)
    if kind in ("checkbox", "radio"):
        own = tag.get("value", "on")
        wanted = typed.get(name, tag.has_attr("checked"))
        return [own] if wanted is True or own == wanted or (isinstance(wanted, list) and own in wanted) else []
    if kind == "select":
        return _chosen(tag, typed)
    if kind == "file":
        return [typed[name]] if name in typed else []
    own = tag.get_text().removeprefix("\n") if kind == "textarea" else tag.get("value", "")
    return [typed.get(name, own)]


def _chosen(tag: Tag, typed: dict[str, Any]) -> list[str]:
    options = {option.get("value", _words(option)): option for option in tag.find_all("option")}
    if tag["name"] in typed:
        assert typed[tag["name"]] in options, f"{tag['name']} does not offer {typed[tag['name']]!r}"
        return [typed[tag["name"]]]
    marked = [value for value, option in options.items() if option.has_attr("selected")]
    return marked if marked or tag.has_attr("multiple") else list(options)[:1]


def file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")
