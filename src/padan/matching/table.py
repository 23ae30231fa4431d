"""The register table every part shares: a polars frame of String columns plus `_row` and `_sheet_row`
(UInt32).

`Table` and `Places` (rows counted from 0) are aliases for annotations only: at run time this module imports
nothing, so that naming the type costs neither the unlock window nor a short command the time to load polars.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Table = pl.DataFrame
    Places = npt.NDArray[np.int64]
else:
    Table = Places = Any

ROW = "_row"
SHEET_ROW = "_sheet_row"
