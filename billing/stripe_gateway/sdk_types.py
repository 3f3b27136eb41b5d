"""What the installed Stripe package says a request may contain, read from its source without importing it.

The package is generated from Stripe's own API description: each service method names its route and a TypedDict of
parameters. `routes()` lists the routes, `problems()` checks one decoded request against its TypedDict.
"""

import ast
import functools
import importlib.util
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Python 3.11 cannot parse in two threads at once (SystemError: AST constructor recursion depth mismatch).
_PARSING = threading.RLock()


def _parse(text: str, mode: str = "exec") -> Any:
    with _PARSING:
        return ast.parse(text, mode=mode)


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    params: tuple[str, str]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.template)) + "$")


@functools.cache
def package() -> Path:
    spec = importlib.util.find_spec("stripe")
    if spec is None or spec.origin is None:
        raise RuntimeError("the stripe package is not installed")
    return Path(spec.origin).parent


@functools.cache
def routes() -> tuple[Route, ...]:
    """Every route the SDK can call, the ones without placeholders first, so that the closest one matches."""
    found = {}
    for file in sorted(package().rglob("*_service.py")):
        tree = _parse(file.read_text())
        imported = {
            alias.asname or alias.name: node.module or ""
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (route := _route(node, imported)):
                found[route.method, route.template] = route
    return tuple(sorted(found.values(), key=lambda route: route.template.count("{")))


def _route(function: ast.FunctionDef, imported: dict[str, str]) -> Route | None:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "_request":
            method, path = node.args[0], node.args[1]
            if isinstance(path, ast.Call) and isinstance(path.func, ast.Attribute):
                path = path.func.value
            params = _params(function, imported)
            if isinstance(method, ast.Constant) and isinstance(path, ast.Constant) and params:
                return Route(str(method.value), str(path.value), params)
    return None


def _params(function: ast.FunctionDef, imported: dict[str, str]) -> tuple[str, str] | None:
    for argument in function.args.args:
        if argument.arg == "params" and argument.annotation is not None:
            for node in ast.walk(argument.annotation):
                name = node.value if isinstance(node, ast.Constant) else getattr(node, "id", None)
                if isinstance(name, str) and name in imported and name.endswith("Params"):
                    return imported[name], name
    return None


def route_of(method: str, path: str) -> Route | None:
    with _PARSING:  # whoever comes while the first one reads waits for what he finds
        known = routes()
    return next((r for r in known if r.method == method and r.pattern.match(path)), None)


@functools.cache
def _module(name: str) -> dict[str, Any]:
    """Classes (as name → base, fields) and imports of one parameter module."""
    file = package().parent.joinpath(*name.split("."))
    source = file.with_suffix(".py") if file.with_suffix(".py").exists() else file / "__init__.py"
    names: dict[str, Any] = {}
    for node in _parse(source.read_text()).body:
        if isinstance(node, ast.ImportFrom):
            names.update({alias.asname or alias.name: ("import", node.module, alias.name) for alias in node.names})
        elif isinstance(node, ast.ClassDef):
            fields = {
                n.target.id: n.annotation
                for n in node.body
                if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
            }
            names[node.name] = ("class", [b.id for b in node.bases if isinstance(b, ast.Name)], fields)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.value.args) == 2:
            target, keys = node.targets[0], node.value.args[1]
            if isinstance(target, ast.Name) and isinstance(keys, ast.Dict):
                pairs = zip(keys.keys, keys.values, strict=True)
                names[target.id] = ("class", [], {k.value: v for k, v in pairs if isinstance(k, ast.Constant)})
    return names


@functools.cache
def fields(module: str, name: str) -> dict[str, ast.expr]:
    """All keys of one TypedDict with their annotations; the SDK's per-call options are not parameters."""
    kind, *rest = _module(module)[name]
    if kind == "import":
        return fields(rest[0], rest[1])
    bases, own = rest
    inherited: dict[str, ast.expr] = {}
    for base in bases:
        if base not in ("TypedDict", "RequestOptions"):
            inherited |= fields(module, base)
    return inherited | own


