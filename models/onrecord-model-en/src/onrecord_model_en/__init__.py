"""The trained tagger for English: model.onnx, nearness.json, vocab.txt and card.json lie beside this file."""

VERSION = "2"
