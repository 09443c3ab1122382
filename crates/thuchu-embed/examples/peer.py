"""Answers the bench `beside`: one question a line, one answer a line. Argument: the folder with e5.onnx and e5q.onnx."""
import json
import sys
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer, __version__ as tokenizers_version

folder = sys.argv[1]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = lambda name: onnxruntime.InferenceSession(f"{folder}/{name}", options, providers=["CPUExecutionProvider"])
small, exact = session("e5q.onnx"), session("e5.onnx")
tokenizer = Tokenizer.from_file(f"{folder}/e5-small/tokenizer.json")
about = f"onnxruntime {onnxruntime.__version__} (one thread), tokenizers {tokenizers_version}"
print(json.dumps({"about": about}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if "text" in asked:
        answer = {"ids": tokenizer.encode(asked["text"]).ids}
    else:
        ids = numpy.array([asked["ids"]], numpy.int64)
        given = {"ids": ids, "mask": numpy.ones_like(ids)}
        begun = time.perf_counter_ns()
        (vectors,) = (exact if asked["exact"] else small).run(None, given)
        answer = {"ns": time.perf_counter_ns() - begun, "vector": vectors[0].tolist()}
    print(json.dumps(answer), flush=True)
