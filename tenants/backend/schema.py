"""Migrations as they must be to work on a distributed database too (tenancy §6)."""

from typing import Any

from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, Model


class SchemaEditor(DatabaseSchemaEditor):
    """Django's, except that a new column never carries an unnamed check.

    `ALTER TABLE … ADD COLUMN … integer CHECK (… >= 0)` makes PostgreSQL invent a name; Citus refuses it, and the
    name differs between databases. The column comes first, then a named constraint in a statement of its own.
    """

    def add_field(self, model: type[Model], field: "Field[Any, Any]") -> None:
        check = self._check_of(field)
        if check is None:
            super().add_field(model, field)
            return
        self._adding_without_check(model, field)
        # Django's own, which its stubs leave out.
        self.execute(self._create_check_sql(model, self._check_name(model, field), check))  # type: ignore[attr-defined]

    def _check_of(self, field: "Field[Any, Any]") -> str | None:
        return field.db_parameters(connection=self.connection).get("check")

    def _check_name(self, model: type[Model], field: "Field[Any, Any]") -> str:
        # Django's own, which its stubs leave out.
        name = self._create_index_name(model._meta.db_table, [field.column], suffix="_check")  # type: ignore[attr-defined]
        return str(name)

    def _adding_without_check(self, model: type[Model], field: "Field[Any, Any]") -> None:
        asked = field.db_parameters

        def without_check(connection: Any) -> Any:
            return {**asked(connection=connection), "check": None}

        field.db_parameters = without_check  # type: ignore[method-assign]
        try:
            super().add_field(model, field)
        finally:
            del field.db_parameters
