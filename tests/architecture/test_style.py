"""Rules of house §6 and §8 that a syntax tree can see."""

import ast

from tests.architecture.source import calls, files, is_edge, name_of, public_actions, tree

# Writes belong into actions: an edge translates in, makes one call, translates out (house §6.4).
WRITES = (".save", ".delete", ".update", ".bulk_create", ".bulk_update", ".get_or_create", ".update_or_create")
# Modules that compute with amounts.
MONEY = ("billing/", "platform/kernel/money.py", "marketplace/escrow/", "marketplace/contracts/")
PURE = (
    "platform/kernel/money.py",
    "platform/kernel/currencies.py",
    "platform/kernel/moves.py",
    "billing/fees/ladder.py",
    "billing/fees/terms.py",
    "billing/fees/flaws.py",
    "marketplace/reviews/windows.py",
    "theming/contrast.py",
    "theming/tokens.py",
    "theming/stylesheet.py",
)


def test_every_public_action_is_keyword_only_annotated_documented_with_actor_and_at():
    wrong = []
    for path, action in public_actions():
        where = f"{name_of(path)}::{action.name}"
        named = {argument.arg for argument in action.args.kwonlyargs}
        if action.args.args or action.args.posonlyargs or action.args.vararg:
            wrong.append(f"{where}: takes positional arguments")
        if not {"actor", "at"} <= named:
            wrong.append(f"{where}: lacks actor= or at=")
        if any(argument.annotation is None for argument in action.args.kwonlyargs) or action.returns is None:
            wrong.append(f"{where}: not annotated")
        if not ast.get_docstring(action):
            wrong.append(f"{where}: no promise in a docstring")
    assert wrong == []


def test_edges_write_nothing():
    wrong = []
    for path in files():
        if not is_edge(path):
            continue
        for name, line in calls(path):
            if name.endswith(WRITES) and not name.startswith(("actions.", "messages.")) and ".actions." not in name:
                wrong.append(f"{name_of(path)}:{line} {name}")
    assert wrong == []


def test_edges_fetch_through_what_the_person_may_see():
    wrong = [
        f"{name_of(path)}:{line} {name}"
        for path in files()
        if path.name in ("views.py", "api.py") or path.parent.name == "views"
        for name, line in calls(path)
        if name.endswith(".objects.get")
    ]
    assert wrong == []


def test_nothing_listens_to_signals():
    wrong = [
        name_of(path)
        for path in files()
        if "django.db.models.signals" in path.read_text() or "django.dispatch" in path.read_text()
    ]
    assert wrong == []


def test_only_the_edges_read_the_clock():
    below = ("actions.py", "queries.py", "models.py", "states.py", "forms.py", "posting.py", "ladder.py")
    wrong = []
    for path in files():
        if path.name in below or path.parent.name in ("actions", "queries"):
            wrong += [
                f"{name_of(path)}:{line} {name}"
                for name, line in calls(path)
                if name in ("timezone.now", "datetime.now", "datetime.datetime.now", "clock.now", "time.time")
            ]
    assert wrong == []


def test_money_knows_no_float_and_no_division():
    wrong = []
    for path in files():
        if not name_of(path).startswith(MONEY) or "stripe_gateway/fake" in name_of(path):
            continue
        for node in ast.walk(tree(path)):
            divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
            if divides and not _joins_paths(node):
                wrong.append(f"{name_of(path)}:{node.lineno} divides")
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.value}")
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "float":
                wrong.append(f"{name_of(path)}:{node.lineno} float()")
    assert [line for line in wrong if "management/commands/bench" not in line] == []


def _joins_paths(node: ast.BinOp | ast.AugAssign) -> bool:
    """`folder / "name"` is pathlib's, not arithmetic."""
    right = node.right if isinstance(node, ast.BinOp) else node.value
    return isinstance(right, ast.Constant | ast.JoinedStr) and not (
        isinstance(right, ast.Constant) and isinstance(right.value, int | float)
    )


# What business code may know of tenancy besides `tenants.current`: the door of tasks, and the page of nobody's host.
# Plans and bills are the operator's own business with marketplaces: they stand in public, beside the tenants.
OF_TENANCY = {"tenants.current", "tenants.tasks.TenantTask", "tenants.tasks.PublicTask", "tenants.notfound"}
ABOUT_TENANTS = "billing/subscriptions/"


def imports(path) -> list[tuple[str, int]]:
    """Whatever a file imports, by its whole dotted name."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def test_tenancy_is_somewhere_else():
    """Business code never names schema, host or connection (house §6.10)."""
    wrong = []
    for path in files():
        if not name_of(path).startswith(("marketplace/", "billing/", "theming/", "cms/")):
            continue
        for name, line in imports(path):
            inside = name.split(".")[0] == "tenants" and name not in OF_TENANCY
            if name.split(".")[0] == "django_tenants" or (inside and not name_of(path).startswith(ABOUT_TENANTS)):
                wrong.append(f"{name_of(path)}:{line} imports {name}")
    assert wrong == []


def test_only_escrow_and_payments_post():
    """Money moves where its recipes stand (house §8); the ledger's own, and its bench, beside them."""
    may = ("billing/ledger/", "billing/payments/", "marketplace/escrow/")
    wrong = [
        f"{name_of(path)}:{line}"
        for path in files()
        for name, line in imports(path)
        if name.startswith("billing.ledger.posting") and not name_of(path).startswith(may)
    ]
    assert [place for place in wrong if "management/commands/bench_ledger" not in place] == []


def test_pure_modules_import_no_django():
    wrong = []
    for path in files():
        if name_of(path) not in PURE and path.name != "states.py":
            continue
        for node in ast.walk(tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            wrong += [f"{name_of(path)}: {name}" for name in names if name.split(".")[0] in ("django", "wagtail")]
    assert wrong == []


def test_the_pure_modules_are_where_the_papers_say():
    from tests.architecture.source import ROOT

    assert [name for name in PURE if not (ROOT / name).exists()] == []
