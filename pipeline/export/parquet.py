"""Plans as a folder of Parquet files, one a table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import ExportError

from .load import Named
from .tables import TABLES, Kind, Table, tables

if TYPE_CHECKING:
    import pyarrow as pa

MISSING = "Parquet needs pyarrow, which is not installed: pip install 'plansift[parquet]'."
_MARK = b"plansift"
_LAYOUT = b"1"
_NOT_OURS = "not made by this version of plansift: name another folder."
_TYPES: dict[Kind, str] = {  # as pyarrow calls them
    "text": "string",
    "int": "int32",
    "real": "float64",
    "date": "date32",
    "bool": "bool_",
    "json": "string",
}


def available() -> bool:
    """True where pyarrow is installed."""
    return find_spec("pyarrow") is not None


def to_parquet(plans: Sequence[Named], folder: Path, *, anew: bool = False) -> dict[Path, bytes]:
    """The files of the folder, with these plans in place of those of their names.

    What the folder holds of other plans stays, unless it is made `anew`.
    Nothing is written here.
    """
    if not available():
        raise ExportError(MISSING)
    import pyarrow as pa

    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder.name} is a file; Parquet is written as a folder.")
    _check_made_here(folder)
    made = tables(plans)
    names = pa.array([named.name for named in plans], pa.string())
    files: dict[Path, bytes] = {}
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        schema = _schema(table)
        columns = list(zip(*made[table.name], strict=True)) or [()] * len(table.columns)
        arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
        whole = pa.table(arrays, schema=schema)
        if path.exists() and not anew:
            whole = pa.concat_tables([_others(path, schema, names), whole])
        order = [(key, "ascending") for key in table.key]
        files[path] = _bytes(whole.sort_by(order))
    return files


def _check_made_here(folder: Path) -> None:
    """Raise `ExportError` for a folder with something in it that plansift did not make."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not folder.exists() or not any(folder.iterdir()):
        return
    ours = [path for table in TABLES if (path := folder / f"{table.name}.parquet").exists()]
    for path in ours:
        try:
            metadata = pq.read_schema(io.BytesIO(path.read_bytes())).metadata
        except pa.ArrowInvalid:
            raise ExportError(f"{path.name} in the folder is no Parquet file.") from None
        if _MARK not in (metadata or {}):
            raise ExportError(f"{path.name} in the folder was {_NOT_OURS}")
    if not ours:
        raise ExportError(f"The folder {folder.name} has something in it and was {_NOT_OURS}")


def _schema(table: Table) -> pa.Schema:
    import pyarrow as pa

    fields = [
        pa.field(name, getattr(pa, _TYPES[kind])(), nullable=name not in table.key)
        for name, kind in table.columns.items()
    ]
    return pa.schema(fields, metadata={_MARK: _LAYOUT})


def _others(path: Path, schema: pa.Schema, names: pa.Array) -> pa.Table:
    """The rows of the plans that are not replaced."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        # A file is read whole, not as part of a data set that its folder's name would shape.
        found = pq.ParquetFile(io.BytesIO(path.read_bytes())).read()
    except pa.ArrowInvalid:
        raise ExportError(f"{path.name} in the folder is no Parquet file.") from None
    if (found.schema.metadata or {}).get(_MARK) != _LAYOUT or found.schema != schema:
        raise ExportError(f"{path.name} in the folder was {_NOT_OURS}")
    return found.filter(pc.invert(pc.is_in(found["plan"], value_set=names))).cast(schema)


def _bytes(table: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
