"""Rows to Parquet and back. The same rows give the same bytes.

A table is a folder of files named `<bucket>-<hash of its bytes>.parquet`. The hash in the name makes a reader that listed the
folder of one snapshot and opens files of the next fail with a missing file, never read a mixture of both.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nlp import schema

BY_ARTICLE = ("articles", "sentences", *schema.EXTRACTED)
"""Tables whose rows belong to one article: kept in buckets of articles. All others are one file."""

WHOLE = 0  # the bucket of a table that is one file


def current(processed: Path) -> Path | None:
    """Folder of the current snapshot, or None. It stays as it is while later runs commit: long readers hold on to it."""
    link = processed / "current"
    return link.resolve() if link.exists() else None


def staging(processed: Path, key: str) -> Path:
    """Folder of a finished shard."""
    return processed / "staging" / key


def spool(processed: Path) -> Path:
    """File for the records that this process plans to have read."""
    return processed / "staging" / f".records.{os.getpid()}"


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The table's schema (made once: it is asked for with every file)."""
    return schema.arrow_schema(table)


@cache
def _values(table: str) -> dict[str, list[str]]:
    """Allowed values of the table's enumerated columns."""
    return {column["name"]: column["values"] for column in schema.columns(table) if column["values"]}


def to_arrow(table: str, rows: Sequence[Any]) -> pa.Table:
    """Rows as an Arrow table.

    Raises:
        ValueError: a required value is missing, or one is not among those its column allows.
    """
    columns = [_column(table, field, list(map(attrgetter(field.name), rows))) for field in arrow_schema(table)]
    return pa.Table.from_arrays(columns, schema=arrow_schema(table))


def _column(table: str, field: pa.Field, values: list[Any]) -> pa.Array:
    if not field.nullable and None in values:
        raise ValueError(f"{table}.{field.name} is required, and a row leaves it empty")
    allowed = _values(table).get(field.name)
    return pa.array(values, field.type) if allowed is None else _encoded(f"{table}.{field.name}", pa.array(values, pa.string()), allowed)


def _encoded(name: str, values: pa.Array, allowed: list[str]) -> pa.DictionaryArray:
    """Strings as places in the list of allowed values, the same list in every file whatever values occur."""
    codes = pc.index_in(values, value_set=pa.array(allowed))
    if codes.null_count != values.null_count:
        strange = sorted(set(values.drop_null().unique().to_pylist()) - set(allowed))
        raise ValueError(f"{name} does not allow {', '.join(map(repr, strange))}; allowed are {', '.join(allowed)}")
    return pa.DictionaryArray.from_arrays(codes, allowed)


def combine(table: str, parts: Sequence[pa.Table]) -> pa.Table:
    """Tables one after the other as one, with nothing left of how they were cut: the same rows give the same bytes."""
    combined = pa.concat_tables([arrow_schema(table).empty_table(), *parts]).combine_chunks()
    columns = [_whole(table, field, combined.column(field.name).combine_chunks()) for field in arrow_schema(table)]
    return pa.Table.from_arrays(columns, schema=arrow_schema(table))


def _whole(table: str, field: pa.Field, array: pa.Array) -> pa.Array:
    allowed = _values(table).get(field.name)
    return array if allowed is None else _encoded(f"{table}.{field.name}", array.cast(pa.string()), allowed)


def in_order(rows: pa.Table) -> pa.Table:
    """Rows by article, those of an article in the order in which they were made (that of its text)."""
    return rows.take(pc.sort_indices(rows, sort_keys=[("article_id", "ascending")]))  # documented as stable


def write(folder: Path, table: str, rows: pa.Table, bucket: int = WHOLE) -> Path:
    """Put rows into a table's folder as the file of one bucket, in place of the one that is there."""
    data = to_parquet(rows)
    folder.joinpath(table).mkdir(parents=True, exist_ok=True)
    path = folder / table / f"{bucket:04d}-{hashlib.blake2b(data, digest_size=6).hexdigest()}.parquet"
    before = [file for file in files(folder, table, bucket) if file != path]
    write_bytes(path, data)
    for file in before:
        file.unlink()
    return path


def write_rows(folder: Path, table: str, rows: Sequence[Any]) -> None:
    """Write a table that is one file (not one of articles)."""
    write(folder, table, to_arrow(table, rows))


def write_table(folder: Path, table: str, rows: pa.Table) -> None:
    """Write an Arrow table as a table that is one file, in the form that all files have."""
    write(folder, table, combine(table, [rows]))


def to_parquet(rows: pa.Table) -> pa.Buffer:
    """Rows as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", write_statistics=True)
    return sink.getvalue()


def write_bytes(path: Path, data: bytes | pa.Buffer) -> None:
    """Write a file that is there whole, on the disk, or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def files(folder: Path, table: str, bucket: int | None = None) -> list[Path]:
    """The Parquet files of a table, or of one of its buckets, in order."""
    return sorted((folder / table).glob("*.parquet" if bucket is None else f"{bucket:04d}-*.parquet"))


def bucket_in(path: Path) -> int:
    """The bucket that a file's name tells."""
    return int(path.name.partition("-")[0])


def read(paths: Iterable[Path], table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of Parquet files of one table, in all columns or some; a column that an older file lacks is null."""
    wanted = pa.schema([arrow_schema(table).field(name) for name in columns or arrow_schema(table).names])
    return pa.concat_tables([wanted.empty_table(), *(_read(pq.ParquetFile(path), wanted) for path in paths)])


def _read(file: pq.ParquetFile, wanted: pa.Schema) -> pa.Table:
    there = [name for name in wanted.names if name in file.schema_arrow.names]
    rows = file.read(columns=there)
    made = [rows[field.name] if field.name in there else pa.nulls(rows.num_rows, field.type) for field in wanted]
    return pa.Table.from_arrays(made, schema=wanted)


def adopt(paths: Iterable[Path], folder: Path, table: str, bucket: int) -> None:
    """Link the files of one bucket from elsewhere into a table's folder; their bytes are shared."""
    folder.joinpath(table).mkdir(exist_ok=True)
    for path in paths:
        (folder / table / f"{bucket:04d}-{path.name.partition('-')[2]}").hardlink_to(path)
