"""The compiled inner loops of the engine (C beside this file) and their binding; decides nothing by itself.

`build/native.py` compiles them; `loops` binds them, `crew` spreads them over the processors, `columns` and
`vocabulary` hold the memory that they work on.
"""