def problems(params: tuple[str, str], value: Any, at: str = "") -> list[str]:
    """What is wrong with `value` (decoded from the wire) as the TypedDict `params`; [] when nothing is."""
    module, name = params
    if not isinstance(value, dict):
        return [f"{at or 'request'}: an object is expected, not {value!r}"]
    known = fields(module, name)
    found = [f"{_join(at, key)}: unknown parameter" for key in value if key not in known]
    for key, annotation in known.items():
        hint, required = _optional(_read(annotation))
        if key in value:
            found += _check(module, hint, value[key], _join(at, key))
        elif required:
            found.append(f"{_join(at, key)}: required, and missing")
    return found


def _join(at: str, key: str) -> str:
    return f"{at}[{key}]" if at else key


def _read(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _parse(node.value, mode="eval").body
    return node


def _optional(node: ast.expr) -> tuple[ast.expr, bool]:
    if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "NotRequired":
        return _read(node.slice), False
    return node, True


def _choices(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp):
        return _choices(_read(node.left)) + _choices(_read(node.right))
    if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") in ("Union", "Optional"):
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return [choice for part in inner for choice in _choices(_read(part))]
    return [node]


def _literals(node: ast.expr) -> list[Any] | None:
    if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return [item.value for item in items if isinstance(item, ast.Constant)]
    return None


def _check(module: str, node: ast.expr, value: Any, at: str) -> list[str]:
    choices = _choices(node)
    allowed = [literal for choice in choices for literal in _literals(choice) or []]
    if any(_text(value) == _text(literal) for literal in allowed):
        return []
    # "Literal[a, b] | str" is how the SDK spells an enum it may not know fully: for us it is closed.
    closed = any(literal != "" for literal in allowed)
    rest = [c for c in choices if _literals(c) is None and not (closed and getattr(c, "id", "") == "str")]
    answers = [_one(module, choice, value, at) for choice in rest]
    if not answers:
        return [f"{at}: {value!r} is none of {', '.join(map(repr, allowed))}"]
    return min(answers, key=len)


def _text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _one(module: str, node: ast.expr, value: Any, at: str) -> list[str]:
    node = _read(node)
    if isinstance(node, ast.Subscript):
        outer = getattr(node.value, "id", "")
        if outer in ("List", "list"):
            return _list(module, _read(node.slice), value, at)
        if outer in ("Dict", "UntypedStripeObject"):
            inner = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
            if not isinstance(value, dict):
                return [f"{at}: a map is expected, not {value!r}"]
            return [p for key, item in value.items() for p in _check(module, _read(inner), item, _join(at, key))]
        return []
    name = getattr(node, "id", "Any")
    if name in WIRE:
        return [] if WIRE[name](value) else [f"{at}: {value!r} is not {name}"]
    return problems((module, name), value, at)


def _list(module: str, inner: ast.expr, value: Any, at: str) -> list[str]:
    if isinstance(value, dict) and all(key.isdigit() or key == "" for key in value):
        value = list(value.values())
    if not isinstance(value, list):
        return [f"{at}: a list is expected, not {value!r}"]
    return [p for n, item in enumerate(value) for p in _check(module, inner, item, f"{at}[{n}]")]


def _is(pattern: str, *native: type) -> Any:
    compiled = re.compile(pattern)

    def fits(value: Any) -> bool:
        if isinstance(value, str):
            return bool(compiled.fullmatch(value))
        return isinstance(value, native) and (bool in native or not isinstance(value, bool))

    return fits


# How each scalar looks on the wire: text in v1's forms, text or native in v2's JSON.
WIRE = {
    "str": lambda value: isinstance(value, str),
    "int": _is(r"-?\d+", int),
    "bool": _is("true|false", bool),
    "float": _is(r"-?\d+(\.\d+)?", int, float),
    "Decimal": _is(r"-?\d+(\.\d{1,12})?"),
    "Any": lambda value: True,
}
