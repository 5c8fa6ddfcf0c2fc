"""Bodies that programs send: JSON read into a shape, with the first fault told as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask import request

from kb.errors import BadRequest

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")


def body_as(shape: type[M], hint: str) -> M:
    """Read this request's body as JSON of a shape; raises BadRequest, with `hint` as example."""
    # Takes a quarter of a second to import, which no start need wait for.
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        return shape.model_validate_json(request.get_data())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        raise BadRequest(f"{where}: {first['msg']}", hint=hint) from error
