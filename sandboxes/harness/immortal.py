"""Objects whose references nobody counts: a process that was forked can look at them without making a page its own.

A fork shares its memory with its parent until one of them writes, and CPython writes to every object that it looks at. Since
3.12 it leaves the count of immortal objects alone (PEP 683). To become one of them is to have the count that None has. Half of
the pages that a run of a small Flask program copied were copied for counts only.
"""

import ctypes
import gc
import sys
import types

_FIRST = 16  # where the memory that is looked at begins: nothing lies below
_WORD = 4
_LEAST = 1 << 31  # of the counts of immortal objects, by PEP 683
_LEFT_ALONE = (types.FrameType, types.GeneratorType, types.CoroutineType)  # they go on, and end


def make():
    """All that the interpreter holds now, which is frozen as well. Does nothing where Python has no such objects, or keeps their
    counts elsewhere."""
    if not _is_known_layout():
        return
    memory = memoryview((ctypes.c_uint32 * (1 << 45)).from_address(_FIRST)).cast("B").cast("I")
    count = memory[(id(None) - _FIRST) // _WORD]
    if count < _LEAST or count != sys.getrefcount(None) & 0xFFFFFFFF:
        return
    gc.unfreeze()  # what is frozen is not listed
    objects = gc.get_objects()
    while objects:
        found = []
        for each in objects:
            place = (id(each) - _FIRST) // _WORD
            kind = type(each)
            if memory[place] == count or kind in _LEFT_ALONE:
                continue
            memory[place] = count
            if kind is types.CodeType:
                found += each.co_consts, each.co_names, each.co_filename, each.co_name, each.co_qualname
                found += each.co_linetable, each.co_exceptiontable
            elif kind is dict:
                found += each
            found += gc.get_referents(each)
        objects = found
    gc.freeze()


def _is_known_layout():
    """Whether an object begins with the count of its references, in the order of bytes that is read here."""
    return (
        sys.version_info >= (3, 12)
        and sys.implementation.name == "cpython"
        and sys.byteorder == "little"
        and sys.maxsize > 1 << 32
        and getattr(sys, "_is_gil_enabled", lambda: True)()
        and not hasattr(sys, "getobjects")
        and "t" not in sys.abiflags
    )
