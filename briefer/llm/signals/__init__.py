"""What our own embedded model's hidden states say of each sentence, read in the engine's process.

``windows`` lays an article's sentences out as the model reads them, ``probe`` is the data file that makes numbers of a
hidden state, ``service`` answers requests with both. They load nothing but the standard library.
"""
