"""An SVG on the input, its pixels (PNG) on the output; another return code than 0 when it is no drawing.

Run alone, in a process that can be stopped: a drawing of a few lines can ask for hours of work.
"""

import json
import sys
import tempfile

import typst

_TEMPLATE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    b'#let drawn = image(bytes(json(bytes(sys.inputs.data))), format: "svg", width: 16cm)\n'
    # A ribbon a kilometre long would fill the memory.
    b"#context { let size = measure(drawn); assert(size.height < 160cm); drawn }"
)


def redrawn(drawing: bytes) -> bytes:
    """The drawing as PNG. Raises TypstError or UnicodeDecodeError when it is none."""
    text = drawing.decode("utf-8-sig")
    with tempfile.TemporaryDirectory() as empty:  # its only root: no file of the machine can be drawn in
        compiler = typst.Compiler(_TEMPLATE, root=empty, sys_inputs={"data": json.dumps(text)})
        drawn = compiler.compile(format="png", ppi=220)
    page = drawn[0] if isinstance(drawn, list) else drawn
    assert isinstance(page, bytes)
    return page


if __name__ == "__main__":
    sys.stdout.buffer.write(redrawn(sys.stdin.buffer.read()))
