"""A producer of Arrow columns in plain ctypes: what pyarrow or polars hand over, without either."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int64, c_void_p, py_object


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


RELEASE_SCHEMA, RELEASE_ARRAY = CFUNCTYPE(None, POINTER(Schema)), CFUNCTYPE(None, POINTER(Array))
Schema._fields_ = [
    ("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p), ("flags", c_int64), ("n_children", c_int64),
    ("children", POINTER(POINTER(Schema))), ("dictionary", POINTER(Schema)), ("release", c_void_p),
    ("private_data", c_void_p),
]
Array._fields_ = [
    ("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64), ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)), ("children", POINTER(POINTER(Array))), ("dictionary", POINTER(Array)),
    ("release", c_void_p), ("private_data", c_void_p),
]


@RELEASE_SCHEMA
def release_schema(schema):
    schema.contents.release = None


@RELEASE_ARRAY
def release_array(array):
    array.contents.release = None


new_capsule = ctypes.pythonapi.PyCapsule_New
new_capsule.restype, new_capsule.argtypes = py_object, [c_void_p, c_char_p, c_void_p]


def bits(flags):
    packed = bytearray((len(flags) + 7) // 8 or 1)
    for i, flag in enumerate(flags):
        packed[i // 8] |= bool(flag) << (i % 8)
    return bytes(packed)


class Producer:
    """Columns as a record batch: {"name": (format, [buffers as bytes or None])}. Keeps everything alive itself."""

    def __init__(self, columns, rows, nulls=-1):
        self._kept = []
        fields = [self._schema(name, form) for name, (form, _) in columns.items()]
        arrays = [self._array(rows, buffers, nulls) for _, buffers in columns.values()]
        self.schema = self._parent(Schema, self._schema("", "+s"), fields)
        self.array = self._parent(Array, self._array(rows, [None], 0), arrays)

    def _keep(self, thing):
        self._kept.append(thing)
        return thing

    def _schema(self, name, form):
        return self._keep(Schema(
            format=self._keep(form.encode()), name=self._keep(name.encode()), flags=2,
            release=ctypes.cast(release_schema, c_void_p)))

    def _array(self, rows, buffers, nulls):
        pointers = self._keep((c_void_p * max(len(buffers), 1))())
        for i, data in enumerate(buffers):
            if data is not None:
                held = self._keep(ctypes.create_string_buffer(data, max(len(data), 1)))
                pointers[i] = ctypes.addressof(held)
        return self._keep(Array(
            length=rows, null_count=nulls, n_buffers=len(buffers), buffers=ctypes.cast(pointers, POINTER(c_void_p)),
            release=ctypes.cast(release_array, c_void_p)))

    def _parent(self, kind, parent, children):
        pointers = self._keep((POINTER(kind) * max(len(children), 1))(*map(ctypes.pointer, children)))
        parent.n_children, parent.children = len(children), pointers
        return parent

    def __arrow_c_array__(self, requested_schema=None):
        return (new_capsule(ctypes.addressof(self.schema), b"arrow_schema", None),
                new_capsule(ctypes.addressof(self.array), b"arrow_array", None))


def doubles(values):
    return "g", [bits([v is not None for v in values]), bytes((ctypes.c_double * len(values))(*[v or 0 for v in values]))]


def strings(values, wide=False):
    offsets, data = [0], bytearray()
    for value in values:
        data += (value or "").encode()
        offsets.append(len(data))
    kind = ctypes.c_int64 if wide else ctypes.c_int32
    return "U" if wide else "u", [bits([v is not None for v in values]), bytes((kind * len(offsets))(*offsets)), bytes(data)]


def views(values):
    """Strings of more than 12 bytes stand in a buffer beside the views."""
    data, elements = bytearray(), bytearray()
    for value in values:
        raw = (value or "").encode()
        if len(raw) <= 12:
            elements += len(raw).to_bytes(4, "little") + raw.ljust(12, b"\0")
        else:
            elements += len(raw).to_bytes(4, "little") + raw[:4] + (0).to_bytes(4, "little") + len(data).to_bytes(4, "little")
            data += raw
    return "vu", [bits([v is not None for v in values]), bytes(elements), bytes(data), len(data).to_bytes(8, "little")]
