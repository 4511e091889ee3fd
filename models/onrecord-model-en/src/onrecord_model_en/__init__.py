"""The trained tagger for English: model.onnx, vocab.txt and card.json lie beside this file."""

VERSION = "1"
