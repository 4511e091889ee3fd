"""`datapackage.json`: what the CSV tables are, for programs (Frictionless Data Package)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.model.public import Public
from onrecord.publish.formats.tables import Column, Kind, Table

_TYPES: dict[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "string"},
    Kind.TEXTS: {"type": "array"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.TRUTH: {"type": "boolean"},
}


def described(
    public: Public, tables: Iterable[Table[Any]], files: Mapping[str, tuple[int, str]]
) -> dict[str, Any]:
    """
    Return the description of the tables.

    Args:
        public: The record.
        tables: The tables.
        files: For each table the size of its file in bytes, and the file's SHA-256.
    """
    allowed = public.allowed
    about = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", public.name.casefold()).strip("-") or "record",
        "title": allowed.title or public.name,
        "description": allowed.about,
        "homepage": allowed.address,
        "contributors": [{"title": allowed.keeper, "role": "publisher"}] if allowed.keeper else [],
        "contact": allowed.contact,
        "licenses": [_licence(allowed.licence)] if allowed.licence else [],
        "program": public.program,
    }
    resources = [_resource(table, *files[table.name]) for table in tables]
    return {name: told for name, told in about.items() if told} | {"resources": resources}


def _licence(told: str) -> dict[str, str]:
    return {"name": re.sub(r"[^A-Za-z0-9._]+", "-", told).strip("-") or "stated", "title": told}


def _resource(table: Table[Any], size: int, sha256: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema(table),
    }


def schema(table: Table[Any]) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    made: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        made["primaryKey"] = list(table.key)
    if table.links:
        made["foreignKeys"] = [
            {
                "fields": list(link.columns),
                "reference": {
                    "resource": "" if link.table == table.name else link.table,
                    "fields": list(link.to),
                },
            }
            for link in table.links
        ]
    return made


def _field(column: Column[Any]) -> dict[str, Any]:
    limits: dict[str, Any] = {
        "required": column.must or None,
        "enum": list(column.choices) or None,
        "minimum": column.least,
        "maximum": column.most,
    }
    told = {name: limit for name, limit in limits.items() if limit is not None}
    field = {"name": column.name, **_TYPES[column.kind], "description": column.says}
    return field | ({"constraints": told} if told else {})
