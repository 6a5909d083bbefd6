"""What type a template meets when it follows a name from `page`: fields, properties, elements of tuples."""

import inspect
import types
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints

UNKNOWN: Any = Any
"""A type nobody can tell; whatever is asked of it passes."""

PLAIN = (str, int, float, bool, bytes)


class NoSuchNameError(Exception):
    """A type has no such name; the message says which type and which name."""


def members(kind: Any) -> tuple[Any, ...]:
    """The types of a union but None; of any other type, itself."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(part for part in get_args(kind) if part is not type(None))
    return (kind,)


def either(*kinds: Any) -> Any:
    """One type where all are equal, a union where they differ, unknown where one is."""
    if any(kind is UNKNOWN or not (isinstance(kind, type) or get_origin(kind)) for kind in kinds):
        return UNKNOWN
    different = tuple(dict.fromkeys(kind for kind in kinds if kind is not type(None)))
    return Union[different] if different else type(None)  # noqa: UP007  # made from values


def attribute(kind: Any, name: str) -> Any:
    """The type of `.name`; raises NoSuchNameError where a member of the type has no such name."""
    return either(*(_attribute_of_one(one, name) for one in members(kind)))


def element(kind: Any) -> Any:
    """The type of what a loop over this type gives."""
    return either(*(_element_of_one(one) for one in members(kind)))


def item(kind: Any, key: object) -> Any:
    """The type of `[key]`; on a class a text key is its attribute, as Jinja reads it."""
    if isinstance(key, str) and inspect.isclass(kind) and not issubclass(kind, (str, Mapping)):
        return attribute(kind, key)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(key, int) and Ellipsis not in arguments:
        return arguments[key]
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        return arguments[1]
    return element(kind)


def called(kind: Any) -> Any:
    """The type of what calling this type gives."""
    if get_origin(kind) is Callable:
        return get_args(kind)[1]
    return UNKNOWN


def _attribute_of_one(kind: Any, name: str) -> Any:
    if kind in (UNKNOWN, type(None)):  # a name that is set to none at first gets its value later
        return UNKNOWN
    origin = get_origin(kind) or kind
    if not inspect.isclass(origin):
        return UNKNOWN
    if issubclass(origin, Mapping):
        return _of_mapping(kind, name)
    hints = _hints(origin)
    if name in hints:
        hint = hints[name]
        return get_args(hint)[0] if get_origin(hint) is ClassVar else hint
    found = inspect.getattr_static(origin, name, None)
    if found is None:
        message = f"{origin.__name__} has no {name}"
        raise NoSuchNameError(message)
    return _declared(found)


def _of_mapping(kind: Any, name: str) -> Any:
    key, value = get_args(kind) or (UNKNOWN, UNKNOWN)
    made: dict[str, Any] = {"items": tuple[key, value], "keys": key, "values": value}  # type: ignore[valid-type]  # made from values
    return Callable[[], Iterable[made[name]]] if name in made else value  # type: ignore[valid-type]  # the same


def _hints(kind: type) -> dict[str, Any]:
    try:
        return get_type_hints(kind)
    except (NameError, TypeError):
        return {}


def _declared(found: object) -> Any:
    """The type of a property, a method or a plain value of a class."""
    if isinstance(found, property) and found.fget:
        return get_type_hints(found.fget).get("return", UNKNOWN)
    if inspect.isfunction(found):
        return Callable[..., get_type_hints(found).get("return", UNKNOWN)]
    return type(found) if isinstance(found, (*PLAIN, Enum)) else UNKNOWN


def _element_of_one(kind: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in (str, UNKNOWN, type(None)):
        return str if kind is str else UNKNOWN
    if origin is tuple:
        return arguments[0] if Ellipsis in arguments else either(*arguments)
    if not inspect.isclass(origin):
        return _none_or_unknown(kind)
    if issubclass(origin, (Mapping, Collection, Iterable)) and arguments:
        return arguments[0]
    return UNKNOWN


def _none_or_unknown(kind: Any) -> Any:
    if inspect.isclass(kind) and not hasattr(kind, "__iter__"):
        message = f"{kind.__name__} is nothing to loop over"
        raise NoSuchNameError(message)
    return UNKNOWN
