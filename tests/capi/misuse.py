"""Every function of zhuqi.h with NULL for all that it takes, and every document cut short: refused, never a crash.

usage: misuse.py LIBRARY HEADER
"""

import ctypes
import pathlib
import re
import sys

library, header = ctypes.CDLL(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
PROTOTYPE = re.compile(r"^ZQ_API ([^;(]*?)\b(zq_\w+)\(([^;]*)\);", re.M)
CODES = dict(re.findall(r"^  (ZQ_\w+) = (\d+),?", header, re.M))
faults = []


def zero(parameter):
    """The argument 0 or NULL of the parameter's type."""
    if "*" in parameter or parameter.startswith("void (*"):
        return ctypes.c_void_p()
    return (ctypes.c_int32 if "int32_t" in parameter or "zq_status" in parameter else ctypes.c_int64)(0)


def with_nulls():
    count = 0
    for kind, name, parameters in PROTOTYPE.findall(header):
        parameters = [p.strip() for p in " ".join(parameters.split()).split(",")]
        arguments = [] if parameters == ["void"] else [zero(p) for p in parameters]
        function = getattr(library, name)
        function.restype = {"zq_status": ctypes.c_int32, "int32_t": ctypes.c_int32, "void": None}.get(kind.strip(), ctypes.c_char_p)
        told = function(*arguments)
        count += 1
        if kind.strip() == "zq_status" and name != "zq_error_status" and told != int(CODES["ZQ_INVALID_ARGUMENT"]):
            faults.append(f"{name} with NULLs gives {told}")
        if function.restype is ctypes.c_char_p and told is None:
            faults.append(f"{name} with NULLs gives NULL")
    return count


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("len", ctypes.c_size_t)]


def text(value):
    data = value.encode()
    return ctypes.c_char_p(data), ctypes.c_size_t(len(data))


def handle(function, *arguments):
    made = ctypes.c_void_p()
    assert getattr(library, function)(*arguments, ctypes.byref(made), None) == 0, function
    return made


def cut_short():
    table = handle("zq_table_parse", *text("hit policy,FIRST\nid,if a: number,then b\nR1,>= 5,x\n"), *text("a.csv"), *text(""))
    calendar = handle("zq_calendar_open", *text("cn"))
    policy = ('{"id":"P","title":"T","issuer":"I","region":"530100","from":"2026-01-01","until":"2026-12-31","branches":'
              '[[{"fact":"staff","test":"< 300","text":"t"}]],"benefit":"b","claim":"fast"}')
    week = '{"zone":"+08:00","week":{"mon":[["09:00","12:00"]]},"days":{"2026-02-14":"working"},"working_day":[["09:00","12:00"]]}'
    documents = {
        "zq_table_decide": (lambda d, out: (table, *text(d), out), '{"a":7}'),
        "zq_table_explain": (lambda d, out: (table, *text(d), *text("R1"), out), '{"a":7}'),
        "zq_calendar_run": (lambda d, out: (calendar, *text(d), out), '{"op":"add_workdays","start":"2026-02-14T16:00:00","days":7}'),
        "zq_calendar_parse": (lambda d, out: (*text(d), *text("c.json"), out), week),
        "zq_policy_parse": (lambda d, out: (*text(d), *text("p.json"), out), policy),
    }
    count = 0
    for name, (arguments, document) in documents.items():
        for length in range(len(document) + 1):
            out, err = Buffer(), ctypes.c_void_p()
            told = getattr(library, name)(*arguments(document[:length], ctypes.byref(out)), ctypes.byref(err))
            count += 1
            if (told == 0) != (length == len(document)):
                faults.append(f"{name} of {document[:length]} gives {told}")
            if told != 0 and (out.data is not None or err.value is None):
                faults.append(f"{name} of {document[:length]} gives {told} and an output, or no error")
            library.zq_error_free(err)
            if name.endswith("_parse"):
                getattr(library, name.replace("_parse", "_free"))(ctypes.c_void_p(out.data))
            else:
                library.zq_buffer_free(ctypes.byref(out))
    return count


functions, documents = with_nulls(), cut_short()
print("\n".join(faults) or f"{functions} functions with NULLs, {documents} documents cut short")
sys.exit(1 if faults or functions < 40 else 0)
