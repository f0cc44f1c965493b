"""Where every figure in the docs comes from: labelled corpora, recall and precision, sound code, peers side by side."""
